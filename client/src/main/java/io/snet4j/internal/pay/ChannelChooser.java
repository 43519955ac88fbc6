package io.snet4j.internal.pay;

import io.snet4j.errors.ChannelBusyException;
import io.snet4j.errors.InsufficientFundsException;
import io.snet4j.errors.SpendingLimitException;
import io.snet4j.internal.transport.Budget;
import io.snet4j.payment.PlannedTransaction;
import io.snet4j.value.Cogs;
import java.math.BigInteger;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Picks the channel that pays, and makes one good if none is. For one caller at a time. Blocks. */
final class ChannelChooser {
    private final Wallet wallet;
    private final GroupChannels channels;
    private final BigInteger threshold;
    private final StateClient states;
    private final ChannelFunding funding;
    private final UnminedTransactions unmined;

    ChannelChooser(Wallet wallet, GroupChannels channels, BigInteger threshold, StateClient states) {
        this.wallet = wallet;
        this.channels = channels;
        this.threshold = threshold;
        this.states = states;
        this.funding = new ChannelFunding(wallet, channels);
        this.unmined = new UnminedTransactions(wallet);
    }

    Horizon horizon() {
        return Horizon.at(wallet.recentBlock(), threshold);
    }

    /**
     * The price is reserved in the book that is returned.
     *
     * @throws io.snet4j.errors.PaymentException if no channel is good and none can be made so
     */
    ChannelBook choose(Cogs price, Budget budget) {
        if (!channels.isSearched()) {
            channels.search(wallet.latestBlock());
        }
        ChannelBook book = channels.bestFit(price, horizon()).orElseGet(() -> provide(price, budget));
        book.reserve(price);
        return book;
    }

    /** What {@link #choose} would do now, with what is known without asking a daemon. */
    Choice look(Cogs price) {
        channels.search(wallet.latestBlock());
        Horizon horizon = horizon();
        Optional<ChannelBook> fit = channels.bestFit(price, horizon);
        if (fit.isPresent()) {
            return new Choice(fit, List.of());
        }
        Optional<ChannelBook> locked = channels.bestLocked(price, horizon);
        if (locked.isPresent() && !channels.mayReplaceLocked()) {
            return new Choice(locked, List.of());
        }
        try {
            Optional<ChannelBook> candidate = channels.bestToFund(horizon);
            return new Choice(
                    candidate,
                    candidate.isPresent()
                            ? funding.planToFund(candidate.get(), price, horizon)
                            : funding.planToOpen(price, horizon));
        } catch (SpendingLimitException | InsufficientFundsException e) {
            if (locked.isPresent()) {
                return new Choice(locked, List.of());
            }
            throw e;
        }
    }

    /** Money is spent on a channel only when it is certain that there is none: another process may have opened one. */
    private ChannelBook provide(Cogs price, Budget budget) {
        Optional<ChannelBook> found = search(price);
        boolean mayPlaceMoney = wallet.tally().limit().channelDeposit().isPresent();
        if (found.isEmpty() && mayPlaceMoney && unmined.await(budget)) {
            found = search(price);
        }
        if (found.isPresent()) {
            return found.get();
        }
        Horizon horizon = horizon();
        Optional<ChannelBook> locked = channels.bestLocked(price, horizon);
        if (locked.isEmpty()) {
            return make(price, horizon, budget);
        }
        try {
            return replace(price, horizon, budget);
        } catch (SpendingLimitException | InsufficientFundsException | ChannelBusyException e) {
            // The only one there is: perhaps it is free by now.
            return locked.get();
        }
    }

    private Optional<ChannelBook> search(Cogs price) {
        channels.search(wallet.latestBlock());
        return channels.bestFit(price, horizon());
    }

    private ChannelBook replace(Cogs price, Horizon horizon, Budget budget) {
        if (!channels.mayReplaceLocked()) {
            throw new ChannelBusyException("the daemon keeps every payment channel locked", null);
        }
        ChannelBook made = make(price, horizon, budget);
        channels.replacedLocked();
        return made;
    }

    private ChannelBook make(Cogs price, Horizon horizon, Budget budget) {
        Optional<ChannelBook> candidate = candidate(horizon, budget);
        // A daemon that forgot its payments makes a channel good again.
        Optional<ChannelBook> found = channels.bestFit(price, horizon);
        if (found.isPresent()) {
            return found.get();
        }
        return budget.exempt(Transactions.MAX_TIME, () -> candidate
                .map(book -> funding.fund(book, price, horizon))
                .orElseGet(() -> channels.opened(funding.open(price, horizon))));
    }

    /**
     * What is missing is known only when it is known what was signed before, and a deposit is of use only while no claim
     * is on its way; neither is remembered, because the provider may have begun one since. Nobody uses an idle one
     * meanwhile.
     */
    private Optional<ChannelBook> candidate(Horizon horizon, Budget budget) {
        Set<BigInteger> asked = new HashSet<>();
        Optional<ChannelBook> best = channels.bestToFund(horizon);
        while (best.isPresent()
                && best.get().queue().length() == 0
                && asked.add(best.get().id())) {
            best.get().update(states.read(best.get().id(), budget));
            best = channels.bestToFund(horizon);
        }
        return best;
    }

    /**
     * @param book empty for a new channel
     * @param steps to make it good
     */
    record Choice(Optional<ChannelBook> book, List<PlannedTransaction> steps) {}
}
