package io.snet4j.payment;

import io.snet4j.errors.SnetException.Charge;

/**
 * Observes money. Called on threads of the library, in order for one channel, concurrently for several. The payment
 * waits for it, and so do all later ones on its channel: return soon.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface PaymentListener {
    /**
     * After a payment was signed and before it leaves. Throwing keeps it from leaving, and fails the call; listeners
     * that were told before then hear that it settled with {@link Charge#NONE}.
     */
    void onSigned(SignedAmount payment);

    /** What is called: says also for whom. Without an implementation of its own, {@link #onSigned(SignedAmount)} is. */
    default void onSigned(SignedAmount payment, PaymentOrigin origin) {
        onSigned(payment);
    }

    /**
     * When the outcome of a signed payment is known, or will not become known. A payment that was not charged is signed
     * again, for the same amount, by the next call. One that was not charged, and is taken all the same, settles a
     * second time when the channel's state or a claim on chain shows it: as {@link Charge#CHARGED}, or as
     * {@link Charge#UNKNOWN} if nobody says what a claim took. What this throws is logged and ignored.
     *
     * @param charge {@link Charge#NONE} if the daemon gave it back
     */
    default void onSettled(SignedAmount payment, Charge charge) {}

    /** After a transaction on a channel was mined. What this throws is logged and ignored. */
    default void onDeposit(ChannelDeposit deposit) {}

    /**
     * Once for each call that goes without a payment because its daemon takes none, before it leaves. Nothing is signed
     * or deposited for it, and no other event tells of it. What this throws is logged and ignored.
     */
    default void onUnpaid(UnpaidCall call) {}
}
