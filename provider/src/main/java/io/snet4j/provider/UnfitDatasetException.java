package io.snet4j.provider;

import io.snet4j.errors.InvalidRequestException;
import org.jspecify.annotations.Nullable;

/**
 * A dataset is no archive that can be read, or not within the limits. The message says what is wrong and where.
 *
 * @since 0.1.0
 */
public class UnfitDatasetException extends InvalidRequestException {
    private static final long serialVersionUID = 1L;

    public UnfitDatasetException(String message) {
        this(message, null);
    }

    public UnfitDatasetException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
