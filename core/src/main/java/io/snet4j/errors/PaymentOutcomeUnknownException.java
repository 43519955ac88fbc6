package io.snet4j.errors;

import org.jspecify.annotations.Nullable;

/**
 * A paid call was cut off and the daemon could not be asked whether it was charged. Look at the channel or the model
 * before paying again.
 *
 * @since 0.1.0
 */
public class PaymentOutcomeUnknownException extends PaymentException {
    private static final long serialVersionUID = 1L;

    public PaymentOutcomeUnknownException(String message, @Nullable Throwable cause) {
        super(message, cause, Charge.UNKNOWN);
    }
}
