package io.snet4j.grpc;

import com.google.protobuf.Message;
import io.snet4j.internal.grpc.ModelField;
import io.snet4j.training.ModelId;

/**
 * Puts a model's id into a service's own request message.
 *
 * @since 0.1.0
 */
public final class ModelIds {
    private ModelIds() {}

    /**
     * Sets the message's only field of type {@code training.ModelID}, whatever its name.
     *
     * @return {@code message}
     * @throws IllegalArgumentException if it has none, or several
     */
    public static <B extends Message.Builder> B set(B message, ModelId model) {
        ModelField.set(message, model.value());
        return message;
    }
}
