package io.snet4j.payment;

import io.snet4j.chain.FeeLimit;
import io.snet4j.internal.core.Positive;
import io.snet4j.value.BlockCount;
import io.snet4j.value.Cogs;
import java.util.Optional;

/**
 * What a client may spend, checked before anything is signed or sent. Without one, paid calls use the channels that
 * exist, whatever they cost, but open and fund none. Immutable.
 *
 * @since 0.1.0
 */
public final class SpendingLimit {
    /** About ten weeks of blocks of twelve seconds. */
    private static final BlockCount DEFAULT_EXPIRATION_CAP = BlockCount.of(500_000);

    private static final SpendingLimit NONE = builder().build();

    private final Optional<Cogs> perCall;
    private final Optional<Cogs> total;
    private final Optional<Cogs> channelDeposit;
    private final BlockCount expirationCap;
    private final FeeLimit feeLimit;

    private SpendingLimit(Builder builder) {
        perCall = builder.perCall;
        total = builder.total;
        channelDeposit = builder.channelDeposit;
        expirationCap = builder.expirationCap;
        feeLimit = builder.feeLimit;
    }

    public static Builder builder() {
        return new Builder();
    }

    /** What holds when no limit is set: existing channels only. */
    public static SpendingLimit existingChannelsOnly() {
        return NONE;
    }

    /** The most that one call may cost; empty means any price. */
    public Optional<Cogs> perCall() {
        return perCall;
    }

    /**
     * The most that can be claimed of what one {@link io.snet4j.SnetClient} signs; empty means any sum. See
     * {@link Builder#total}.
     */
    public Optional<Cogs> total() {
        return total;
    }

    /** How much a channel has available after it was opened or funded; empty means that none is. */
    public Optional<Cogs> channelDeposit() {
        return channelDeposit;
    }

    /** The furthest expiration, from now, that a channel is opened with or extended to. */
    public BlockCount expirationCap() {
        return expirationCap;
    }

    /** The most ether that the client's transactions may cost in fees, those of explicit operations among them. */
    public FeeLimit feeLimit() {
        return feeLimit;
    }

    /** A builder that begins with these limits. */
    public Builder toBuilder() {
        Builder copy = builder();
        copy.perCall = perCall;
        copy.total = total;
        copy.channelDeposit = channelDeposit;
        copy.expirationCap = expirationCap;
        copy.feeLimit = feeLimit;
        return copy;
    }

    @Override
    public String toString() {
        return "SpendingLimit[perCall=" + text(perCall) + ", total=" + text(total) + ", channelDeposit="
                + text(channelDeposit) + ", expirationCap=" + expirationCap + " blocks, feeLimit=" + feeLimit + "]";
    }

    private static String text(Optional<Cogs> amount) {
        return amount.map(Cogs::toString).orElse("none");
    }

    /** Not thread-safe. */
    public static final class Builder {
        private Optional<Cogs> perCall = Optional.empty();
        private Optional<Cogs> total = Optional.empty();
        private Optional<Cogs> channelDeposit = Optional.empty();
        private BlockCount expirationCap = DEFAULT_EXPIRATION_CAP;
        private FeeLimit feeLimit = FeeLimit.defaults();

        private Builder() {}

        /** The most that one call may cost. Default: any price. */
        public Builder perCall(Cogs amount) {
            perCall = Optional.of(amount);
            return this;
        }

        /**
         * The most that can be claimed of what the client signs, in cogs, over all services. Default: any sum.
         *
         * <p>A signature counts by what it raises the highest amount that is known for its channel and nonce: what this
         * client signed before, or what a daemon proved. The same amount again counts nothing, and what others signed
         * before counts nothing. It stays counted whatever came of the call, because who refuses a call keeps its
         * signature. A prepaid batch counts whole when it is signed. What was signed above the amount of a claim can
         * never be claimed any more; it is given back once the claim is 64 blocks deep, or at once on a local network.
         */
        public Builder total(Cogs amount) {
            total = Optional.of(amount);
            return this;
        }

        /**
         * Allows to open, fund and extend channels. One that is opened or funded has this much available afterwards, or
         * what {@link #total} still allows, or what the payer has, if that is less. What is not used comes back only
         * after the channel's expiration. Default: none is opened.
         */
        public Builder channelDeposit(Cogs amount) {
            channelDeposit = Optional.of(amount);
            return this;
        }

        /**
         * A guard against absurd thresholds in metadata. Default: 500 000 blocks.
         *
         * @throws IllegalArgumentException unless positive
         */
        public Builder expirationCap(BlockCount blocks) {
            Positive.of(
                    "a number of blocks for the expiration cap", blocks.value().signum());
            expirationCap = blocks;
            return this;
        }

        /**
         * The most ether that the client's transactions may cost in fees, because gas and price are what its Ethereum
         * node names. Binds explicit operations ({@link Account}, {@link Payments}), too,
         * and allows nothing that costs cogs. Default: {@link FeeLimit#defaults()}, 0.05 ether per transaction and 0.25
         * ether in all.
         */
        public Builder feeLimit(FeeLimit limit) {
            feeLimit = limit;
            return this;
        }

        public SpendingLimit build() {
            return new SpendingLimit(this);
        }
    }
}
