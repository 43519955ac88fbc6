package io.snet4j.errors;

import org.jspecify.annotations.Nullable;

/**
 * Not enough tokens, in the escrow or on the account. Nothing was paid; fund it.
 *
 * @since 0.1.0
 */
public class InsufficientFundsException extends PaymentException {
    private static final long serialVersionUID = 1L;

    public InsufficientFundsException(String message) {
        this(message, null);
    }

    public InsufficientFundsException(String message, @Nullable Throwable cause) {
        super(message, cause, Charge.NONE);
    }
}
