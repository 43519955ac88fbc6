package io.snet4j.internal.pay;

import io.snet4j.errors.SnetException.Charge;
import io.snet4j.payment.PaymentOrigin;
import io.snet4j.payment.SignedAmount;
import java.util.Optional;

/**
 * The last payment that was signed for a model.
 *
 * @param charge as it was told; empty if nobody told it
 */
record ModelPayment(SignedAmount payment, PaymentOrigin origin, Optional<Charge> charge) {
    ModelPayment settled(Charge outcome) {
        return new ModelPayment(payment, origin, Optional.of(outcome));
    }

    boolean isOpen() {
        return charge.isEmpty() || charge.get() == Charge.UNKNOWN;
    }

    /** What a later payment from the same channel, which was taken, proves of this one. */
    static Charge provenBy(SignedAmount later, SignedAmount earlier) {
        return PaymentEvidence.before(later).compareTo(earlier.amount()) >= 0 ? Charge.CHARGED : Charge.NONE;
    }

    /** Whether a payment that was taken proves something of another one. */
    static boolean sameNonce(SignedAmount a, SignedAmount b) {
        return a.channelId().equals(b.channelId()) && a.nonce().equals(b.nonce()) && !a.equals(b);
    }
}
