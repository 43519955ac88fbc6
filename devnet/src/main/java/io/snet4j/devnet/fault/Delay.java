package io.snet4j.devnet.fault;

import io.snet4j.internal.text.TimeText;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** How long something takes; may end early for all who wait. Thread-safe. */
final class Delay {
    private Duration time = Duration.ZERO;
    private CompletableFuture<Void> ended = new CompletableFuture<>();

    /** @throws IllegalArgumentException for less than zero */
    synchronized void set(Duration time) {
        this.time = notNegative(time, "delay");
    }

    /** From now on it takes no time, also for those who wait. */
    synchronized void end() {
        time = Duration.ZERO;
        ended.complete(null);
        ended = new CompletableFuture<>();
    }

    void await() throws InterruptedException {
        Duration wait;
        CompletableFuture<Void> end;
        synchronized (this) {
            wait = time;
            end = ended;
        }
        if (wait.isZero()) {
            return;
        }
        try {
            end.get(wait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            // The usual end of it.
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    static Duration notNegative(Duration time, String name) {
        if (time.isNegative()) {
            throw new IllegalArgumentException(name + " must not be negative: " + TimeText.of(time));
        }
        return time;
    }
}
