package io.snet4j.internal.proto;

import com.google.protobuf.DescriptorProtos;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The features of generated code in other languages, which protoc brings in files of its own. Nothing of them changes a
 * message on the wire, so names and numbers are enough.
 */
final class Features {
    private static final String JAVA =
            """
            syntax = "proto2"; package pb;
            extend google.protobuf.FeatureSet { optional JavaFeatures java = 1001; }
            message JavaFeatures {
              optional bool legacy_closed_enum = 1;
              enum Utf8Validation { UTF8_VALIDATION_UNKNOWN = 0; DEFAULT = 1; VERIFY = 2; }
              optional Utf8Validation utf8_validation = 2;
              optional bool large_enum = 3;
              optional bool use_old_outer_classname_default = 4;
              message NestInFileClassFeature {
                enum NestInFileClass { NEST_IN_FILE_CLASS_UNKNOWN = 0; NO = 1; YES = 2; LEGACY = 3; }
              }
              optional NestInFileClassFeature.NestInFileClass nest_in_file_class = 5;
            }
            """;
    private static final String CPP =
            """
            syntax = "proto2"; package pb;
            extend google.protobuf.FeatureSet { optional CppFeatures cpp = 1000; }
            message CppFeatures {
              optional bool legacy_closed_enum = 1;
              enum StringType { STRING_TYPE_UNKNOWN = 0; VIEW = 1; CORD = 2; STRING = 3; }
              optional StringType string_type = 2;
              optional bool enum_name_uses_string_view = 3;
            }
            """;
    private static final String GO =
            """
            syntax = "proto2"; package pb;
            extend google.protobuf.FeatureSet { optional GoFeatures go = 1002; }
            message GoFeatures {
              optional bool legacy_unmarshal_json_enum = 1;
              enum APILevel { API_LEVEL_UNSPECIFIED = 0; API_OPEN = 1; API_HYBRID = 2; API_OPAQUE = 3; }
              optional APILevel api_level = 2;
              enum StripEnumPrefix {
                STRIP_ENUM_PREFIX_UNSPECIFIED = 0; STRIP_ENUM_PREFIX_KEEP = 1;
                STRIP_ENUM_PREFIX_GENERATE_BOTH = 2; STRIP_ENUM_PREFIX_STRIP = 3;
              }
              optional StripEnumPrefix strip_enum_prefix = 3;
              message OptimizeModeFeature { enum OptimizeMode { OPTIMIZE_MODE_UNSPECIFIED = 0; SPEED = 1; CODE_SIZE = 2; } }
              optional OptimizeModeFeature.OptimizeMode optimize_mode = 4;
            }
            """;

    private static final Map<String, String> TEXTS = Map.of(
            "google/protobuf/java_features.proto", JAVA,
            "google/protobuf/cpp_features.proto", CPP,
            "google/protobuf/go_features.proto", GO);

    private static final Map<String, FileDescriptor> FILES = new ConcurrentHashMap<>();

    private Features() {}

    static Optional<FileDescriptor> file(String path) {
        return Optional.ofNullable(TEXTS.get(path)).map(text -> FILES.computeIfAbsent(path, p -> build(p, text)));
    }

    private static FileDescriptor build(String path, String text) {
        FileDescriptor descriptors = DescriptorProtos.getDescriptor();
        FileDescriptorProto.Builder proto =
                FileParser.read(path, text, new TokenBudget()).proto().addDependency(descriptors.getName());
        try {
            return FileDescriptor.buildFrom(proto.build(), new FileDescriptor[] {descriptors});
        } catch (DescriptorValidationException tooOld) {
            // Protobuf has no such feature yet, so its messages are all there is to know.
            return messages(proto.clearExtension().build(), descriptors);
        }
    }

    private static FileDescriptor messages(FileDescriptorProto proto, FileDescriptor descriptors) {
        try {
            return FileDescriptor.buildFrom(proto, new FileDescriptor[] {descriptors});
        } catch (DescriptorValidationException e) {
            throw new IllegalStateException(e);
        }
    }
}
