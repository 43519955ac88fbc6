package io.snet4j.cli.command;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** While it is open, a signal that ends the process interrupts the thread that opened it, and waits a moment for its end. */
final class Cancellation implements AutoCloseable {
    /** Less than the process has in all. */
    private static final Duration GRACE = Duration.ofMillis(2_500);

    private final Thread worker = Thread.currentThread();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread hook = new Thread(this::cancel, "cancellation");
    private volatile boolean underWay;

    static Cancellation begin() {
        Cancellation cancellation = new Cancellation();
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
        ended.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // It runs.
            underWay = true;
        }
    }
}
