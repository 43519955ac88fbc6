package io.snet4j.errors;

import org.jspecify.annotations.Nullable;

/**
 * Something about money stands in the way.
 *
 * @since 0.1.0
 */
public non-sealed class PaymentException extends SnetException {
    private static final long serialVersionUID = 1L;

    public PaymentException(String message, @Nullable Throwable cause, Charge charge) {
        super(message, cause, charge);
    }
}
