package io.snet4j.errors;

import org.jspecify.annotations.Nullable;

/**
 * The daemon demands another price than the quote. Nothing was paid; ask for a new quote.
 *
 * @since 0.1.0
 */
public class PriceChangedException extends PaymentException {
    private static final long serialVersionUID = 1L;

    public PriceChangedException(String message) {
        this(message, null);
    }

    public PriceChangedException(String message, @Nullable Throwable cause) {
        super(message, cause, Charge.NONE);
    }
}
