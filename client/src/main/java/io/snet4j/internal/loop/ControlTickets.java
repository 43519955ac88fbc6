package io.snet4j.internal.loop;

import io.grpc.Metadata;
import io.snet4j.errors.SnetException.Charge;
import io.snet4j.internal.transport.CallFailure;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

/** A call of one of the daemon's own methods that costs nothing, and holds nothing. */
public final class ControlTickets implements Tickets, Ticket {
    private final Way way;
    private final boolean signed;
    private final Predicate<CallFailure> repeatable;

    private ControlTickets(Way way, boolean signed, Predicate<CallFailure> repeatable) {
        this.way = way;
        this.signed = signed;
        this.repeatable = repeatable;
    }

    /**
     * @param signed whether the call is authorized
     * @param repeatable whether it may be repeated although it may have been done
     */
    public static ControlTickets of(boolean signed, boolean repeatable) {
        return new ControlTickets(Way.CONTROL, signed, failure -> repeatable || !failure.sent());
    }

    /**
     * For a question about payments, which changes nothing.
     *
     * @param repeatable whether it is asked again where one daemon is gone
     */
    static ControlTickets ofQuestion(boolean repeatable) {
        // What was not sent, no replica could be reached for.
        return new ControlTickets(Way.QUESTION, true, failure -> repeatable && failure.sent());
    }

    @Override
    public Way way() {
        return way;
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
        if (repeatable.test(failure)) {
            facts.add(When.REPEATABLE);
        }
        return facts;
    }

    @Override
    public CompletableFuture<Ticket> again(Step step, Ticket ticket, CallFailure failure) {
        return take();
    }

    @Override
    public Exception explain(Step end, Ticket ticket, CallFailure failure, Charge charge) {
        return way == Way.QUESTION ? failure : failure.toException(charge);
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
