package io.snet4j.internal.proto;

import com.google.protobuf.DescriptorProtos.Edition;
import com.google.protobuf.DescriptorProtos.FeatureSet;
import com.google.protobuf.DescriptorProtos.FeatureSet.RepeatedFieldEncoding;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Label;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileOptions;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import io.snet4j.errors.UnsupportedProtoException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Editions of the language, of which each protobuf knows those of its time. */
final class Editions {
    /** First versions of protobuf-java that know them and load generated code of 3.25, which 4.26 and 4.27 do not. */
    private static final Map<String, String> SINCE = Map.of("2023", "4.28.0", "2024", "4.32.0");

    private static final Map<Edition, Boolean> KNOWN = new ConcurrentHashMap<>();

    private Editions() {}

    /**
     * @param place file and line
     * @throws UnsupportedProtoException if the protobuf on the class path does not know it
     */
    static Edition require(String place, String edition) {
        for (Edition each : Edition.values()) {
            boolean named = edition.matches("\\d{4}") && each.name().equals("EDITION_" + edition);
            if (named && KNOWN.computeIfAbsent(each, Editions::isKnown)) {
                return each;
            }
        }
        String needed = SINCE.get(edition);
        throw new UnsupportedProtoException(place + ": edition \"" + edition + "\" cannot be read: "
                + (needed == null
                        ? "the protobuf-java on the class path does not know it; a newer one may"
                        : "it needs protobuf-java " + needed + " or newer on the class path"));
    }

    /** Asked of protobuf itself: some versions have the words, but take all files for proto2. */
    private static boolean isKnown(Edition edition) {
        try {
            return isPacked(edition, RepeatedFieldEncoding.PACKED)
                    && !isPacked(edition, RepeatedFieldEncoding.EXPANDED);
        } catch (DescriptorValidationException | RuntimeException | LinkageError e) {
            return false;
        }
    }

    private static boolean isPacked(Edition edition, RepeatedFieldEncoding encoding)
            throws DescriptorValidationException {
        FileDescriptorProto.Builder probe = FileDescriptorProto.newBuilder()
                .setName("probe.proto")
                .setSyntax("editions")
                .setEdition(edition)
                .setOptions(FileOptions.newBuilder()
                        .setFeatures(FeatureSet.newBuilder().setRepeatedFieldEncoding(encoding)));
        probe.addMessageTypeBuilder()
                .setName("Probe")
                .addFieldBuilder()
                .setName("field")
                .setNumber(1)
                .setLabel(Label.LABEL_REPEATED)
                .setType(Type.TYPE_INT32);
        FileDescriptor file = FileDescriptor.buildFrom(probe.build(), new FileDescriptor[0]);
        return file.getMessageTypes().get(0).getFields().get(0).isPacked();
    }
}
