package io.snet4j.internal.proto;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import java.util.List;

/** Messages with a value in each field, some levels deep. */
public final class Filler {
    private static final int LEVELS = 3;

    private Filler() {}

    public static DynamicMessage fill(Descriptor type) {
        return fill(type, LEVELS).build();
    }

    private static DynamicMessage.Builder fill(Descriptor type, int levels) {
        DynamicMessage.Builder message = DynamicMessage.newBuilder(type);
        for (FieldDescriptor field : type.getFields()) {
            boolean message0 = field.getJavaType() == FieldDescriptor.JavaType.MESSAGE;
            if (levels == 0 && message0 || isOpen(field)) {
                continue;
            }
            if (field.isRepeated()) {
                message.addRepeatedField(field, value(field, levels));
                if (!field.isMapField()) {
                    message.addRepeatedField(field, value(field, levels));
                }
            } else {
                message.setField(field, value(field, levels));
            }
        }
        return message;
    }

    /** These have values of their own kind in JSON. */
    private static boolean isOpen(FieldDescriptor field) {
        List<String> open = List.of("google.protobuf.Any", "google.protobuf.Value", "google.protobuf.ListValue");
        return field.getJavaType() == FieldDescriptor.JavaType.MESSAGE
                && (open.contains(field.getMessageType().getFullName())
                        || field.isMapField() && isOpen(field.getMessageType().findFieldByNumber(2)));
    }

    private static Object value(FieldDescriptor field, int levels) {
        int n = field.getNumber() % 1000 + 1;
        return switch (field.getJavaType()) {
            case INT -> n;
            case LONG -> (long) n;
            case FLOAT -> n + 0.5f;
            case DOUBLE -> n + 0.25;
            case BOOLEAN -> true;
            case STRING ->
                field.getContainingType().getFullName().equals("google.protobuf.FieldMask") ? "a" : "text " + n;
            case BYTE_STRING -> ByteString.copyFrom(new byte[] {(byte) n, -1, 0});
            case ENUM -> {
                var values = field.getEnumType().getValues();
                yield values.get(values.size() - 1);
            }
            case MESSAGE -> fill(field.getMessageType(), levels - 1).build();
        };
    }
}
