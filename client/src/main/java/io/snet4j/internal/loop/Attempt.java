package io.snet4j.internal.loop;

import io.snet4j.internal.transport.CallFailure;
import java.util.concurrent.CompletableFuture;

/** Makes the attempts of one call, one after the other. */
public interface Attempt<R> {
    /**
     * Authorizes and sends.
     *
     * @return the answer; fails with {@link CallFailure} however the call fails, with all else if it did not leave
     */
    CompletableFuture<R> send(Ticket ticket);

    /** Whether all that was sent is still known, and somebody wants an answer. */
    default boolean isRepeatable() {
        return true;
    }

    /** Whether the daemon has all that it needs to go on without the caller. */
    default boolean runsOn() {
        return false;
    }

    /** An attempt that blocks, for callers that do. */
    @FunctionalInterface
    interface Blocking<R> {
        /** As {@link Attempt#send}. */
        R send(Ticket ticket) throws CallFailure;

        /** As {@link Attempt#runsOn}. */
        default boolean runsOn() {
            return false;
        }
    }
}
