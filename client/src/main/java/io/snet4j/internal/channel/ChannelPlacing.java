package io.snet4j.internal.channel;

import io.snet4j.errors.ChannelBusyException;
import io.snet4j.errors.InsufficientFundsException;
import io.snet4j.errors.SpendingLimitException;
import io.snet4j.internal.core.Budget;
import io.snet4j.internal.ledger.Ledger;
import io.snet4j.internal.loop.FairQueue;
import io.snet4j.internal.memory.ServiceKey;
import io.snet4j.internal.onchain.ChannelLifetime;
import io.snet4j.internal.onchain.PayerAccount;
import io.snet4j.internal.onchain.Transactions;
import io.snet4j.internal.onchain.UnminedTransactions;
import io.snet4j.internal.transport.Waits;
import io.snet4j.payment.PlannedTransaction;
import io.snet4j.value.BlockCount;
import io.snet4j.value.ChannelId;
import io.snet4j.value.Cogs;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Opens, funds or extends a channel for a call where none is good, and only where that is certain. Blocks. */
public final class ChannelPlacing {
    private final PayerAccount account;
    private final Ledger ledger;
    private final ServiceKey service;
    private final GroupChannels channels;
    private final BlockCount threshold;
    private final StateClient states;
    private final ChannelFunding funding;
    private final UnminedTransactions unmined;

    public ChannelPlacing(
            PayerAccount account,
            Ledger ledger,
            ServiceKey service,
            GroupChannels channels,
            BlockCount threshold,
            StateClient states,
            ChannelFunding funding,
            UnminedTransactions unmined) {
        this.account = account;
        this.ledger = ledger;
        this.service = service;
        this.channels = channels;
        this.threshold = threshold;
        this.states = states;
        this.funding = funding;
        this.unmined = unmined;
    }

    /** From the block that a search has just read. */
    private ChannelLifetime exactHorizon() {
        return ChannelLifetime.exact(account.blocks(), threshold);
    }

