package io.snet4j.junit;

import java.time.Duration;
import java.util.Optional;

/**
 * How long a provider's work takes, by its {@link TestClock}, and how it ends.
 *
 * @param time empty for work that never ends
 * @param error why the model is ERRORED then; empty if all went well
 * @since 0.1.0
 */
public record Work(Optional<Duration> time, Optional<String> error) {
    /** Is done at once. */
    public static Work atOnce() {
        return after(Duration.ZERO);
    }

    /**
     * Goes well after some time.
     *
     * @throws IllegalArgumentException if it is negative
     */
    public static Work after(Duration time) {
        if (time.isNegative()) {
            throw new IllegalArgumentException("work takes no time or some, not " + time);
        }
        return new Work(Optional.of(time), Optional.empty());
    }

    /** Never ends. */
    public static Work never() {
        return new Work(Optional.empty(), Optional.empty());
    }

    /** Ends after the same time with a model that is ERRORED. */
    public Work thenErrored(String reason) {
        return new Work(time, Optional.of(reason));
    }
}
