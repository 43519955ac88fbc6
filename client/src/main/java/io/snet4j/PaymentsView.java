package io.snet4j;

import io.snet4j.chain.PaymentChannel;
import io.snet4j.internal.call.ServiceCalls;
import io.snet4j.internal.channel.ServiceChannels;
import io.snet4j.internal.core.Budget;
import io.snet4j.internal.core.Deadline;
import io.snet4j.internal.percall.PerCall;
import io.snet4j.payment.ChannelState;
import io.snet4j.payment.OwnChannel;
import io.snet4j.payment.PaymentPlan;
import io.snet4j.payment.Payments;
import io.snet4j.payment.Refund;
import io.snet4j.value.Address;
import io.snet4j.value.BlockNumber;
import io.snet4j.value.ChannelId;
import io.snet4j.value.Cogs;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What users see of the payer. */
final class PaymentsView implements Payments {
    private final PerCall perCall;
    private final ServiceChannels channels;
    private final ServiceCalls calls;
    private final Duration deadline;

    PaymentsView(PerCall perCall, ServiceCalls calls, Duration deadline) {
        this.perCall = perCall;
        this.channels = perCall.channels();
        this.calls = calls;
        this.deadline = deadline;
    }

    @Override
    public Address payer() {
        return channels.account().payer();
    }

    @Override
    public Address signer() {
        return channels.account().signer().address();
    }

    @Override
    public List<ChannelState> channelStates() {
        Budget budget = Budget.of(deadline);
        calls.requirePaid("it knows of no channel; channels() has what is on chain", budget);
        return Deadline.within(budget, () -> channels.list(budget));
    }

    @Override
    public ChannelState ensureChannel(Cogs amount) {
        Budget budget = Budget.of(deadline);
        calls.requirePaid(
                "no channel is needed and nothing was deposited; openChannel and addFunds do so all the same", budget);
        return channels.ensure(amount, budget);
    }

    @Override
    public List<OwnChannel> channels() {
        return channels.ownChannels(Budget.of(deadline));
    }

    @Override
    public int waiting() {
        return channels.scope().waiting();
    }

    @Override
    public PaymentPlan plan(Cogs price) {
        Budget budget = Budget.of(deadline);
        return Deadline.within(budget, () -> calls.plan(price, budget));
    }

    @Override
    public PaymentChannel openChannel(Cogs amount) {
        return channels.openChannel(amount, Optional.empty());
    }

    @Override
    public PaymentChannel openChannel(Cogs amount, BlockNumber expiration) {
        return channels.openChannel(amount, Optional.of(expiration));
    }

    @Override
    public PaymentChannel addFunds(ChannelId channelId, Cogs amount) {
        return channels.changeChannel(channelId, amount, Optional.empty());
    }

    @Override
    public PaymentChannel extend(ChannelId channelId, BlockNumber expiration) {
        return channels.changeChannel(channelId, Cogs.ZERO, Optional.of(expiration));
    }

    @Override
    public PaymentChannel extendAndAddFunds(ChannelId channelId, BlockNumber expiration, Cogs amount) {
        return channels.changeChannel(channelId, amount, Optional.of(expiration));
    }

    @Override
    public Refund refund(ChannelId channelId) {
        return channels.refund(channelId);
    }

    @Override
    public long freeCallsLeft() {
        Budget budget = Budget.of(deadline);
        calls.requirePaid("it counts no free calls: all calls go without payment", budget);
        return Deadline.within(budget, () -> calls.freeCallsLeft(budget));
    }

    @Override
    public Optional<String> ban() {
        return perCall.ban();
    }

    @Override
    public boolean liftBan() {
        return perCall.liftBan();
    }
}