    /** What a call would do now: the channel that it takes, or else what {@link #provide} does. Asks no daemon. */
    public Choice look(Cogs price) {
        channels.search(account.blocks().ask());
        ChannelLifetime horizon = exactHorizon();
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

    /**
     * Money is spent on a channel only when it is certain that there is none: another process may have opened one.
     * Needs the queue for placing, and takes the one for choosing for moments.
     *
     * @param take reserves the price in the channel, before anybody else can
     * @throws io.snet4j.errors.PaymentException if no channel is good and none can be made so
     */
    public void provide(Cogs price, Budget budget, Consumer<ChannelBook> take) {
        if (search(price, budget, take)) {
            return;
        }
        if (mayPlaceMoney() && unmined.await(budget) && search(price, budget, take)) {
            return;
        }
        ChannelLifetime horizon = exactHorizon();
        if (channels.bestLocked(price, horizon).isEmpty()) {
            make(price, horizon, budget, take);
            return;
        }
        try {
            replace(price, horizon, budget, take);
        } catch (SpendingLimitException | InsufficientFundsException | ChannelBusyException e) {
            // The locked channel is the only one there is, and it may be free by now.
            if (!choosing(budget, () -> taken(fitOrLocked(price), take))) {
                throw e;
            }
        }
    }

    private boolean search(Cogs price, Budget budget, Consumer<ChannelBook> take) {
        return choosing(budget, () -> {
            channels.search(account.blocks().ask());
            return taken(channels.bestFit(price, exactHorizon()), take);
        });
    }

    private Optional<ChannelBook> fitOrLocked(Cogs price) {
        ChannelLifetime horizon = ChannelLifetime.byClock(account.blocks(), threshold);
        return channels.bestFit(price, horizon).or(() -> channels.bestLocked(price, horizon));
    }

    private void replace(Cogs price, ChannelLifetime horizon, Budget budget, Consumer<ChannelBook> take) {
        if (!channels.mayReplaceLocked()) {
            throw new ChannelBusyException("the daemon keeps every payment channel locked", null);
        }
        make(price, horizon, budget, take);
        channels.replacedLocked();
    }

    /**
     * Makes a channel good. If others opened one meanwhile, the second try begins with that one, which is known by
     * then.
     */
    private void make(Cogs price, ChannelLifetime horizon, Budget budget, Consumer<ChannelBook> take) {
        while (!tryMake(price, horizon, budget, take)) {
            if (takeNew(price, budget, take)) {
                return;
            }
        }
    }

    /** Takes one that a client on another machine opened a moment ago, so that this client needs none of its own. */
    private boolean takeNew(Cogs price, Budget budget, Consumer<ChannelBook> take) {
        return choosing(budget, () -> {
            Set<ChannelId> before = Set.copyOf(channels.ids());
            channels.search(account.blocks().ask());
            return taken(channels.bestNew(price, exactHorizon(), before), book -> {
                book.leaveToOthers();
                take.accept(book);
            });
        });
    }

    /** @return false if there is a channel that is not known here */
    private boolean tryMake(Cogs price, ChannelLifetime horizon, Budget budget, Consumer<ChannelBook> take) {
        askAboutIdle(horizon, budget);
        AtomicReference<@Nullable ChannelBook> candidate = new AtomicReference<>();
        boolean found = choosing(budget, () -> {
            // A daemon that forgot its payments makes a channel good again.
            if (taken(channels.bestFit(price, horizon), take)) {
                return true;
            }
            Optional<ChannelBook> best = channels.bestToFund(horizon);
            best.ifPresent(candidate::set);
            channels.hold(best);
            return false;
        });
        if (found) {
            return true;
        }
        try {
            requireMayPlace(price);
            return taken(
                    budget.exempt(
                            Transactions.MAX_TIME, () -> place(Optional.ofNullable(candidate.get()), price, horizon)),
                    take);
        } finally {
            channels.release();
        }
    }

    private Optional<ChannelBook> place(Optional<ChannelBook> candidate, Cogs price, ChannelLifetime horizon) {
        return candidate.isPresent()
                ? candidate.map(book -> funding.fund(book, price, horizon))
                : funding.open(price, horizon).map(channels::opened);
    }

    boolean mayPlaceMoney() {
        return ledger.tally().limit().channelDeposit().isPresent();
    }

    /** Places no money where nothing may be signed. The last look at the chain may have shown that. */
    private void requireMayPlace(Cogs price) {
        ledger.bans().requireNone(service);
        ledger.requireRoom(price, "the call");
    }

    /**
     * Asks the daemon about idle channels, which nobody uses meanwhile. How much is missing depends on what was signed
     * before, and a deposit is of no use while a claim is on its way. Neither is remembered, because the provider may
     * have begun a claim since.
     */
    private void askAboutIdle(ChannelLifetime horizon, Budget budget) {
        Set<ChannelId> asked = new HashSet<>();
        Optional<ChannelBook> best = channels.bestToFund(horizon);
        while (best.isPresent() && asked.add(best.get().id()) && askIfIdle(best.get(), budget)) {
            best = channels.bestToFund(horizon);
        }
    }

    private boolean askIfIdle(ChannelBook book, Budget budget) {
        CompletableFuture<FairQueue.Lease> ticket = book.queue().enter();
        if (ticket.cancel(false)) {
            return false;
        }
        FairQueue.Lease turn = ticket.join();
        try (turn) {
            book.update(states.read(book.id(), budget));
            return true;
        }
    }

    private boolean choosing(Budget budget, BooleanSupplier work) {
        FairQueue.Lease choosing = Waits.await(channels.queue().enter(), budget);
        try (choosing) {
            return work.getAsBoolean();
        }
    }

    private static boolean taken(Optional<ChannelBook> book, Consumer<ChannelBook> take) {
        book.ifPresent(take);
        return book.isPresent();
    }

    /**
     * @param book empty for a new channel
     * @param steps to make it good
     */
    record Choice(Optional<ChannelBook> book, List<PlannedTransaction> steps) {}
}
