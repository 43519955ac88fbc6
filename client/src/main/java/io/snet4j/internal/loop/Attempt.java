package io.snet4j.internal.loop;

import io.snet4j.internal.transport.CallFailure;
import java.util.concurrent.CompletableFuture;

/** Makes the attempts of one call, one after the other. */
public interface Attempt<R> {
    /**
     * Authorizes and sends.
     *
     * @return the answer. It fails with a {@link CallFailure} if the call was made, and with any other exception if the
     *     call never left this side
     */
    CompletableFuture<R> send(Ticket ticket);

    /** Whether it can be made again: all that was sent is still at hand, and somebody still wants the answer. */
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
