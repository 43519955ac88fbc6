package io.snet4j.internal.pay;

import io.grpc.Metadata;
import io.snet4j.errors.SnetException.Charge;
import io.snet4j.payment.SignedAmount;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One signed payment, and the turn on its channel, until its outcome is known. */
final class Payment {
    private static final Logger LOG = LoggerFactory.getLogger(Payment.class);

    private final Wallet wallet;
    private final ChannelBook book;
    private final FairQueue.Lease turn;
    private final SpendingTally.Reservation reservation;
    private final SignedAmount signed;
    private final Metadata headers;
    private final AtomicBoolean ended = new AtomicBoolean();

    Payment(
            Wallet wallet,
            ChannelBook book,
            FairQueue.Lease turn,
            SpendingTally.Reservation reservation,
            SignedAmount signed,
            Metadata headers) {
        this.wallet = wallet;
        this.book = book;
        this.turn = turn;
        this.reservation = reservation;
        this.signed = signed;
        this.headers = headers;
    }

    SignedAmount signed() {
        return signed;
    }

    ChannelBook book() {
        return book;
    }

    Metadata headers() {
        return headers;
    }

    /**
     * Writes the books, tells the listeners, and gives the turn to the next, whatever a listener throws. Takes as long as
     * they do; an audit writes to its file. Only the first time counts.
     */
    void end(Charge charge) {
        if (!ended.compareAndSet(false, true)) {
            return;
        }
        try {
            switch (charge) {
                case CHARGED -> book.charged(signed);
                case UNKNOWN -> book.distrust();
                case NONE -> {}
            }
            book.unreserve(signed.price());
            reservation.end(charge != Charge.NONE);
            wallet.events().settled(signed, charge);
        } finally {
            turn.close();
        }
    }

    /** Not charged, says the daemon; but it has the signature, and can still take the money. */
    void refused() {
        if (!ended.get()) {
            book.refused(signed, this::takenAfterAll);
        }
        end(Charge.NONE);
    }

    private void takenAfterAll() {
        LOG.warn(
                "the daemon's state shows {} as paid, which it had refused. If no other program pays with this key, the"
                        + " daemon took {} for nothing.",
                signed,
                signed.price());
        wallet.tally().lost(signed.price());
        wallet.events().settled(signed, Charge.CHARGED);
    }

    /** Gives the turn back without an outcome: the same call signs again, under the same reservation. */
    void endForRenewal() {
        if (ended.compareAndSet(false, true)) {
            try {
                book.refused(signed, this::takenAfterAll);
                book.unreserve(signed.price());
                wallet.events().settled(signed, Charge.NONE);
            } finally {
                turn.close();
            }
        }
    }
}
