package io.snet4j.internal.grpc;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.util.List;

/** Where a service's own request message names a model. */
public final class ModelField {
    private static final String TYPE = "training.ModelID";

    private ModelField() {}

    /**
     * Sets the message's only field of type {@code training.ModelID}, whatever its name.
     *
     * @throws IllegalArgumentException if it has none, or several
     */
    public static void set(Message.Builder message, String model) {
        FieldDescriptor field = field(message);
        Message.Builder id = message.newBuilderForField(field);
        id.setField(field.getMessageType().findFieldByNumber(1), model);
        message.setField(field, id.build());
    }

    private static FieldDescriptor field(Message.Builder message) {
        List<FieldDescriptor> fields = message.getDescriptorForType().getFields().stream()
                .filter(field -> field.getJavaType() == FieldDescriptor.JavaType.MESSAGE)
                .filter(field -> field.getMessageType().getFullName().equals(TYPE) && !field.isRepeated())
                .toList();
        if (fields.size() != 1) {
            throw new IllegalArgumentException(message.getDescriptorForType().getFullName() + " has " + fields.size()
                    + " fields of type " + TYPE + "; expected one. Set the field by its name.");
        }
        return fields.get(0);
    }
}
