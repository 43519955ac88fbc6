package io.snet4j.internal.transport;

import io.snet4j.errors.CallCancelledException;
import io.snet4j.errors.DeadlineExceededException;
import io.snet4j.errors.SnetException.Charge;
import io.snet4j.internal.core.Budget;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Blocking for what is prepared in the background, and what that fails with. */
public final class Waits {
    private Waits() {}

    /** Throws what the future failed with. On interrupt or when the time is up the future is cancelled. */
    public static <T> T await(CompletableFuture<T> future, Budget budget) {
        while (true) {
            try {
                return future.get(Math.max(0, budget.left().toNanos()), TimeUnit.NANOSECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                // What is ready already must not be lost: the next round returns it, interrupted or not.
                if (future.cancel(true)) {
                    throw new CallCancelledException(
                            "the calling thread was interrupted before anything was sent", e, Charge.NONE);
                }
            } catch (TimeoutException e) {
                if (budget.isUsedUp() && future.cancel(true)) {
                    throw new DeadlineExceededException(
                            "the payment was not ready within the deadline; another paid call may be holding the"
                                    + " payment channel, or the Ethereum node does not answer. Nothing was sent",
                            e,
                            Charge.NONE);
                }
            } catch (CancellationException e) {
                throw new CallCancelledException("cancelled before anything was sent", e, Charge.NONE);
            } catch (ExecutionException e) {
                throw unchecked(e.getCause() == null ? e : e.getCause());
            }
        }
    }

    /** What a future failed with, without what futures wrap around it. */
    public static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    public static RuntimeException unchecked(Throwable failure) {
        if (failure instanceof Error error) {
            throw error;
        }
        return failure instanceof RuntimeException known ? known : new IllegalStateException(failure);
    }
}
