package io.snet4j.errors;

import org.jspecify.annotations.Nullable;

/**
 * The input is wrong. Nothing was sent; fix the value that the message names.
 *
 * @since 0.1.0
 */
public non-sealed class InvalidRequestException extends SnetException {
    private static final long serialVersionUID = 1L;

    public InvalidRequestException(String message) {
        this(message, null);
    }

    public InvalidRequestException(String message, @Nullable Throwable cause) {
        super(message, cause, Charge.NONE);
    }
}
