package io.snet4j.scripted;

import io.snet4j.chain.PaymentChannel;
import io.snet4j.internal.core.Budget;
import io.snet4j.internal.loop.PricedCall;
import io.snet4j.internal.percall.PerCall;
import io.snet4j.internal.percall.PerCallTickets;
import io.snet4j.payment.ChannelState;
import io.snet4j.payment.OwnChannel;
import io.snet4j.value.BlockNumber;
import io.snet4j.value.ChannelId;
import io.snet4j.value.Cogs;
import java.util.List;
import java.util.Optional;

/** What pays the calls of one scripted client, and what its user does with the channels. */
public record Payer(PerCall perCall) {
    public PerCallTickets tickets(PricedCall request, Budget budget) {
        return perCall.tickets(request, budget);
    }

    public PerCallTickets ticketsInAdvance(Cogs amount, Budget budget) {
        return perCall.ticketsInAdvance(amount, budget);
    }

    public int waiting() {
        return perCall.scope().waiting();
    }

    public ChannelState ensure(Cogs amount, Budget budget) {
        return perCall.channels().ensure(amount, budget);
    }

    public List<ChannelState> list(Budget budget) {
        return perCall.channels().list(budget);
    }

    public List<OwnChannel> ownChannels(Budget budget) {
        return perCall.channels().ownChannels(budget);
    }

    public PaymentChannel changeChannel(ChannelId id, Cogs added, Optional<BlockNumber> expiration) {
        return perCall.channels().changeChannel(id, added, expiration);
    }

    public Optional<String> ban() {
        return perCall.ban();
    }

    public boolean liftBan() {
        return perCall.liftBan();
    }
}
