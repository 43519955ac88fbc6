package io.snet4j.internal.training;

import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A future whose cancellation interrupts the thread that works for it, and no other work of that thread. */
final class InterruptibleFuture<T> extends CompletableFuture<T> {
    private @Nullable Thread worker;

    void run(Supplier<T> work) {
        if (!begin()) {
            return;
        }
        try {
            complete(work.get());
        } catch (Throwable e) {
            completeExceptionally(e);
        } finally {
            end();
        }
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        boolean cancelled = super.cancel(mayInterruptIfRunning);
        synchronized (this) {
            if (cancelled && worker != null) {
                worker.interrupt();
            }
        }
        return cancelled;
    }

    private synchronized boolean begin() {
        if (isDone()) {
            return false;
        }
        worker = Thread.currentThread();
        return true;
    }

    private synchronized void end() {
        worker = null;
        // An interrupt that came too late must not hit what the thread does next.
        Thread.interrupted();
    }
}
