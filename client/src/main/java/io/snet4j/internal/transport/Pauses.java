package io.snet4j.internal.transport;

import io.snet4j.internal.core.Backoff;
import java.time.Duration;

/** Waiting between two tries. Tests do not wait. */
@FunctionalInterface
public interface Pauses {
    void pause(Duration duration) throws InterruptedException;

    static Pauses real() {
        return duration -> Thread.sleep(duration.toMillis());
    }

    /** @param attempt how many pauses there were */
    default void backOff(int attempt, Duration first) throws InterruptedException {
        pause(Backoff.pause(attempt, first));
    }
}
