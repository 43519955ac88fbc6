package io.snet4j.internal.transport;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** Waiting between two tries. Tests do not wait. */
@FunctionalInterface
public interface Pauses {
    void pause(Duration duration) throws InterruptedException;

    static Pauses real() {
        return duration -> Thread.sleep(duration.toMillis());
    }

    /** Half of a doubling time for certain, the other half by chance, so that two clients do not keep meeting. */
    default void backOff(int attempt, Duration first) throws InterruptedException {
        long most = first.toMillis() << Math.min(attempt, 10);
        pause(Duration.ofMillis(most / 2 + ThreadLocalRandom.current().nextLong(most / 2 + 1)));
    }
}
