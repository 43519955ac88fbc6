package io.snet4j.chain;

import io.snet4j.internal.core.Pause;
import io.snet4j.internal.core.Positive;
import io.snet4j.observe.SnetListener;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/**
 * How a node is spoken to, and how far it is believed. Immutable.
 *
 * @since 0.1.0
 */
public final class ChainOptions {
    private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(30);

    final Duration timeout;
    final int confirmations;
    final SnetListener listener;
    final FeeLimit feeLimit;
    final Optional<KnownBlock> knownBlock;
    final Clock clock;
    final Optional<Pause> pause;

    private ChainOptions(Builder builder) {
        timeout = builder.timeout;
        confirmations = builder.confirmations;
        listener = builder.listener;
        feeLimit = builder.feeLimit;
        knownBlock = builder.knownBlock;
        clock = builder.clock;
        pause = builder.pause;
    }

    public static Builder builder() {
        return new Builder();
    }

    /** Not thread-safe. */
    public static final class Builder {
        private Duration timeout = DEFAULT_TIMEOUT;
        private int confirmations = 1;
        private SnetListener listener = SnetListener.none();
        private FeeLimit feeLimit = FeeLimit.defaults();
        private Optional<KnownBlock> knownBlock = Optional.empty();
        private Clock clock = Clock.systemUTC();
        private Optional<Pause> pause = Optional.empty();

        private Builder() {}

        /** For each request, and for the pauses between those that are repeated. Default: 30 seconds. */
        public Builder timeout(Duration value) {
            timeout = value;
            return this;
        }

        /**
         * How many blocks, its own among them, must hold a transaction until {@link Chain#send} returns. Default: 1,
         * mined.
         *
         * @throws IllegalArgumentException for fewer than 1
         */
        public Builder confirmations(int blocks) {
            confirmations = Positive.of("a number of confirmations", blocks);
            return this;
        }

        /** Hears of every request. Default: nobody. */
        public Builder listener(SnetListener value) {
            listener = value;
            return this;
        }

        /** Default: {@link FeeLimit#defaults()}. */
        public Builder feeLimit(FeeLimit limit) {
            feeLimit = limit;
            return this;
        }

        /**
         * Holds the node's latest block against this machine's clock, and against what the node named before: one that
         * cannot be there yet, or lies more than 64 blocks back, is a {@link io.snet4j.errors.ChainException}. Default:
         * none, the node is believed.
         */
        public Builder knownBlock(KnownBlock block) {
            knownBlock = Optional.of(block);
            return this;
        }

        Builder clock(Clock value) {
            clock = value;
            return this;
        }

        Builder pause(Pause value) {
            pause = Optional.of(value);
            return this;
        }

        public ChainOptions build() {
            return new ChainOptions(this);
        }
    }
}
