package io.snet4j.grpc;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import io.snet4j.training.ModelId;
import java.util.List;

/** Puts a model's id into a service's own request message. */
public final class ModelIds {
    private static final String TYPE = "training.ModelID";

    private ModelIds() {}

    /**
     * Sets the message's only field of type {@code training.ModelID}, whatever its name.
     *
     * @return {@code message}
     * @throws IllegalArgumentException if it has none, or several
     */
    public static <B extends Message.Builder> B set(B message, ModelId model) {
        FieldDescriptor field = field(message);
        Message.Builder id = message.newBuilderForField(field);
        id.setField(field.getMessageType().findFieldByNumber(1), model.value());
        message.setField(field, id.build());
        return message;
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
