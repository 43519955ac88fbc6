package io.snet4j.internal.loop;

import io.grpc.Metadata;
import io.snet4j.errors.SnetException;
import io.snet4j.errors.SnetException.Charge;
import io.snet4j.internal.core.Budget;
import io.snet4j.internal.loop.CallLoop.Paid;
import io.snet4j.internal.transport.CallFailure;
import io.snet4j.internal.transport.Pauses;
import io.snet4j.internal.transport.Reason;
import io.snet4j.internal.transport.Waits;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Calls of the daemon's own methods that cost nothing and hold nothing: those that a user makes, and questions about
 * payments. They are made again where the table of the loop says so. Thread-safe; blocks the caller's thread.
 */
public final class ControlCalls {
    private final Pauses pauses;
    private final Runnable whenExpired;

    /** @param whenExpired runs when a daemon refuses a question for its block */
    public ControlCalls(Pauses pauses, Runnable whenExpired) {
        this.pauses = pauses;
        this.whenExpired = whenExpired;
    }

    /**
     * Makes a user's call.
     *
     * @param signed whether its attempts are authorized
     * @param repeatable whether it may be repeated although it may have been done
     * @throws SnetException if it fails
     */
    public <R> Paid<R> call(boolean signed, boolean repeatable, Attempt.Blocking<R> attempt, Budget budget) {
        CallerThread caller = new CallerThread();
        return caller.await(caller.loop(new Unpaid(Way.CONTROL, signed, repeatable), attempt, budget, pauses));
    }

    /**
     * Asks about payments, which changes nothing.
     *
     * @param repeatable whether another daemon is asked when one is gone
     */
    public <R> R ask(boolean repeatable, Attempt.Blocking<R> question, Budget budget) throws CallFailure {
        CallerThread caller = new CallerThread();
        CompletableFuture<Paid<R>> result = caller.run(caller.loop(
                new Unpaid(Way.QUESTION, true, repeatable), ticket -> heeding(question, ticket), budget, pauses));
        try {
            return result.join().answer();
        } catch (CompletionException e) {
            if (e.getCause() instanceof CallFailure failure) {
                throw failure;
            }
            throw Waits.unchecked(Waits.cause(e));
        }
    }

    private <R> R heeding(Attempt.Blocking<R> question, Ticket ticket) throws CallFailure {
        try {
            return question.send(ticket);
        } catch (CallFailure failure) {
            if (failure.reason() == Reason.AUTHORIZATION_EXPIRED) {
                whenExpired.run();
            }
            throw failure;
        }
    }

    private record Unpaid(Way way, boolean authorized, boolean repeatable) implements Tickets, Ticket {
        @Override
        public CompletableFuture<Ticket> take() {
            return CompletableFuture.completedFuture(this);
        }

        @Override
        public Set<When> facts(Ticket ticket, CallFailure failure) {
            Set<When> facts = EnumSet.noneOf(When.class);
            if (authorized) {
                facts.add(When.SIGNED);
            }
            if (mayRepeat(failure)) {
                facts.add(When.REPEATABLE);
            }
            return facts;
        }

        private boolean mayRepeat(CallFailure failure) {
            // If a question was not sent, no replica could be reached, and none can be now.
            return way == Way.QUESTION ? repeatable && failure.sent() : repeatable || !failure.sent();
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
}
