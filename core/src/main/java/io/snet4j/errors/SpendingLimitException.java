package io.snet4j.errors;

import org.jspecify.annotations.Nullable;

/** The call would exceed the spending limit, or needs a channel while no limit allows to open or fund one. Nothing was signed. */
public class SpendingLimitException extends PaymentException {
    private static final long serialVersionUID = 1L;

    public SpendingLimitException(String message) {
        this(message, null);
    }

    public SpendingLimitException(String message, @Nullable Throwable cause) {
        super(message, cause, Charge.NONE);
    }
}
