package io.snet4j.internal.ledger;

import io.snet4j.errors.PaymentOutcomeUnknownException;
import io.snet4j.internal.memory.ModelPayment;
import io.snet4j.payment.SignedAmount;
import io.snet4j.value.ChannelNonce;
import io.snet4j.value.Cogs;
import java.util.Optional;

/**
 * Keeps a call that is made once more for a model from being paid twice. The call before it was not taken when the
 * daemon was asked; but a daemon may still be at it, and commit it later. So its signature and the new one must not be
 * worth more than one price together. Thread-safe; does not block.
 */
final class ResumeGuard {
    private final Optional<SignedAmount> earlier;
    private boolean signedThere;

    /** @param earlier the one before; empty if nothing was ever taken from any channel */
    ResumeGuard(Optional<SignedAmount> earlier) {
        this.earlier = earlier;
    }

    /**
     * Before a payment is signed for the model.
     *
     * @return the payment before it, if that is proven to be taken since; then nothing may be signed
     * @throws PaymentOutcomeUnknownException if both could be taken
     */
    synchronized Optional<SignedAmount> taken(SignedAmount payment) {
        Cogs before = ModelPayment.before(payment);
        if (earlier.isEmpty()) {
            require(before.isZero() && payment.nonce().equals(ChannelNonce.ZERO), payment);
            return Optional.empty();
        }
        SignedAmount first = earlier.get();
        boolean there = payment.channelId().equals(first.channelId());
        require(there || !signedThere, payment);
        signedThere |= there;
        if (there) {
            require(payment.nonce().equals(first.nonce()), payment);
            require(before.compareTo(first.amount()) <= 0, payment);
        }
        return there && before.equals(first.amount()) ? earlier : Optional.empty();
    }

    private static void require(boolean safe, SignedAmount payment) {
        if (!safe) {
            throw new PaymentOutcomeUnknownException(
                    "it is not known any more whether the payment was taken that was signed before for model "
                            + payment.modelId().orElse("") + " (" + payment.method()
                            + "): payment channel " + payment.channelId()
                            + " has changed, or is kept locked by a call. Nothing else was signed. Run the same plan"
                            + " again later",
                    null);
        }
    }
}
