package io.snet4j.internal.pay;

import io.grpc.Metadata;
import io.snet4j.errors.SnetException.Charge;
import io.snet4j.internal.transport.CallFailure;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** A call of one of the daemon's own methods that costs nothing, and holds nothing. */
final class ControlTickets implements Tickets, Ticket {
    private final boolean signed;
    private final boolean repeatable;

    /**
     * @param signed whether the call is authorized
     * @param repeatable whether it may be repeated although it may have been done
     */
    ControlTickets(boolean signed, boolean repeatable) {
        this.signed = signed;
        this.repeatable = repeatable;
    }

    @Override
    public Way way() {
        return Way.CONTROL;
    }

    @Override
    public CompletableFuture<Ticket> take() {
        return CompletableFuture.completedFuture(this);
    }

    @Override
    public Set<When> facts(Ticket ticket, CallFailure failure) {
        Set<When> facts = EnumSet.noneOf(When.class);
        if (signed) {
            facts.add(When.SIGNED);
        }
        if (repeatable || !failure.sent()) {
            facts.add(When.REPEATABLE);
        }
        return facts;
    }

    @Override
    public CompletableFuture<Ticket> again(Step step, Ticket ticket, CallFailure failure) {
        return take();
    }

    @Override
    public Metadata headers() {
        return new Metadata();
    }

    @Override
    public Charge end(Outcome outcome) {
        return Charge.NONE;
    }
}
