package io.snet4j;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Collects types for {@link ServiceApi}. */
final class ApiTypes {
    private final List<ApiMessage> messages = new ArrayList<>();
    private final List<ApiEnum> enums = new ArrayList<>();

    void add(FileDescriptor file) {
        file.getEnumTypes().forEach(this::add);
        file.getMessageTypes().forEach(this::add);
    }

    private void add(Descriptor type) {
        // A map's entry is a message that nobody wrote.
        if (!type.getOptions().getMapEntry()) {
            messages.add(new ApiMessage(
                    type.getFullName(),
                    type.getFields().stream().map(ApiTypes::field).toList()));
            type.getEnumTypes().forEach(this::add);
            type.getNestedTypes().forEach(this::add);
        }
    }

    private void add(EnumDescriptor type) {
        Map<String, Integer> values = new LinkedHashMap<>();
        for (EnumValueDescriptor value : type.getValues()) {
            values.put(value.getName(), value.getNumber());
        }
        enums.add(new ApiEnum(type.getFullName(), Collections.unmodifiableMap(values)));
    }

    List<ApiMessage> messages() {
        return List.copyOf(messages);
    }

    List<ApiEnum> enums() {
        return List.copyOf(enums);
    }

    private static ApiMessage.Field field(FieldDescriptor field) {
        return new ApiMessage.Field(field.getName(), field.getJsonName(), field.getNumber(), type(field), label(field));
    }

    private static String type(FieldDescriptor field) {
        if (field.isMapField()) {
            Descriptor entry = field.getMessageType();
            return "map<" + type(entry.findFieldByNumber(1)) + ", " + type(entry.findFieldByNumber(2)) + ">";
        }
        return switch (field.getJavaType()) {
            case MESSAGE -> field.getMessageType().getFullName();
            case ENUM -> field.getEnumType().getFullName();
            default -> field.getType().name().toLowerCase(Locale.ROOT);
        };
    }

    private static ApiMessage.Label label(FieldDescriptor field) {
        if (field.isMapField()) {
            return ApiMessage.Label.NONE;
        }
        if (field.isRepeated()) {
            return ApiMessage.Label.REPEATED;
        }
        if (field.isRequired()) {
            return ApiMessage.Label.REQUIRED;
        }
        return field.hasPresence() ? ApiMessage.Label.OPTIONAL : ApiMessage.Label.NONE;
    }
}
