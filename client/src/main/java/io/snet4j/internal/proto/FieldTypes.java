package io.snet4j.internal.proto;

import com.google.protobuf.ByteString;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type;
import com.google.protobuf.TextFormat;
import com.squareup.wire.schema.internal.parser.FieldElement;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Types and default values of fields. */
final class FieldTypes {
    private static final Map<String, Type> SCALARS = Arrays.stream(Type.values())
            .filter(type -> type != Type.TYPE_MESSAGE && type != Type.TYPE_ENUM && type != Type.TYPE_GROUP)
            .collect(Collectors.toUnmodifiableMap(
                    type -> type.name().substring("TYPE_".length()).toLowerCase(Locale.ROOT), Function.identity()));

    private FieldTypes() {}

    /** A name that is none of a scalar is one of a message or an enum; which of both is known when files are linked. */
    static void set(FieldDescriptorProto.Builder field, String type) {
        Type scalar = SCALARS.get(type);
        if (scalar == null) {
            field.setTypeName(type);
        } else {
            field.setType(scalar);
        }
    }

    /** As protoc writes it. */
    static String defaultValue(FieldElement element) {
        String text = Objects.requireNonNull(element.getDefaultValue());
        return switch (element.getType()) {
            case "bytes" -> TextFormat.escapeBytes(bytes(text));
            case "int32",
                    "int64",
                    "uint32",
                    "uint64",
                    "sint32",
                    "sint64",
                    "fixed32",
                    "fixed64",
                    "sfixed32",
                    "sfixed64" -> Numbers.integer(text).toString();
            case "float", "double" -> {
                Numbers.floating(text);
                yield text;
            }
            default -> text;
        };
    }

    /** The parser gives one character for each escaped byte. */
    static ByteString bytes(String text) {
        boolean escaped = text.chars().allMatch(c -> c <= 0xff);
        return ByteString.copyFrom(text, escaped ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8);
    }
}
