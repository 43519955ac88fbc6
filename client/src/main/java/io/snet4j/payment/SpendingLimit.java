package io.snet4j.payment;

import io.snet4j.chain.FeeLimit;
import io.snet4j.internal.core.Positive;
import io.snet4j.value.BlockCount;
import io.snet4j.value.Cogs;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

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
    private final List<SpendingBudget> budgets;
    private final List<SpendingScope> allowed;
    private final List<SpendingScope> denied;
    private final Optional<Approval> approval;

    private SpendingLimit(Builder builder) {
        perCall = builder.perCall;
        total = builder.total;
        channelDeposit = builder.channelDeposit;
        expirationCap = builder.expirationCap;
        feeLimit = builder.feeLimit;
        budgets = List.copyOf(builder.budgets);
        allowed = List.copyOf(builder.allowed);
        denied = List.copyOf(builder.denied);
        approval = builder.approval;
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

    /** All of which a payment must fit into that it is meant for. */
    public List<SpendingBudget> budgets() {
        return budgets;
    }

    /** The organizations and services that may be paid; empty means all that are not {@link #denied}. */
    public List<SpendingScope> allowed() {
        return allowed;
    }

    /** The organizations and services that are not paid, also if they are {@link #allowed}. */
    public List<SpendingScope> denied() {
        return denied;
    }

    /** Who is asked before a large payment is signed, if anybody is. */
    public Optional<Approval> approval() {
        return approval;
    }

    /** A builder that begins with these limits. */
    public Builder toBuilder() {
        Builder copy = builder();
        copy.perCall = perCall;
        copy.total = total;
        copy.channelDeposit = channelDeposit;
        copy.expirationCap = expirationCap;
        copy.feeLimit = feeLimit;
        copy.budgets.addAll(budgets);
        copy.allowed.addAll(allowed);
        copy.denied.addAll(denied);
        copy.approval = approval;
        return copy;
    }

    @Override
    public String toString() {
        return "SpendingLimit[perCall=" + text(perCall) + ", total=" + text(total) + ", channelDeposit="
                + text(channelDeposit) + ", expirationCap=" + expirationCap + " blocks, feeLimit=" + feeLimit
                + (budgets.isEmpty() ? "" : ", budgets=" + budgets) + (allowed.isEmpty() ? "" : ", allowed=" + allowed)
                + (denied.isEmpty() ? "" : ", denied=" + denied)
                + approval.map(asked -> ", approval above " + asked.above()).orElse("") + "]";
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
        private final List<SpendingBudget> budgets = new ArrayList<>();
        private final Set<SpendingScope> allowed = new LinkedHashSet<>();
        private final Set<SpendingScope> denied = new LinkedHashSet<>();
        private Optional<Approval> approval = Optional.empty();

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

        /**
         * Adds a budget: how much may be signed in all or per hour, day or month, for all payments or for some. Any
         * number of them; one for the same scope and window takes the other one's place. Default: none.
         *
         * <p>It is counted where the client keeps its payment state, so all clients that share a database or a state
         * directory count together. All of them should have the same. A payment beyond it is a {@link
         * io.snet4j.errors.SpendingLimitException} and is not signed. A signature counts as in {@link #total}: by what
         * it adds to what is known to be signed, and it stays counted whatever came of the call. A claim gives nothing
         * back.
         */
        public Builder budget(SpendingBudget budget) {
            budgets.removeIf(budget::countsAs);
            budgets.add(budget);
            return this;
        }

        /**
         * From the first one on, only the organizations and services that are named may be paid. Others are a {@link
         * io.snet4j.errors.ServiceNotAllowedException} before anything is signed or a channel is opened. Default: all.
         *
         * @throws IllegalArgumentException for a model
         */
        public Builder allow(SpendingScope scope) {
            allowed.add(requireNoModel(scope));
            return this;
        }

        /**
         * This organization or service is not paid, also if {@link #allow} names it. Default: none.
         *
         * @throws IllegalArgumentException for a model
         */
        public Builder deny(SpendingScope scope) {
            denied.add(requireNoModel(scope));
            return this;
        }

        private static SpendingScope requireNoModel(SpendingScope scope) {
            if (scope.modelId().isPresent()) {
                throw new IllegalArgumentException(
                        "organizations and services are allowed or denied, not models: " + scope);
            }
            return scope;
        }

        /**
         * Asks before a payment of more than this is signed: once for each call, whatever attempts it takes, and once
         * for a batch of prepaid calls. Refusing is a {@link io.snet4j.errors.PaymentNotApprovedException}, and nothing
         * is signed. Default: nobody is asked.
         *
         * @param above in cogs; zero to be asked about all that costs something
         */
        public Builder approve(Cogs above, Approver approver) {
            approval = Optional.of(new Approval(above, approver));
            return this;
        }

        public SpendingLimit build() {
            return new SpendingLimit(this);
        }
    }
}
