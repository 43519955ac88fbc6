package io.snet4j.internal.channel;

import io.snet4j.chain.GroupId;
import io.snet4j.chain.PaymentChannel;
import io.snet4j.errors.InvalidRequestException;
import io.snet4j.internal.ledger.PaymentEvents;
import io.snet4j.internal.onchain.Balances;
import io.snet4j.internal.onchain.ChannelLifetime;
import io.snet4j.internal.onchain.PayerAccount;
import io.snet4j.internal.onchain.Transactions;
import io.snet4j.payment.ChannelDeposit;
import io.snet4j.payment.PlannedTransaction;
import io.snet4j.payment.Refund;
import io.snet4j.payment.SpendingLimit;
import io.snet4j.value.Address;
import io.snet4j.value.BlockCount;
import io.snet4j.value.BlockNumber;
import io.snet4j.value.ChannelId;
import io.snet4j.value.Cogs;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a user does to channels on purpose. Balances and channels are read from the chain, one operation at a time, and
 * the books learn the outcome at once. Blocks.
 */
public final class ChannelOperations {
    private static final Logger LOG = LoggerFactory.getLogger(ChannelOperations.class);

    /** As the contract counts. */
    private final PayerAccount account;

    private final Transactions transactions;

    private final ChannelDirectory channels;
    private final SpendingLimit limit;
    private final PaymentEvents events;

    public ChannelOperations(
            PayerAccount account,
            Transactions transactions,
            ChannelDirectory channels,
            SpendingLimit limit,
            PaymentEvents events) {
        this.account = account;
        this.transactions = transactions;
        this.channels = channels;
        this.limit = limit;
        this.events = events;
    }

    /** @param wanted empty for the usual lifetime */
    PaymentChannel open(GroupChannels group, BlockCount threshold, Cogs amount, Optional<BlockNumber> wanted) {
        return transactions.alone(() -> {
            ChannelLifetime horizon = ChannelLifetime.at(account.blocks().ask(), threshold);
            BlockNumber expiration = wanted.orElseGet(() -> horizon.newExpiration(limit));
            require(horizon, expiration);
            Balances balances = account.balances();
            balances.affordable(amount, amount);
            PaymentChannel channel = send(balances.open(amount, expiration), group.recipient(), group.groupId())
                    .orElseThrow();
            group.opened(channel);
            report(channel, ChannelDeposit.Kind.OPENED, amount);
            return channel;
        });
    }

    /** @param wanted empty if the expiration stays */
    PaymentChannel change(
            GroupChannels group, BlockCount threshold, ChannelId id, Cogs added, Optional<BlockNumber> wanted) {
        return transactions.alone(() -> {
            ChannelLifetime horizon = ChannelLifetime.at(account.blocks().ask(), threshold);
            PaymentChannel before = own(id, group);
            wanted.ifPresent(expiration -> {
                require(horizon, expiration);
                requireForward(before, expiration);
            });
            if (wanted.isEmpty() && added.isZero()) {
                throw new InvalidRequestException("nothing to add to payment channel " + id + ": 0 cogs");
            }
            if (!added.isZero()) {
                horizon.requireWithinCap(wanted.orElse(before.expiration()), limit);
            }
            Balances balances = account.balances();
            balances.affordable(added, added);
            sayWhenUnseen(group, id);
            send(balances.change(id, added, wanted), group.recipient(), group.groupId());
            PaymentChannel after = learn(id);
            report(after, added.isZero() ? ChannelDeposit.Kind.EXTENDED : ChannelDeposit.Kind.FUNDED, added);
            return after;
        });
    }

    Refund refund(ChannelId id, GroupChannels group) {
        return refund(own(id, group));
    }

    /** @throws InvalidRequestException if there is nothing to be had, or not yet */
    public Refund refund(ChannelId id) {
        return refund(own(id));
    }

    private Refund refund(PaymentChannel seen) {
        return transactions.alone(() -> {
            ChannelId id = seen.id();
            PaymentChannel channel = own(id);
            BlockNumber now = account.blocks().ask();
            if (channel.value().isZero()) {
                throw new InvalidRequestException("there is nothing in payment channel " + id + " to take back");
            }
            if (channel.expiration().compareTo(now) > 0) {
                throw new InvalidRequestException("payment channel " + id + " expires at block " + channel.expiration()
                        + "; now is block " + now + ", and before that block its " + channel.value()
                        + " cannot be taken back");
            }
            account.escrow().channelClaimTimeout(account.sender(), id, Transactions.DEADLINE);
            learn(id);
            return new Refund(id, channel.value());
        });
    }

    private Optional<PaymentChannel> send(List<PlannedTransaction> steps, Address recipient, GroupId group) {
        return transactions.send(steps, recipient, group);
    }

    private PaymentChannel learn(ChannelId id) {
        PaymentChannel now = own(id);
        channels.changed(now);
        return now;
    }

    private PaymentChannel own(ChannelId id, GroupChannels group) {
        PaymentChannel channel = own(id);
        if (!group.isOfGroup(channel)) {
            throw new InvalidRequestException("payment channel " + id + " is not to this service's group: it pays "
                    + channel.recipient() + " in group " + channel.groupId());
        }
        return channel;
    }

    private PaymentChannel own(ChannelId id) {
        PaymentChannel channel = account.escrow()
                .channel(id)
                .orElseThrow(() -> new InvalidRequestException("there is no payment channel " + id));
        Address payer = account.payer();
        if (!channel.sender().equals(payer)) {
            throw new InvalidRequestException(
                    "payment channel " + id + " belongs to " + channel.sender() + ", not to " + payer);
        }
        return channel;
    }

    private void require(ChannelLifetime horizon, BlockNumber expiration) {
        horizon.requireUseful(expiration);
        horizon.requireWithinCap(expiration, limit);
    }

    private static void requireForward(PaymentChannel channel, BlockNumber expiration) {
        if (expiration.compareTo(channel.expiration()) < 0) {
            throw new InvalidRequestException("payment channel " + channel.id() + " expires at block "
                    + channel.expiration() + " already; it cannot be made to expire before, at " + expiration);
        }
    }

    private static void sayWhenUnseen(GroupChannels group, ChannelId id) {
        if (group.book(id).filter(ChannelBook::isBeingClaimed).isPresent()) {
            LOG.warn(
                    "a claim of payment channel {} is on its way: its daemon sees what is added once that is mined",
                    id);
        }
    }

    private void report(PaymentChannel channel, ChannelDeposit.Kind kind, Cogs added) {
        events.deposited(new ChannelDeposit(channel.id(), kind, added, channel.value(), channel.expiration()));
    }
}
