package io.snet4j.provider;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A few threads, a bounded queue before them, and a clock. All daemon threads: a stuck handler holds up no JVM. */
final class BackgroundWork implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BackgroundWork.class);
    private static final int CLOSE_SECONDS = 3;

    private final ThreadPoolExecutor workers;
    private final ScheduledThreadPoolExecutor clock;

    BackgroundWork(int threads, int waiting) {
        ThreadFactory factory = daemonThreads();
        workers = new ThreadPoolExecutor(
                threads, threads, 30, TimeUnit.SECONDS, new ArrayBlockingQueue<>(waiting), factory);
        workers.allowCoreThreadTimeOut(true);
        clock = new ScheduledThreadPoolExecutor(1, factory);
        clock.setRemoveOnCancelPolicy(true);
        clock.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /** @throws io.grpc.StatusRuntimeException RESOURCE_EXHAUSTED if too much waits already */
    Future<?> submit(Runnable task) {
        try {
            return workers.submit(task);
        } catch (RejectedExecutionException e) {
            if (workers.isShutdown()) {
                throw closed(e);
            }
            throw busy();
        }
    }

    /**
     * For what takes long to arrive, and would be refused then.
     *
     * @throws io.grpc.StatusRuntimeException RESOURCE_EXHAUSTED if too much waits already
     */
    void refuseIfFull() {
        if (workers.getQueue().remainingCapacity() == 0) {
            throw busy();
        }
    }

    /** @throws io.grpc.StatusRuntimeException UNAVAILABLE once closed */
    Future<?> after(Duration delay, Runnable task) {
        try {
            return clock.schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            throw closed(e);
        }
    }

    /** Interrupts all and waits a few seconds for them to end. */
    @Override
    public void close() {
        clock.shutdownNow();
        workers.shutdownNow();
        try {
            if (!workers.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("a handler goes on {} s after it was interrupted", CLOSE_SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static StatusRuntimeException busy() {
        return Status.RESOURCE_EXHAUSTED
                .withDescription("the provider is busy with other models; try again later")
                .asRuntimeException();
    }

    private static StatusRuntimeException closed(RejectedExecutionException cause) {
        return Status.UNAVAILABLE
                .withDescription("the provider is closed")
                .withCause(cause)
                .asRuntimeException();
    }

    private static ThreadFactory daemonThreads() {
        AtomicInteger count = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, "snet4j-provider-" + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }
}
