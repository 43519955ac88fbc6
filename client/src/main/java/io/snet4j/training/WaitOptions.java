package io.snet4j.training;

import io.snet4j.internal.core.Positive;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * How long and how often to look at a model. Immutable.
 *
 * @since 0.1.0
 */
public final class WaitOptions {
    private final Duration timeout;
    private final Optional<Duration> pollInterval;
    private final Consumer<Model> listener;

    private WaitOptions(Builder builder) {
        timeout = builder.timeout;
        pollInterval = builder.pollInterval;
        listener = builder.listener;
    }

    public static WaitOptions atMost(Duration timeout) {
        return builder(timeout).build();
    }

    /**
     * @param timeout after which the wait ends; the work goes on
     * @throws IllegalArgumentException unless positive
     */
    public static Builder builder(Duration timeout) {
        return new Builder(timeout);
    }

    public Duration timeout() {
        return timeout;
    }

    public Optional<Duration> pollInterval() {
        return pollInterval;
    }

    public Consumer<Model> listener() {
        return listener;
    }

    /** Not thread-safe. */
    public static final class Builder {
        private final Duration timeout;
        private Optional<Duration> pollInterval = Optional.empty();
        private Consumer<Model> listener = model -> {};

        private Builder(Duration timeout) {
            this.timeout = Positive.of("a timeout", timeout);
        }

        /**
         * A fixed pace. Default: from one second, growing to 15.
         *
         * @throws IllegalArgumentException unless positive
         */
        public Builder pollEvery(Duration interval) {
            pollInterval = Optional.of(Positive.of("an interval", interval));
            return this;
        }

        /**
         * Called on the waiting thread after each look. What it throws is logged and ignored; an interrupt of that
         * thread ends the wait.
         */
        public Builder onPoll(Consumer<Model> onPoll) {
            listener = onPoll;
            return this;
        }

        public WaitOptions build() {
            return new WaitOptions(this);
        }
    }
}
