package io.snet4j.errors;

import org.jspecify.annotations.Nullable;

/**
 * The service has no such method, or several of that short name; the message lists the candidates.
 *
 * @since 0.1.0
 */
public class UnknownMethodException extends InvalidRequestException {
    private static final long serialVersionUID = 1L;

    public UnknownMethodException(String message) {
        this(message, null);
    }

    public UnknownMethodException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
