package io.snet4j.cli.command;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * While it is open, a signal that ends the process interrupts the thread that opened it, and waits for its end: whether
 * a payment that was on its way was taken, is asked of the daemon.
 */
public final class Cancellation implements AutoCloseable {
    /** The most that work has to end. */
    public static final Duration GRACE = Duration.ofSeconds(30);

    private static final AtomicInteger OPEN = new AtomicInteger();

    private final Thread worker = Thread.currentThread();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread hook = new Thread(this::cancel, "cancellation");
    private volatile boolean underWay;

    private Cancellation() {}

    /** Whether there is work that is given {@link #GRACE}. */
    public static boolean isAnyOpen() {
        return OPEN.get() > 0;
    }

    static Cancellation begin() {
        Cancellation cancellation = new Cancellation();
        OPEN.incrementAndGet();
        try {
            Runtime.getRuntime().addShutdownHook(cancellation.hook);
        } catch (IllegalStateException e) {
            // The process is ending already.
            cancellation.underWay = true;
        }
        return cancellation;
    }

    boolean isUnderWay() {
        return underWay;
    }

    private void cancel() {
        underWay = true;
        worker.interrupt();
        try {
            ended.await(GRACE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        OPEN.decrementAndGet();
        ended.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // It runs.
            underWay = true;
        }
    }
}
