package io.snet4j.internal.channel;

import io.snet4j.chain.EscrowEstimates;
import io.snet4j.chain.GasEstimate;
import io.snet4j.errors.PaymentException;
import io.snet4j.internal.ledger.SpendingTally;
import io.snet4j.internal.onchain.PayerAccount;
import io.snet4j.payment.PaymentPlan;
import io.snet4j.payment.PlannedTransaction;
import io.snet4j.value.Address;
import io.snet4j.value.BlockNumber;
import io.snet4j.value.ChannelId;
import io.snet4j.value.Cogs;
import io.snet4j.value.Wei;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Says what a call would do on chain, by the code that does it. For one caller at a time. Blocks on the chain. */
public final class Planner {
    private final PayerAccount account;
    private final SpendingTally tally;
    private final ChannelPlacing placing;
    private final GroupChannels channels;

    public Planner(PayerAccount account, SpendingTally tally, ChannelPlacing placing, GroupChannels channels) {
        this.account = account;
        this.tally = tally;
        this.placing = placing;
        this.channels = channels;
    }

    /** Of a call to a daemon that takes no payment. */
    public static PaymentPlan unpaid(Cogs price, String reason) {
        return withoutChannel(price, Optional.empty(), Optional.of(reason));
    }

    private static PaymentPlan withoutChannel(Cogs price, Optional<String> obstacle, Optional<String> unpaidBecause) {
        return new PaymentPlan(
                price,
                Optional.empty(),
                List.of(),
                Cogs.ZERO,
                Optional.empty(),
                BigInteger.ZERO,
                Wei.ZERO,
                obstacle,
                unpaidBecause);
    }

    public PaymentPlan plan(Cogs price) {
        try {
            tally.check(price, "the call");
            return plan(price, placing.look(price));
        } catch (PaymentException e) {
            return withoutChannel(price, Optional.ofNullable(e.getMessage()), Optional.empty());
        }
    }

    private PaymentPlan plan(Cogs price, ChannelPlacing.Choice choice) {
        List<PlannedTransaction> steps = choice.steps();
        Optional<PlannedTransaction> last =
                steps.isEmpty() ? Optional.empty() : Optional.of(steps.get(steps.size() - 1));
        Optional<BlockNumber> present =
                choice.book().map(book -> book.state().onChain().expiration());
        List<GasEstimate> gas = estimate(steps);
        account.contracts().chain().checkFees(gas);
        return new PaymentPlan(
                price,
                choice.book().map(ChannelBook::id),
                steps,
                last.map(PlannedTransaction::amount).orElse(Cogs.ZERO),
                last.flatMap(PlannedTransaction::expiration).or(() -> present),
                gas.stream().map(GasEstimate::gas).reduce(BigInteger.ZERO, BigInteger::add),
                gas.stream().map(GasEstimate::maxFee).reduce(Wei.ZERO, Wei::plus),
                Optional.empty(),
                Optional.empty());
    }

    /** The node can try the first one only, because the others depend on it. */
    private List<GasEstimate> estimate(List<PlannedTransaction> steps) {
        EscrowEstimates estimates = account.escrow().estimates();
        List<GasEstimate> gas = new ArrayList<>();
        for (PlannedTransaction step : steps) {
            gas.add(gas.isEmpty() ? tried(step, estimates) : estimates.atMost(kind(step)));
        }
        return gas;
    }

    private GasEstimate tried(PlannedTransaction step, EscrowEstimates estimates) {
        Address payer = account.payer();
        Address signer = account.signer().address();
        ChannelId id = step.channelId().orElse(ChannelId.of(0));
        BlockNumber expiration = step.expiration().orElse(BlockNumber.ZERO);
        Cogs amount = step.amount();
        return switch (step.kind()) {
            case APPROVE ->
                account.contracts()
                        .token()
                        .estimateApprove(payer, account.escrow().address(), amount);
            case DEPOSIT -> estimates.deposit(payer, amount);
            case OPEN_CHANNEL ->
                estimates.openChannel(payer, signer, channels.recipient(), channels.groupId(), amount, expiration);
            case DEPOSIT_AND_OPEN_CHANNEL ->
                estimates.depositAndOpenChannel(
                        payer, signer, channels.recipient(), channels.groupId(), amount, expiration);
            case ADD_FUNDS -> estimates.channelAddFunds(payer, id, amount);
            case EXTEND -> estimates.channelExtend(payer, id, expiration);
            case EXTEND_AND_ADD_FUNDS -> estimates.channelExtendAndAddFunds(payer, id, expiration, amount);
        };
    }

    private static EscrowEstimates.Kind kind(PlannedTransaction step) {
        return switch (step.kind()) {
            case APPROVE -> EscrowEstimates.Kind.APPROVE;
            case DEPOSIT -> EscrowEstimates.Kind.DEPOSIT;
            case OPEN_CHANNEL -> EscrowEstimates.Kind.OPEN_CHANNEL;
            case DEPOSIT_AND_OPEN_CHANNEL -> EscrowEstimates.Kind.DEPOSIT_AND_OPEN_CHANNEL;
            case ADD_FUNDS -> EscrowEstimates.Kind.CHANNEL_ADD_FUNDS;
            case EXTEND -> EscrowEstimates.Kind.CHANNEL_EXTEND;
            case EXTEND_AND_ADD_FUNDS -> EscrowEstimates.Kind.CHANNEL_EXTEND_AND_ADD_FUNDS;
        };
    }
}
