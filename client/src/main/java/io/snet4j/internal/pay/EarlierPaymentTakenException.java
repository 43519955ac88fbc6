package io.snet4j.internal.pay;

import io.snet4j.errors.PaymentException;
import io.snet4j.errors.SnetException.Charge;
import io.snet4j.payment.SignedAmount;

/** The payment that an earlier call signed for a model was taken meanwhile, and nothing else was signed. */
public final class EarlierPaymentTakenException extends PaymentException {
    private static final long serialVersionUID = 1L;

    EarlierPaymentTakenException(SignedAmount earlier) {
        super(
                "the payment of " + earlier.price() + " that was signed before for model "
                        + earlier.modelId().orElse("") + " was taken meanwhile; nothing else was signed",
                null,
                Charge.CHARGED);
    }
}
