package io.snet4j.provider;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A few threads, a bounded queue before them in which owners take turns, and a clock. All daemon threads: a stuck
 * handler holds up no JVM.
 */
final class BackgroundWork implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BackgroundWork.class);
    private static final int CLOSE_SECONDS = 3;

    private final ExecutorService workers;
    private final ScheduledThreadPoolExecutor clock;
    private final TurnQueue<Task> waiting = new TurnQueue<>();
    private final int most;
    private int running;
    private boolean stopped;

    /** @param queue how many tasks may wait */
    BackgroundWork(int threads, int queue) {
        ThreadFactory factory = daemonThreads();
        most = threads + queue;
        workers = Executors.newFixedThreadPool(threads, factory);
        clock = new ScheduledThreadPoolExecutor(1, factory);
        clock.setRemoveOnCancelPolicy(true);
        clock.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    private final class Task extends FutureTask<Void> {
        private final String owner;

        Task(String owner, Runnable work) {
            super(work, null);
            this.owner = owner;
        }

        @Override
        public boolean cancel(boolean interrupt) {
            synchronized (BackgroundWork.this) {
                waiting.remove(owner, this);
            }
            return super.cancel(interrupt);
        }
    }

    /**
     * @param owner owners take turns
     * @throws StatusRuntimeException RESOURCE_EXHAUSTED if too much waits already
     */
    synchronized Future<?> submit(String owner, Runnable work) {
        refuseIfFull();
        return submitAnyway(owner, work);
    }

    /** Beyond the bound: for what was accepted by an earlier process. */
    synchronized Future<?> submitAnyway(String owner, Runnable work) {
        refuseIfStopped();
        Task task = new Task(owner, work);
        waiting.add(owner, task);
        workers.execute(this::runNext);
        return task;
    }

    /**
     * For what takes long to arrive, and would be refused then.
     *
     * @throws StatusRuntimeException RESOURCE_EXHAUSTED if too much waits already, UNAVAILABLE once stopped
     */
    synchronized void refuseIfFull() {
        refuseIfStopped();
        if (waiting.size() + running >= most) {
            throw Status.RESOURCE_EXHAUSTED
                    .withDescription("the provider is busy with other models; try again later")
                    .asRuntimeException();
        }
    }

    /** @throws StatusRuntimeException UNAVAILABLE once closed */
    Future<?> after(Duration delay, Runnable task) {
        try {
            return clock.schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            throw closed();
        }
    }

    synchronized Workload workload() {
        return new Workload(waiting.size(), running);
    }

    synchronized boolean isStopped() {
        return stopped;
    }

    /** Begins nothing any more, and waits for what is running. Tells whether all of it ended in time. */
    boolean drain(Duration time) {
        synchronized (this) {
            stopped = true;
            waiting.clear();
        }
        workers.shutdown();
        return awaitEnd(time);
    }

    /** Interrupts all and waits a few seconds for them to end. */
    @Override
    public void close() {
        drain(Duration.ZERO);
        clock.shutdownNow();
        workers.shutdownNow();
        if (!awaitEnd(Duration.ofSeconds(CLOSE_SECONDS))) {
            LOG.warn("a handler goes on {} s after it was interrupted", CLOSE_SECONDS);
        }
    }

    private boolean awaitEnd(Duration time) {
        try {
            return workers.awaitTermination(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void runNext() {
        Task next;
        synchronized (this) {
            next = waiting.next().orElse(null);
            if (next == null) {
                return;
            }
            running++;
        }
        try {
            next.run();
        } finally {
            // A cancellation may come late and is nothing to the next task.
            Thread.interrupted();
            synchronized (this) {
                running--;
            }
        }
    }

    private void refuseIfStopped() {
        if (stopped) {
            throw closed();
        }
    }

    private static StatusRuntimeException closed() {
        return Status.UNAVAILABLE.withDescription("the provider is closed").asRuntimeException();
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
