package io.snet4j.junit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * A clock that stands still until a test moves it. Thread-safe.
 *
 * @since 0.1.0
 */
public final class TestClock implements InstantSource {
    private Instant now = Instant.EPOCH;

    /** Begins in 1970. */
    public TestClock() {}

    @Override
    public synchronized Instant instant() {
        return now;
    }

    /** @throws IllegalArgumentException if it is negative: time does not go back */
    public synchronized void advance(Duration time) {
        if (time.isNegative()) {
            throw new IllegalArgumentException("a test clock goes forward only, not by " + time);
        }
        now = now.plus(time);
    }
}
