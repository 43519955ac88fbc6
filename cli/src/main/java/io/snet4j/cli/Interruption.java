package io.snet4j.cli;

import io.snet4j.cli.command.Cancellation;
import java.time.Duration;

/**
 * Knows whether the process was asked to end (Ctrl-C, SIGTERM), which is when the JVM runs its shutdown hooks, and sees
 * that it does end: what is not closed in time is cut off, and the devnet's watchdog cleans up behind it.
 */
final class Interruption {
    private static final Duration GRACE = Duration.ofSeconds(3);
    /** What shells report of SIGTERM. */
    private static final int TERMINATED = 128 + 15;

    private static volatile boolean underWay;

    private Interruption() {}

    /** Starts to watch; once per process. */
    static void watch() {
        Runtime.getRuntime().addShutdownHook(new Thread(Interruption::begin, "interruption"));
    }

    static boolean isUnderWay() {
        return underWay;
    }

    private static void begin() {
        underWay = true;
        var grace = Cancellation.isAnyOpen() ? Cancellation.GRACE.plus(GRACE) : GRACE;
        var deadline = new Thread(() -> cutOff(grace), "end-of-patience");
        deadline.setDaemon(true);
        deadline.start();
    }

    private static void cutOff(Duration grace) {
        try {
            Thread.sleep(grace.toMillis());
        } catch (InterruptedException e) {
            // Nobody interrupts it; if somebody does, it is over at once.
        }
        Runtime.getRuntime().halt(TERMINATED);
    }
}
