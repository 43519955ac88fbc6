package io.snet4j.cli.money;

import io.snet4j.Network;
import io.snet4j.SnetClient;
import io.snet4j.chain.Chain;
import io.snet4j.chain.EscrowEstimates;
import io.snet4j.chain.EscrowEstimates.Kind;
import io.snet4j.chain.FetchToken;
import io.snet4j.chain.GasEstimate;
import io.snet4j.chain.MultiPartyEscrow;
import io.snet4j.cli.money.TransactionPlan.Step;
import io.snet4j.errors.InsufficientFundsException;
import io.snet4j.errors.InvalidRequestException;
import io.snet4j.internal.onchain.Balances;
import io.snet4j.payment.PlannedTransaction;
import io.snet4j.value.Address;
import io.snet4j.value.BlockNumber;
import io.snet4j.value.ChannelId;
import io.snet4j.value.Cogs;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What transactions of the payer would be, and cost. Nothing is sent; what would fail is refused as sending it would
 * be. Blocks on the node.
 */
public final class Costs implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final Chain chain;
    private final FetchToken token;
    private final MultiPartyEscrow escrow;
    private final Address payer;

    /** @param node the client's */
    public Costs(SnetClient client, URI node) {
        Network network = client.network();
        chain = Chain.connect(node, TIMEOUT);
        token = new FetchToken(chain, network.token());
        escrow = new MultiPartyEscrow(chain, network.escrow());
        payer = client.identity().address();
    }

    public TransactionPlan approve(Cogs amount) {
        return plan(List.of(approval(amount)));
    }

    public TransactionPlan deposit(Cogs amount) {
        requireSome(amount, "deposit");
        requireEnough(token.balance(payer), amount, "tokens outside of the escrow");
        boolean approved = token.allowance(payer, escrow.address()).compareTo(amount) >= 0;
        return plan(approved ? List.of(deposited(amount)) : List.of(approval(amount), deposited(amount)));
    }

    public TransactionPlan withdraw(Cogs amount) {
        requireSome(amount, "withdraw");
        requireInEscrow(amount);
        return plan(List.of(new Wanted(Kind.WITHDRAW, amount, estimates -> estimates.withdraw(payer, amount))));
    }

    public TransactionPlan transfer(Address to, Cogs amount) {
        requireSome(amount, "transfer");
        requireInEscrow(amount);
        return plan(List.of(new Wanted(Kind.TRANSFER, amount, estimates -> estimates.transfer(payer, to, amount))));
    }

    /** Each takes the value of an expired channel back. */
    public TransactionPlan refunds(List<Refundable> channels) {
        EscrowEstimates estimates = escrow.estimates();
        return new TransactionPlan(channels.stream()
                .map(channel -> step(
                        Kind.CHANNEL_CLAIM_TIMEOUT,
                        channel.value(),
                        estimates.channelClaimTimeout(payer, channel.id())))
                .toList());
    }

    /** A channel of the payer's that has expired. */
    public record Refundable(ChannelId id, Cogs value) {}

    /** As the client does it: from the tokens if they suffice, else by way of the escrow. */
    public TransactionPlan open(Cogs amount, BlockNumber expiration) {
        return channelPlan(affording(amount).open(amount, expiration));
    }

    /**
     * More in a channel, for longer, or both.
     *
     * @param expiration empty if it stays
     */
    public TransactionPlan change(ChannelId id, Cogs added, Optional<BlockNumber> expiration) {
        return channelPlan(affording(added).change(id, added, expiration));
    }

    private Balances affording(Cogs amount) {
        Balances balances = new Balances(
                payer, escrow.balance(payer), token.balance(payer), token.allowance(payer, escrow.address()));
        balances.affordable(amount, amount);
        return balances;
    }

    private TransactionPlan channelPlan(List<PlannedTransaction> steps) {
        return plan(steps.stream()
                .map(step -> switch (step.kind()) {
                    case APPROVE -> approval(step.amount());
                    case DEPOSIT -> deposited(step.amount());
                    case OPEN_CHANNEL -> atMost(Kind.OPEN_CHANNEL, step.amount());
                    case DEPOSIT_AND_OPEN_CHANNEL -> atMost(Kind.DEPOSIT_AND_OPEN_CHANNEL, step.amount());
                    case ADD_FUNDS -> atMost(Kind.CHANNEL_ADD_FUNDS, step.amount());
                    case EXTEND -> atMost(Kind.CHANNEL_EXTEND, step.amount());
                    case EXTEND_AND_ADD_FUNDS -> atMost(Kind.CHANNEL_EXTEND_AND_ADD_FUNDS, step.amount());
                })
                .toList());
    }

    private Wanted approval(Cogs amount) {
        return new Wanted(Kind.APPROVE, amount, estimates -> token.estimateApprove(payer, escrow.address(), amount));
    }

    private Wanted deposited(Cogs amount) {
        return new Wanted(Kind.DEPOSIT, amount, estimates -> estimates.deposit(payer, amount));
    }

    private interface Trial {
        GasEstimate on(EscrowEstimates estimates);
    }

    private record Wanted(Kind kind, Cogs amount, Trial trial) {}

    private static Wanted atMost(Kind kind, Cogs amount) {
        return new Wanted(kind, amount, estimates -> estimates.atMost(kind));
    }

    /** The node can try the first only: the others need it. */
    private TransactionPlan plan(List<Wanted> wanted) {
        EscrowEstimates estimates = escrow.estimates();
        List<Step> steps = new ArrayList<>();
        for (Wanted one : wanted) {
            GasEstimate gas = steps.isEmpty() ? one.trial().on(estimates) : estimates.atMost(one.kind());
            steps.add(step(one.kind(), one.amount(), gas));
        }
        return new TransactionPlan(steps);
    }

    private static Step step(Kind kind, Cogs amount, GasEstimate gas) {
        String words = kind == Kind.CHANNEL_CLAIM_TIMEOUT
                ? "refund"
                : kind.name()
                        .replaceFirst("^CHANNEL_", "")
                        .toLowerCase(Locale.ROOT)
                        .replace('_', ' ');
        return new Step(words, amount, gas.maxFee());
    }

    private void requireInEscrow(Cogs amount) {
        requireEnough(escrow.balance(payer), amount, "in the escrow outside of channels");
    }

    private void requireEnough(Cogs there, Cogs amount, String where) {
        if (there.compareTo(amount) < 0) {
            throw new InsufficientFundsException(
                    payer + " has " + there + " " + where + ", fewer than the " + amount + " asked for");
        }
    }

    private static void requireSome(Cogs amount, String verb) {
        if (amount.isZero()) {
            throw new InvalidRequestException("there is nothing to " + verb + ": 0 cogs");
        }
    }

    @Override
    public void close() {
        chain.close();
    }
}
