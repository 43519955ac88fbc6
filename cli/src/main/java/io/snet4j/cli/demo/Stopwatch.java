package io.snet4j.cli.demo;

import java.time.Duration;

/** Measures from its making on. */
final class Stopwatch {
    private final long started = System.nanoTime();

    Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - started);
    }
}
