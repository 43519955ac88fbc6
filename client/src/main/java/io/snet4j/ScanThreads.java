package io.snet4j;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/** A few threads for one search, and an end for each piece of its work, counted from the moment it begins. */
final class ScanThreads implements AutoCloseable {
    private static final int AT_A_TIME = 4;
    private static final long CLOSE_SECONDS = 5;

    private final ExecutorService workers = Executors.newFixedThreadPool(AT_A_TIME, named("snet4j-discovery"));
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(named("snet4j-discovery-timer"));
    private final Duration deadline;

    ScanThreads(Duration deadline) {
        this.deadline = deadline;
    }

    private static ThreadFactory named(String name) {
        return work -> {
            Thread thread = new Thread(work, name);
            thread.setDaemon(true);
            return thread;
        };
    }

    /** @return is cancelled when the deadline has passed, and the thread interrupted */
    <T> Future<T> begin(Callable<T> work) {
        Timed<T> timed = new Timed<>(work);
        workers.execute(timed);
        return timed;
    }

    private final class Timed<T> extends FutureTask<T> {
        private Timed(Callable<T> work) {
            super(work);
        }

        @Override
        public void run() {
            ScheduledFuture<?> end = timer.schedule(() -> cancel(true), deadline.toNanos(), TimeUnit.NANOSECONDS);
            try {
                super.run();
            } finally {
                end.cancel(false);
            }
        }
    }

    /** Ends what is under way. Blocks for a few seconds at most, whether or not the thread is interrupted. */
    @Override
    public void close() {
        workers.shutdownNow();
        boolean interrupted = Thread.interrupted();
        try {
            workers.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            interrupted = true;
        }
        timer.shutdownNow();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
