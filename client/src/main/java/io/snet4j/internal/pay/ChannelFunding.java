package io.snet4j.internal.pay;

import io.snet4j.SpendingLimit;
import io.snet4j.chain.PaymentChannel;
import io.snet4j.errors.InsufficientFundsException;
import io.snet4j.errors.SpendingLimitException;
import io.snet4j.payment.ChannelDeposit;
import io.snet4j.value.Address;
import io.snet4j.value.Cogs;
import java.math.BigInteger;
import java.time.Duration;
import java.util.function.Supplier;

/** Opens, funds and extends channels, within the spending limit. Blocks until transactions are mined. */
final class ChannelFunding {
    /** For one transaction. */
    private static final Duration TRANSACTION = Duration.ofMinutes(5);

    /** An approval, a deposit, and what they are for. */
    static final Duration MAX_TIME = TRANSACTION.multipliedBy(3);

    private final Wallet wallet;
    private final GroupChannels channels;

    ChannelFunding(Wallet wallet, GroupChannels channels) {
        this.wallet = wallet;
        this.channels = channels;
    }

    /** Opens a channel that holds at least {@code price}. */
    PaymentChannel open(Cogs price, Horizon horizon) {
        Cogs wanted = target(price, "there is no payment channel to the group");
        BigInteger expiration = horizon.newExpiration(limit());
        return oneAtATime(() -> {
            Cogs value = affordable(price, wanted);
            PaymentChannel channel = send(value, expiration);
            report(channel.id(), ChannelDeposit.Kind.OPENED, value, value, expiration);
            return channel;
        });
    }

    /** Brings a channel to where {@code price} is free in it and it lives long enough. */
    ChannelBook fund(ChannelBook book, Cogs price, Horizon horizon) {
        boolean extend = !book.outlives(horizon.least());
        Cogs free = book.free();
        boolean add = free.compareTo(price) < 0;
        if (!add) {
            target(Cogs.ZERO, "payment channel " + book.id() + " expires too soon");
        }
        Cogs wanted = add
                ? target(price, "payment channel " + book.id() + " has " + free + " left")
                        .minus(free)
                : Cogs.ZERO;
        Cogs least = add ? price.minus(free) : Cogs.ZERO;
        BigInteger expiration = extend
                ? horizon.newExpiration(limit()).max(book.state().onChain().expiration())
                : book.state().onChain().expiration();
        return oneAtATime(() -> {
            Cogs added = add ? affordable(least, wanted) : Cogs.ZERO;
            if (add) {
                depositToEscrow(added);
            }
            send(book.id(), add, extend, added, expiration);
            book.deposited(added, expiration);
            report(
                    book.id(),
                    add ? ChannelDeposit.Kind.FUNDED : ChannelDeposit.Kind.EXTENDED,
                    added,
                    book.state().onChain().value(),
                    expiration);
            return book;
        });
    }

    /** From tokens directly if they suffice: one transaction less than by way of the escrow. */
    private PaymentChannel send(Cogs value, BigInteger expiration) {
        boolean byEscrow = escrowBalance().compareTo(value) >= 0
                || wallet.token().balance(payer()).compareTo(value) < 0;
        if (byEscrow) {
            depositToEscrow(value);
            return wallet.escrow()
                    .openChannel(
                            wallet.identity(),
                            payer(),
                            channels.recipient(),
                            channels.groupId(),
                            value,
                            expiration,
                            TRANSACTION);
        }
        approve(value);
        return wallet.escrow()
                .depositAndOpenChannel(
                        wallet.identity(),
                        payer(),
                        channels.recipient(),
                        channels.groupId(),
                        value,
                        expiration,
                        TRANSACTION);
    }

    private void send(BigInteger id, boolean add, boolean extend, Cogs amount, BigInteger expiration) {
        if (add && extend) {
            wallet.escrow().channelExtendAndAddFunds(wallet.identity(), id, expiration, amount, TRANSACTION);
        } else if (add) {
            wallet.escrow().channelAddFunds(wallet.identity(), id, amount, TRANSACTION);
        } else {
            wallet.escrow().channelExtend(wallet.identity(), id, expiration, TRANSACTION);
        }
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
        Cogs left = wallet.tally().left().orElse(deposit);
        return left.compareTo(deposit) >= 0 ? deposit : left.compareTo(price) > 0 ? left : price;
    }

    /** As much of {@code wanted} as the payer has, if that is at least {@code least}. */
    private Cogs affordable(Cogs least, Cogs wanted) {
        Cogs inEscrow = escrowBalance();
        Cogs inTokens = wallet.token().balance(payer());
        Cogs all = inEscrow.plus(inTokens);
        if (all.compareTo(least) < 0) {
            throw new InsufficientFundsException(payer() + " has " + inEscrow + " in the escrow and " + inTokens
                    + " as tokens; a payment channel needs " + least + " more");
        }
        return all.compareTo(wanted) < 0 ? all : wanted;
    }

    private void depositToEscrow(Cogs needed) {
        Cogs there = escrowBalance();
        if (there.compareTo(needed) < 0) {
            Cogs missing = needed.minus(there);
            approve(missing);
            wallet.escrow().deposit(wallet.identity(), missing, TRANSACTION);
        }
    }

    private void approve(Cogs amount) {
        Address escrow = wallet.escrow().address();
        if (wallet.token().allowance(payer(), escrow).compareTo(amount) < 0) {
            wallet.token().approve(wallet.identity(), escrow, amount, TRANSACTION);
        }
    }

    private void report(BigInteger id, ChannelDeposit.Kind kind, Cogs added, Cogs value, BigInteger expiration) {
        wallet.events().deposited(new ChannelDeposit(id, kind, added, value, expiration));
    }

    private <T> T oneAtATime(Supplier<T> work) {
        wallet.transactions().lock();
        try {
            return work.get();
        } finally {
            wallet.transactions().unlock();
        }
    }

    private SpendingLimit limit() {
        return wallet.tally().limit();
    }

    private Cogs escrowBalance() {
        return wallet.escrow().balance(payer());
    }

    private Address payer() {
        return wallet.identity().address();
    }
}
