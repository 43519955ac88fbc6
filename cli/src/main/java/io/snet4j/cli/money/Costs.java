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
import io.snet4j.value.Address;
import io.snet4j.value.Cogs;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What transactions of the payer would be, and cost. Nothing is sent; what would fail is refused as sending it would be.
 * Blocks on the node.
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
        return plan(new Wanted(Kind.APPROVE, amount, estimates -> approval(amount)));
    }

    public TransactionPlan deposit(Cogs amount) {
        requireSome(amount, "deposit");
        requireEnough(token.balance(payer), amount, "tokens outside of the escrow");
        return plan(deposits(amount));
    }

    public TransactionPlan withdraw(Cogs amount) {
        requireSome(amount, "withdraw");
        requireInEscrow(amount);
        return plan(new Wanted(Kind.WITHDRAW, amount, estimates -> estimates.withdraw(payer, amount)));
    }

    public TransactionPlan transfer(Address to, Cogs amount) {
        requireSome(amount, "transfer");
        requireInEscrow(amount);
        return plan(new Wanted(Kind.TRANSFER, amount, estimates -> estimates.transfer(payer, to, amount)));
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
    public record Refundable(BigInteger id, Cogs value) {}

    /** As the client does it: from the tokens if they suffice, else by way of the escrow. */
    public TransactionPlan open(Cogs amount) {
        Cogs inEscrow = escrow.balance(payer);
        Cogs tokens = token.balance(payer);
        requireEnough(inEscrow.plus(tokens), amount, "in the escrow and as tokens");
        if (inEscrow.compareTo(amount) >= 0) {
            return plan(atMost(Kind.OPEN_CHANNEL, amount));
        }
        boolean direct = tokens.compareTo(amount) >= 0;
        List<Wanted> wanted = new ArrayList<>(direct ? approvals(amount) : deposits(amount.minus(inEscrow)));
        wanted.add(atMost(direct ? Kind.DEPOSIT_AND_OPEN_CHANNEL : Kind.OPEN_CHANNEL, amount));
        return plan(wanted);
    }

    /** More in a channel, for longer, or both. */
    public TransactionPlan change(Kind kind, Cogs added) {
        Cogs inEscrow = escrow.balance(payer);
        requireEnough(inEscrow.plus(token.balance(payer)), added, "in the escrow and as tokens");
        List<Wanted> wanted = new ArrayList<>();
        if (inEscrow.compareTo(added) < 0) {
            wanted.addAll(deposits(added.minus(inEscrow)));
        }
        wanted.add(atMost(kind, added));
        return plan(wanted);
    }

    private List<Wanted> deposits(Cogs amount) {
        List<Wanted> wanted = new ArrayList<>(approvals(amount));
        wanted.add(new Wanted(Kind.DEPOSIT, amount, estimates -> estimates.deposit(payer, amount)));
        return wanted;
    }

    private List<Wanted> approvals(Cogs amount) {
        return token.allowance(payer, escrow.address()).compareTo(amount) >= 0
                ? List.of()
                : List.of(new Wanted(Kind.APPROVE, amount, estimates -> approval(amount)));
    }

    private GasEstimate approval(Cogs amount) {
        return token.estimateApprove(payer, escrow.address(), amount);
    }

    private interface Trial {
        GasEstimate on(EscrowEstimates estimates);
    }

    private record Wanted(Kind kind, Cogs amount, Trial trial) {}

    private static Wanted atMost(Kind kind, Cogs amount) {
        return new Wanted(kind, amount, estimates -> estimates.atMost(kind));
    }

    private TransactionPlan plan(Wanted wanted) {
        return plan(List.of(wanted));
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
        return new Step(kind.name().toLowerCase(Locale.ROOT).replace('_', ' '), amount, gas.maxFee());
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
