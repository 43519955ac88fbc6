package io.snet4j.internal.pay;

import io.snet4j.chain.PaymentChannel;
import io.snet4j.internal.transport.Budget;
import io.snet4j.value.Cogs;
import java.math.BigInteger;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Picks the channel that pays, and makes one good if none is. For one caller at a time. Blocks. */
final class ChannelChooser {
    private final Wallet wallet;
    private final GroupChannels channels;
    private final BigInteger threshold;
    private final StateClient states;
    private final ChannelFunding funding;

    ChannelChooser(Wallet wallet, GroupChannels channels, BigInteger threshold, StateClient states) {
        this.wallet = wallet;
        this.channels = channels;
        this.threshold = threshold;
        this.states = states;
        this.funding = new ChannelFunding(wallet, channels);
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

    /** Money is spent on a channel only when it is certain that there is none: another process may have opened one. */
    private ChannelBook provide(Cogs price, Budget budget) {
        channels.search(wallet.latestBlock());
        Horizon horizon = horizon();
        Optional<ChannelBook> found = channels.bestFit(price, horizon);
        if (found.isPresent()) {
            return found.get();
        }
        Optional<ChannelBook> candidate = candidate(budget);
        // A daemon that forgot its payments makes a channel good again.
        found = channels.bestFit(price, horizon);
        if (found.isPresent()) {
            return found.get();
        }
        return budget.exempt(
                ChannelFunding.MAX_TIME,
                () -> candidate.map(book -> funding.fund(book, price, horizon)).orElseGet(() -> open(price, horizon)));
    }

    private ChannelBook open(Cogs price, Horizon horizon) {
        PaymentChannel channel = funding.open(price, horizon);
        ChannelBook book = ChannelBook.opened(channel);
        channels.add(book);
        return book;
    }

    /**
     * What is missing is known only when it is known what was signed before, and a deposit is of use only while no claim
     * is on its way; neither is remembered, because the provider may have begun one since. Nobody uses an idle one
     * meanwhile.
     */
    private Optional<ChannelBook> candidate(Budget budget) {
        Set<BigInteger> asked = new HashSet<>();
        Optional<ChannelBook> best = channels.bestToFund();
        while (best.isPresent()
                && best.get().queue().length() == 0
                && asked.add(best.get().id())) {
            best.get().update(states.read(best.get().id(), budget));
            best = channels.bestToFund();
        }
        return best;
    }
}
