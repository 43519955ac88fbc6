package io.snet4j.errors;

import org.jspecify.annotations.Nullable;

/**
 * What was asked for does not exist, or is not visible to this identity.
 *
 * @since 0.1.0
 */
public non-sealed class NotFoundException extends SnetException {
    private static final long serialVersionUID = 1L;

    public NotFoundException(String message) {
        this(message, null);
    }

    public NotFoundException(String message, @Nullable Throwable cause) {
        super(message, cause, Charge.NONE);
    }
}
