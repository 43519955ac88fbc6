package io.snet4j.internal.core;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The pauses between tries of the same thing. They double, and half of each is chance, so that two who wait for the
 * same do not stay in step. Never one shorter than the one before it. Not thread-safe.
 */
public final class Backoff {
    /** Beyond this, doubling makes no sense and may not fit. */
    private static final int MOST_DOUBLINGS = 10;

    private final Duration first;
    private final Duration longest;
    private int made;

    /**
     * @param first the first pause has at least half of it
     * @param longest that a pause can have
     */
    public Backoff(Duration first, Duration longest) {
        this.first = first;
        this.longest = longest;
    }

    /** The next pause. */
    public Duration next() {
        Duration pause = pause(made, first);
        made++;
        return pause.compareTo(longest) < 0 ? pause : longest;
    }

    /** @param before how many pauses there were */
    public static Duration pause(int before, Duration first) {
        long most = first.toMillis() << Math.min(before, MOST_DOUBLINGS);
        return Duration.ofMillis(most / 2 + ThreadLocalRandom.current().nextLong(most / 2 + 1));
    }
}
