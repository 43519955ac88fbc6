package io.snet4j.errors;

import org.jspecify.annotations.Nullable;

/**
 * The call would exceed the spending limit, or needs a channel while no limit allows to open or fund one; or a
 * transaction may cost more in fees than the fee limit allows. What exceeds the limit was not signed.
 *
 * @since 0.1.0
 */
public class SpendingLimitException extends PaymentException {
    private static final long serialVersionUID = 1L;

    public SpendingLimitException(String message) {
        this(message, null);
    }

    public SpendingLimitException(String message, @Nullable Throwable cause) {
        super(message, cause, Charge.NONE);
    }
}
