package io.snet4j.internal.channel;

import io.grpc.Metadata;
import io.snet4j.errors.SnetException.Charge;
import io.snet4j.internal.ledger.Ledger;
import io.snet4j.internal.ledger.PaymentEvents;
import io.snet4j.internal.loop.FairQueue;
import io.snet4j.internal.memory.ServiceKey;
import io.snet4j.payment.SignedAmount;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** One signed payment, and the turn on its channel, until its outcome is known. */
public final class OpenPayment {
    private final Ledger ledger;
    private final PaymentEvents events;
    private final ServiceKey service;
    private final ChannelBook book;
    private final FairQueue.Lease turn;
    private final SignedAmount signed;
    private final Metadata headers;
    private final AtomicBoolean ended = new AtomicBoolean();

    public OpenPayment(
            Ledger ledger,
            PaymentEvents events,
            ServiceKey service,
            ChannelBook book,
            FairQueue.Lease turn,
            SignedAmount signed,
            Metadata headers) {
        this.ledger = ledger;
        this.events = events;
        this.service = service;
        this.book = book;
        this.turn = turn;
        this.signed = signed;
        this.headers = headers;
    }

    public SignedAmount signed() {
        return signed;
    }

    public ChannelBook book() {
        return book;
    }

    public Metadata headers() {
        return headers;
    }

    /**
     * Writes the books, tells the listeners, and gives the turn to the next, whatever a listener throws. Takes as long
     * as they do; an audit writes to its file. Only the first time counts.
     */
    public void end(Charge charge) {
        end(charge, Optional.empty());
    }

    /** The daemon refused it; but it has the signature, and can still take the money. */
    public void refused() {
        end(Charge.NONE, Optional.of(service));
    }

    private void end(Charge charge, Optional<ServiceKey> refusedBy) {
        try {
            settle(charge, refusedBy);
        } finally {
            turn.close();
        }
    }

    /**
     * The daemon refused it, and the same call is about to sign again. The turn is kept until {@link #giveTurnBack}.
     */
    public void refusedForNow() {
        settle(Charge.NONE, Optional.of(service));
    }

    public void giveTurnBack() {
        turn.close();
    }

    private void settle(Charge charge, Optional<ServiceKey> refusedBy) {
        if (ended.compareAndSet(false, true)) {
            enter(charge, refusedBy);
            book.unreserve(signed.price());
            events.settled(signed, charge);
        }
    }

    private void enter(Charge charge, Optional<ServiceKey> refusedBy) {
        switch (charge) {
            case CHARGED -> {
                book.charged(signed);
                ledger.served(signed);
            }
            case UNKNOWN -> {
                book.distrust();
                ledger.served(signed);
            }
            case NONE -> ledger.denied(signed, refusedBy);
        }
    }
}
