package io.snet4j.internal.core;

import io.snet4j.errors.CallCancelledException;
import io.snet4j.errors.SnetException.Charge;
import io.snet4j.internal.text.TimeText;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The deadline of one call or other piece of work: the time that it has left, counted from the beginning. Transactions
 * that must come first do not count against it, if it is flexible. Thread-safe.
 */
public final class Budget {
    /** What is longer is as good as no deadline, and would not fit where it is counted in nanoseconds. */
    private static final Duration LONGEST = Duration.ofDays(10_000);

    private final Duration time;
    private final boolean flexible;
    private long expiry;

    private Budget(Duration time, boolean flexible) {
        this.time = time;
        this.flexible = flexible;
        this.expiry = System.nanoTime() + nanos(time);
    }

    /** As many as there are, or those of {@link #LONGEST}. */
    public static long nanos(Duration time) {
        return (time.compareTo(LONGEST) < 0 ? time : LONGEST).toNanos();
    }

    public static Budget of(Duration time) {
        return new Budget(time, true);
    }

    /** For a deadline that somebody else watches, too. */
    public static Budget strict(Duration time) {
        return new Budget(time, false);
    }

    /** Zero or less when it is used up. */
    public synchronized Duration left() {
        return Duration.ofNanos(expiry - System.nanoTime());
    }

    public boolean isUsedUp() {
        return left().compareTo(Duration.ZERO) <= 0;
    }

    /**
     * Sleeps for that long, but not beyond the end.
     *
     * @return false, at once, when the time is used up
     * @throws CallCancelledException if interrupted; the flag is kept
     */
    public boolean sleep(Duration pause) {
        Duration left = left();
        if (left.isNegative() || left.isZero()) {
            return false;
        }
        try {
            TimeUnit.NANOSECONDS.sleep(Math.min(pause.toNanos(), left.toNanos()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CallCancelledException("interrupted", e, Charge.NONE);
        }
        return true;
    }

    /** Runs what has a deadline of its own, and does not count it. */
    public <T> T exempt(Duration atMost, Supplier<T> work) {
        if (!flexible) {
            return work.get();
        }
        long start = System.nanoTime();
        add(atMost.toNanos());
        try {
            return work.get();
        } finally {
            add(System.nanoTime() - start - atMost.toNanos());
        }
    }

    private synchronized void add(long nanos) {
        expiry += nanos;
    }

    /** Runs {@code late} on {@code executor} when the time is used up, unless {@code done} is done by then. */
    public void onExpiry(CompletableFuture<?> done, Executor executor, Runnable late) {
        CompletableFuture<Boolean> timer = new CompletableFuture<>();
        timer.completeOnTimeout(true, Math.max(1, left().toNanos()), TimeUnit.NANOSECONDS);
        timer.thenRunAsync(
                () -> {
                    if (isUsedUp()) {
                        late.run();
                    } else {
                        onExpiry(done, executor, late);
                    }
                },
                executor);
        // Also takes the timer out of the scheduler, which would keep it for minutes otherwise.
        done.whenComplete((result, failure) -> timer.cancel(false));
    }

    /** The whole time, for messages. */
    @Override
    public String toString() {
        return TimeText.of(time);
    }
}
