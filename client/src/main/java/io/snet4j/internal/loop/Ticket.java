package io.snet4j.internal.loop;

import io.grpc.Channel;
import io.grpc.Metadata;
import io.snet4j.errors.SnetException.Charge;
import io.snet4j.payment.SignedAmount;
import java.util.Optional;

/** What a call is sent with, and what is held for it until its outcome is known. */
public interface Ticket {
    Metadata headers();

    /** The channel to send over. */
    default Channel over(Channel daemons) {
        return daemons;
    }

    /** Empty if nothing was signed for this call. */
    default Optional<SignedAmount> signed() {
        return Optional.empty();
    }

    /** Whether both pay from one channel. */
    default boolean isLike(Ticket other) {
        return signed().map(SignedAmount::channelId).equals(other.signed().map(SignedAmount::channelId));
    }

    /**
     * Writes the books, tells the listeners, and gives back what is held. Only the first time counts. Blocks if it must
     * be asked what became of the call.
     *
     * @return what the call cost
     */
    Charge end(Outcome outcome);
}
