package io.snet4j.errors;

/**
 * Where the client keeps what it signed cannot be read or written: a folder, or a database. Nothing was signed for the
 * call; the same call may succeed when the place is there again.
 *
 * @since 0.1.0
 */
public class PaymentStateException extends PaymentException {
    private static final long serialVersionUID = 1L;

    public PaymentStateException(String message, Throwable cause) {
        super(message, cause, Charge.NONE);
    }

    @Override
    public boolean isRetryable() {
        return true;
    }
}
