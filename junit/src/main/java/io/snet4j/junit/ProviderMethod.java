package io.snet4j.junit;

import java.util.Locale;

/**
 * What a daemon calls at a provider: the methods of {@code training.Model}.
 *
 * @since 0.1.0
 */
public enum ProviderMethod {
    CREATE_MODEL,
    VALIDATE_MODEL_PRICE,
    UPLOAD_AND_VALIDATE,
    VALIDATE_MODEL,
    TRAIN_MODEL_PRICE,
    TRAIN_MODEL,
    DELETE_MODEL,
    GET_MODEL_STATUS;

    /** As in {@code training.proto}. */
    public String rpc() {
        return name().toLowerCase(Locale.ROOT);
    }
}
