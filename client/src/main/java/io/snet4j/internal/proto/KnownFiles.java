package io.snet4j.internal.proto;

import com.google.protobuf.AnyProto;
import com.google.protobuf.ApiProto;
import com.google.protobuf.DescriptorProtos;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DurationProto;
import com.google.protobuf.EmptyProto;
import com.google.protobuf.FieldMaskProto;
import com.google.protobuf.SourceContextProto;
import com.google.protobuf.StructProto;
import com.google.protobuf.TimestampProto;
import com.google.protobuf.TypeProto;
import com.google.protobuf.WrappersProto;
import com.google.protobuf.compiler.PluginProtos;
import io.snet4j.wire.pricing.PricingProto;
import io.snet4j.wire.training.TrainingProto;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Files that a service imports without publishing them. */
final class KnownFiles {
    /** Protobuf's own; JSON has rules for their messages, which hold for these descriptors only. */
    private static final Map<String, FileDescriptor> GOOGLE = Stream.of(
                    AnyProto.getDescriptor(),
                    ApiProto.getDescriptor(),
                    DescriptorProtos.getDescriptor(),
                    PluginProtos.getDescriptor(),
                    DurationProto.getDescriptor(),
                    EmptyProto.getDescriptor(),
                    FieldMaskProto.getDescriptor(),
                    SourceContextProto.getDescriptor(),
                    StructProto.getDescriptor(),
                    TimestampProto.getDescriptor(),
                    TypeProto.getDescriptor(),
                    WrappersProto.getDescriptor())
            .collect(Collectors.toUnmodifiableMap(FileDescriptor::getName, Function.identity()));

    private static final FileDescriptor TRAINING = TrainingProto.getDescriptor();
    private static final FileDescriptor PRICING = PricingProto.getDescriptor();

    private KnownFiles() {}

    /** What is used whatever the service published under this name, as the daemon does. */
    static Optional<FileDescriptor> fixed(String path) {
        return path.equals(TRAINING.getName()) ? Optional.of(TRAINING) : Optional.ofNullable(GOOGLE.get(path));
    }

    /** What is used if the service published no such file. */
    static Optional<FileDescriptor> fallback(String path) {
        return path.equals(PRICING.getName()) ? Optional.of(PRICING) : Features.file(path);
    }

    /** Whether a method's custom option says what its training wants. */
    static boolean isRead(String methodOption) {
        String name = methodOption.startsWith(".") ? methodOption.substring(1) : methodOption;
        return TRAINING.getExtensions().stream()
                .anyMatch(each -> each.getFullName().equals(name));
    }
}
