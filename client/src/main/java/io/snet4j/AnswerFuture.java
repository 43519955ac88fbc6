package io.snet4j;

import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** An answer that is made of another one, which is cancelled with it. */
final class AnswerFuture extends CompletableFuture<String> {
    private @Nullable CompletableFuture<?> source;

    /** Does nothing if it was cancelled before. */
    <T> void follow(Supplier<CompletableFuture<T>> start, BiConsumer<T, @Nullable Throwable> then) {
        CompletableFuture<T> started;
        synchronized (this) {
            if (isDone()) {
                return;
            }
            started = start.get();
            source = started;
        }
        started.whenComplete(then);
    }

    void completeWith(Supplier<String> answer) {
        try {
            complete(answer.get());
        } catch (RuntimeException e) {
            completeExceptionally(e);
        }
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        boolean cancelled = super.cancel(mayInterruptIfRunning);
        synchronized (this) {
            if (cancelled && source != null) {
                source.cancel(mayInterruptIfRunning);
            }
        }
        return cancelled;
    }
}
