package io.snet4j.internal.loop;

import io.snet4j.internal.core.Budget;
import io.snet4j.internal.transport.CallFailure;
import io.snet4j.internal.transport.Pauses;
import io.snet4j.internal.transport.Reason;
import io.snet4j.internal.transport.Waits;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Asks daemons about payments, again where the table of the loop says so. Thread-safe; blocks. */
public final class Questions {
    private final Pauses pauses;
    private final Runnable whenExpired;

    /** @param whenExpired runs when a daemon refuses a question for its block */
    public Questions(Pauses pauses, Runnable whenExpired) {
        this.pauses = pauses;
        this.whenExpired = whenExpired;
    }

    /**
     * Asks, on the thread of the caller.
     *
     * @param repeatable whether it is asked again where one daemon is gone
     */
    public <R> R ask(boolean repeatable, Attempt.Blocking<R> question, Budget budget) throws CallFailure {
        CallerThread caller = new CallerThread();
        Attempt.Blocking<R> signed = ticket -> {
            try {
                return question.send(ticket);
            } catch (CallFailure failure) {
                if (failure.reason() == Reason.AUTHORIZATION_EXPIRED) {
                    whenExpired.run();
                }
                throw failure;
            }
        };
        CompletableFuture<CallLoop.Paid<R>> result =
                caller.run(caller.loop(ControlTickets.ofQuestion(repeatable), signed, budget, pauses));
        try {
            return result.join().answer();
        } catch (CompletionException e) {
            if (e.getCause() instanceof CallFailure failure) {
                throw failure;
            }
            throw Waits.unchecked(Waits.cause(e));
        }
    }
}
