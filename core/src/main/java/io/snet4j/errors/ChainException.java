package io.snet4j.errors;

import org.jspecify.annotations.Nullable;

/**
 * The Ethereum node failed, refused, or a transaction was reverted.
 *
 * @since 0.1.0
 */
public class ChainException extends DependencyException {
    private static final long serialVersionUID = 1L;

    public ChainException(String message) {
        this(message, null);
    }

    public ChainException(String message, @Nullable Throwable cause) {
        super(message, cause, Charge.NONE);
    }
}
