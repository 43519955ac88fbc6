package io.snet4j.internal.proto;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.TypeRegistry;
import io.snet4j.errors.InvalidRequestException;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Refuses numbers that are long, or stand for long ones: protobuf's parser writes all of their digits out. */
final class JsonNumbers {
    /** Two to the power of -1074 has 767 digits behind its zeros. */
    private static final int MAX_LENGTH = 1200;

    private static final Pattern LARGE_EXPONENT = Pattern.compile("[0-9.][eE][+-]?0*+[1-9][0-9]{3}");

    private final TypeRegistry types;

    JsonNumbers(TypeRegistry types) {
        this.types = types;
    }

    /** Whether it may be read: as a number of JSON, or a text that stands for one. */
    static boolean isShort(String number) {
        return number.length() <= MAX_LENGTH && !LARGE_EXPONENT.matcher(number).find();
    }

    /** @throws InvalidRequestException naming the field, if a text stands for a number and is no short one */
    void check(Descriptor type, JsonNode value) {
        message(type, value, "");
    }

    private void message(Descriptor type, JsonNode value, String place) {
        switch (type.getFullName()) {
            case "google.protobuf.Any" -> any(value, place);
            case "google.protobuf.Int32Value",
                    "google.protobuf.Int64Value",
                    "google.protobuf.UInt32Value",
                    "google.protobuf.UInt64Value",
                    "google.protobuf.FloatValue",
                    "google.protobuf.DoubleValue" -> number(value.asText(), place);
            default ->
                value.properties().forEach(member -> {
                    FieldDescriptor field = field(type, member.getKey());
                    if (field != null) {
                        field(field, member.getValue(), place + "." + member.getKey());
                    }
                });
        }
    }

    private void any(JsonNode value, String place) {
        try {
            Descriptor type = types.getDescriptorForTypeUrl(value.path("@type").asText());
            if (type != null) {
                message(type, type.getFullName().startsWith("google.protobuf.") ? value.path("value") : value, place);
            }
        } catch (InvalidProtocolBufferException e) {
            // The parser says so better.
        }
    }

    private void field(FieldDescriptor field, JsonNode value, String place) {
        if (field.isMapField()) {
            FieldDescriptor key = field.getMessageType().findFieldByNumber(1);
            FieldDescriptor entry = field.getMessageType().findFieldByNumber(2);
            for (Map.Entry<String, JsonNode> member : value.properties()) {
                if (isNumber(key)) {
                    number(member.getKey(), place);
                }
                one(entry, member.getValue(), place);
            }
        } else if (value.isArray()) {
            value.forEach(element -> one(field, element, place));
        } else {
            one(field, value, place);
        }
    }

    private void one(FieldDescriptor field, JsonNode value, String place) {
        if (field.getJavaType() == JavaType.MESSAGE) {
            message(field.getMessageType(), value, place);
        } else if (isNumber(field)) {
            number(value.asText(), place);
        }
    }

    private static void number(String text, String place) {
        if (!isShort(text)) {
            throw new InvalidRequestException("the number" + (place.isEmpty() ? "" : " at " + place.substring(1))
                    + " is too long to be read: " + text.length() + " characters, of at most " + MAX_LENGTH
                    + ", with an exponent of at most 999");
        }
    }

    private static boolean isNumber(FieldDescriptor field) {
        return switch (field.getJavaType()) {
            case INT, LONG, FLOAT, DOUBLE, ENUM -> true;
            default -> false;
        };
    }

    private static @Nullable FieldDescriptor field(Descriptor type, String name) {
        return type.getFields().stream()
                .filter(field ->
                        field.getJsonName().equals(name) || field.getName().equals(name))
                .findFirst()
                .orElse(null);
    }
}
