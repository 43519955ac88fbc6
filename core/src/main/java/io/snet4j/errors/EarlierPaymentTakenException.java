package io.snet4j.errors;

/**
 * The payment that an earlier call signed for the same model was taken meanwhile, so nothing else was signed. Wait for
 * what it paid for. {@link #charge()} is {@code CHARGED}.
 *
 * @since 0.1.0
 */
public final class EarlierPaymentTakenException extends PaymentException {
    private static final long serialVersionUID = 1L;

    public EarlierPaymentTakenException(String message) {
        super(message, null, Charge.CHARGED);
    }
}
