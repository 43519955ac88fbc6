package io.snet4j.internal.loop;

import io.snet4j.errors.SnetException;
import io.snet4j.errors.SnetException.Charge;
import io.snet4j.internal.transport.CallFailure;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** Gives out the tickets of one call, in one way to pay. For one thread at a time. */
public interface Tickets {
    /** That of the last ticket. */
    Way way();

    /**
     * Does not block. Cancelling it gives up.
     *
     * @return fails with what stands in the way, and then nothing was signed; with {@link NoTicket} if another way may
     *     do
     */
    CompletableFuture<Ticket> take();

    /** What is true of a failed attempt, as far as this way to pay knows. May block. */
    Set<When> facts(Ticket ticket, CallFailure failure);

    /**
     * Makes a step that does not end the call. May block.
     *
     * @param ticket of the failed attempt; ended here if another one takes its place
     */
    CompletableFuture<Ticket> again(Step step, Ticket ticket, CallFailure failure);

    /**
     * What the caller gets when the call ends with a failure: a {@link SnetException}, or the failure of a question.
     */
    default Exception explain(Step end, Ticket ticket, CallFailure failure, Charge charge) {
        return failure.toException(charge);
    }
}
