package io.snet4j;

import io.snet4j.internal.core.DaemonPool;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The threads of one client: as many as block at a time, gone soon after, never in the way of the JVM's end. */
final class ClientThreads {
    private static final AtomicInteger COUNT = new AtomicInteger();

    /** For books that are being settled; what waits longer is interrupted. */
    private static final long GRACE_SECONDS = 1;

    private static final long CLOSE_SECONDS = 5;

    private ClientThreads() {}

    static ExecutorService start() {
        return DaemonPool.start("snet4j-", COUNT);
    }

    static void stop(ExecutorService threads) {
        threads.shutdown();
        try {
            if (!threads.awaitTermination(GRACE_SECONDS, TimeUnit.SECONDS)) {
                threads.shutdownNow();
                threads.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            threads.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
