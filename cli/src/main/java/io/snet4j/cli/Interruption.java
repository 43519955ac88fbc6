package io.snet4j.cli;

/** Knows whether the process was asked to end (Ctrl-C, SIGTERM), which is when the JVM runs its shutdown hooks. */
final class Interruption {
    private static volatile boolean underWay;

    private Interruption() {}

    /** Starts to watch; once per process. */
    static void watch() {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> underWay = true, "interruption"));
    }

    static boolean isUnderWay() {
        return underWay;
    }
}
