package io.snet4j.internal.memory;

import io.snet4j.errors.SnetException.Charge;
import io.snet4j.payment.PaymentOrigin;
import io.snet4j.payment.SignedAmount;
import io.snet4j.value.Cogs;
import java.util.Optional;

/**
 * The last payment that was signed for a model.
 *
 * @param charge as it was told; empty if nobody told it
 */
public record ModelPayment(SignedAmount payment, PaymentOrigin origin, Optional<Charge> charge) {
    public ModelPayment settled(Charge outcome) {
        return new ModelPayment(payment, origin, Optional.of(outcome));
    }

    public boolean isOpen() {
        return charge.isEmpty() || charge.get() == Charge.UNKNOWN;
    }

    /** What a later payment from the same channel, which was taken, proves of this one. */
    public static Charge provenBy(SignedAmount later, SignedAmount earlier) {
        return before(later).compareTo(earlier.amount()) >= 0 ? Charge.CHARGED : Charge.NONE;
    }

    /** What was paid from the channel before it. */
    public static Cogs before(SignedAmount payment) {
        return payment.amount().minus(payment.price());
    }

    /** Whether a payment that was taken proves something of another one. */
    public static boolean sameNonce(SignedAmount a, SignedAmount b) {
        return a.channelId().equals(b.channelId()) && a.nonce().equals(b.nonce()) && !a.equals(b);
    }
}
