package io.snet4j.registry;

import io.snet4j.errors.CallCancelledException;
import io.snet4j.errors.SnetException.Charge;
import io.snet4j.internal.core.Budget;
import io.snet4j.internal.core.Deadline;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/** Two pieces of work that wait for others, done at the same time under the deadline of the one who wants both. */
final class Beside {
    private Beside() {}

    /**
     * Fails as the first one does, if it does; else as the second.
     *
     * @param first done by the executor
     * @param second done on this thread
     */
    static <A, B, R> R both(Supplier<A> first, Supplier<B> second, Executor executor, BiFunction<A, B, R> together) {
        Optional<Budget> deadline = Deadline.current();
        FutureTask<A> task = new FutureTask<>(
                () -> deadline.map(budget -> Deadline.within(budget, first)).orElseGet(first));
        try {
            executor.execute(task);
        } catch (RejectedExecutionException e) {
            // Whoever closed it closes storage, too, and that fails in words.
            task.run();
        }
        try {
            B other;
            try {
                other = second.get();
            } catch (RuntimeException e) {
                await(task);
                throw e;
            }
            return together.apply(await(task), other);
        } finally {
            task.cancel(true);
        }
    }

    private static <A> A await(FutureTask<A> task) {
        try {
            return task.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CallCancelledException("interrupted while waiting for metadata", e, Charge.NONE);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        }
    }
}
