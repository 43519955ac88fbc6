package io.snet4j.internal.channel;

import io.snet4j.chain.PaymentChannel;
import io.snet4j.errors.SpendingLimitException;
import io.snet4j.internal.ledger.PaymentEvents;
import io.snet4j.internal.ledger.SpendingTally;
import io.snet4j.internal.onchain.Balances;
import io.snet4j.internal.onchain.ChannelLifetime;
import io.snet4j.internal.onchain.PayerAccount;
import io.snet4j.internal.onchain.Transactions;
import io.snet4j.payment.ChannelDeposit;
import io.snet4j.payment.PlannedTransaction;
import io.snet4j.payment.SpendingLimit;
import io.snet4j.value.BlockNumber;
import io.snet4j.value.Cogs;
import java.util.List;
import java.util.Optional;

/** Opens, funds and extends channels for calls that need it, within the spending limit. Blocks until that is mined. */
public final class ChannelFunding {
    private final PayerAccount account;
    private final Transactions transactions;
    private final SpendingTally tally;
    private final PaymentEvents events;
    private final GroupChannels channels;

    public ChannelFunding(
            PayerAccount account,
            Transactions transactions,
            SpendingTally tally,
            PaymentEvents events,
            GroupChannels channels) {
        this.account = account;
        this.transactions = transactions;
        this.tally = tally;
        this.events = events;
        this.channels = channels;
    }

    /**
     * Opens a channel that holds at least {@code price}.
     *
     * @return empty if a client on another machine opened one while this one waited for its turn; then nothing was sent
     */
    Optional<PaymentChannel> open(Cogs price, ChannelLifetime horizon) {
        requireMayOpen(price, horizon);
        return transactions.alone(() -> {
            if (transactions.areShared() && channels.isNewThere()) {
                return Optional.empty();
            }
            List<PlannedTransaction> steps = planToOpen(price, horizon);
            PaymentChannel channel = send(steps).orElseThrow();
            report(channel, ChannelDeposit.Kind.OPENED, channel.value());
            return Optional.of(channel);
        });
    }

    /** Brings a channel to where {@code price} is free in it and it lives long enough. */
    ChannelBook fund(ChannelBook book, Cogs price, ChannelLifetime horizon) {
        requireMayFund(book, price, horizon);
        return transactions.alone(() -> {
            if (transactions.areShared()) {
                // Another machine may have funded it while this one waited for its turn.
                account.escrow().channel(book.id()).ifPresent(book::changed);
            }
            List<PlannedTransaction> steps = planToFund(book, price, horizon);
            if (steps.isEmpty()) {
                return book;
            }
            send(steps);
            PlannedTransaction last = steps.get(steps.size() - 1);
            book.deposited(
                    last.amount(),
                    last.expiration().orElse(book.state().onChain().expiration()));
            report(
                    book.state().onChain(),
                    last.amount().isZero() ? ChannelDeposit.Kind.EXTENDED : ChannelDeposit.Kind.FUNDED,
                    last.amount());
            return book;
        });
    }

    /** What {@link #open} does now. */
    List<PlannedTransaction> planToOpen(Cogs price, ChannelLifetime horizon) {
        Cogs wanted = requireMayOpen(price, horizon);
        Balances balances = account.balances();
        return balances.open(balances.affordable(price, wanted), horizon.newExpiration(limit()));
    }

    /** What {@link #fund} does now; nothing if a call that ended meanwhile left enough. */
    List<PlannedTransaction> planToFund(ChannelBook book, Cogs price, ChannelLifetime horizon) {
        Cogs wanted = requireMayFund(book, price, horizon);
        Optional<BlockNumber> expiration =
                book.outlives(horizon.least()) ? Optional.empty() : Optional.of(horizon.newExpiration(limit()));
        Cogs free = book.free();
        Balances balances = account.balances();
        Cogs added = free.compareTo(price) < 0 ? balances.affordable(price.minus(free), wanted) : Cogs.ZERO;
        return added.isZero() && expiration.isEmpty() ? List.of() : balances.change(book.id(), added, expiration);
    }

    private Cogs requireMayOpen(Cogs price, ChannelLifetime horizon) {
        horizon.newExpiration(limit());
        return target(price, "there is no payment channel to the group");
    }

    /** @return what may be added */
    private Cogs requireMayFund(ChannelBook book, Cogs price, ChannelLifetime horizon) {
        if (!book.outlives(horizon.least())) {
            horizon.newExpiration(limit());
        }
        Cogs free = book.free();
        if (free.compareTo(price) < 0) {
            return target(price, "payment channel " + book.id() + " has " + free + " left")
                    .minus(free);
        }
        target(Cogs.ZERO, "payment channel " + book.id() + " expires too soon");
        return Cogs.ZERO;
    }

    /** How much a channel should have free. */
    private Cogs target(Cogs price, String situation) {
        Cogs deposit = limit().channelDeposit()
                .orElseThrow(() -> new SpendingLimitException(situation + ", " + price
                        + " are needed, and no spending limit allows to open, fund or extend one;"
                        + " set one with channelDeposit on the client's builder"));
        if (price.compareTo(deposit) > 0) {
            throw new SpendingLimitException(situation + ", " + price + " are needed, and the spending limit allows "
                    + deposit + " per channel; raise channelDeposit");
        }
        Cogs left = tally.left().orElse(deposit);
        return left.compareTo(deposit) >= 0 ? deposit : left.compareTo(price) > 0 ? left : price;
    }

    private Optional<PaymentChannel> send(List<PlannedTransaction> steps) {
        return transactions.send(steps, channels.recipient(), channels.groupId());
    }

    private void report(PaymentChannel channel, ChannelDeposit.Kind kind, Cogs added) {
        events.deposited(new ChannelDeposit(channel.id(), kind, added, channel.value(), channel.expiration()));
    }

    private SpendingLimit limit() {
        return tally.limit();
    }
}
