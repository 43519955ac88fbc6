package io.snet4j.errors;

import org.jspecify.annotations.Nullable;

/**
 * Another paid call holds the payment channel at the daemon. Nothing was paid; try again when it is done.
 *
 * @since 0.1.0
 */
public class ChannelBusyException extends PaymentException {
    private static final long serialVersionUID = 1L;

    public ChannelBusyException(String message) {
        this(message, null);
    }

    public ChannelBusyException(String message, @Nullable Throwable cause) {
        super(message, cause, Charge.NONE);
    }

    @Override
    public boolean isRetryable() {
        return true;
    }
}
