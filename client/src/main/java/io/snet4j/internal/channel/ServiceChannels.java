package io.snet4j.internal.channel;

import io.snet4j.chain.PaymentChannel;
import io.snet4j.internal.core.Budget;
import io.snet4j.internal.loop.FairQueue;
import io.snet4j.internal.loop.ServiceScope;
import io.snet4j.internal.onchain.PayerAccount;
import io.snet4j.internal.transport.Waits;
import io.snet4j.payment.ChannelState;
import io.snet4j.payment.OwnChannel;
import io.snet4j.payment.PaymentPlan;
import io.snet4j.payment.Refund;
import io.snet4j.value.BlockCount;
import io.snet4j.value.BlockNumber;
import io.snet4j.value.ChannelId;
import io.snet4j.value.Cogs;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/** The channels of one service: leased for calls, and what a user does with them. Thread-safe. */
public final class ServiceChannels {
    private final PayerAccount account;
    private final ChannelDirectory directory;
    private final ChannelOperations operations;
    private final ServiceScope scope;
    private final GroupChannels channels;
    private final StateClient states;
    private final ChannelPlacing placing;
    private final Planner planner;
    private final BlockCount threshold;

    /** @param threshold in blocks, which the group wants channels to live on */
    public ServiceChannels(
            PayerAccount account,
            ChannelDirectory directory,
            ChannelOperations operations,
            ServiceScope scope,
            GroupChannels channels,
            StateClient states,
            ChannelPlacing placing,
            Planner planner,
            BlockCount threshold) {
        this.account = account;
        this.directory = directory;
        this.operations = operations;
        this.scope = scope;
        this.channels = channels;
        this.states = states;
        this.placing = placing;
        this.planner = planner;
        this.threshold = threshold;
    }

    public PayerAccount account() {
        return account;
    }

    public ServiceScope scope() {
        return scope;
    }

    public GroupChannels group() {
        return channels;
    }

    ChannelPlacing placing() {
        return placing;
    }

    /** In blocks, which the group wants channels to live on. */
    BlockCount threshold() {
        return threshold;
    }

    public StateClient states() {
        return states;
    }

    /**
     * A channel that covers the price, when it is the caller's turn.
     *
     * @param finish gets a verified channel and the turn, which it now owns unless it throws
     * @param undo for a result that nobody waits for any more
     */
    public <T> CompletableFuture<T> lease(
            Cogs price, Budget budget, BiFunction<ChannelBook, FairQueue.Lease, T> finish, Consumer<T> undo) {
        return scope.endWithMe(new LeaseSearch<>(this, price, budget, finish, undo).start());
    }

    /** A daemon that forgot, or claimed, one channel may have done so with all; each is asked about when it is used. */
    public void distrust() {
        channels.books().forEach(ChannelBook::distrust);
    }

    /** Whether calls of this service leave a channel alone for now, because its daemon keeps it locked. */
    public boolean rests(ChannelId channelId) {
        return channels.book(channelId).filter(ChannelBook::isLocked).isPresent();
    }

    /** Makes one channel good for an amount, and says how it stands. Blocks. */
    public ChannelState ensure(Cogs amount, Budget budget) {
        scope.requireReady();
        CompletableFuture<ChannelState> state = lease(
                amount,
                budget,
                (book, turn) -> {
                    try (turn) {
                        book.unreserve(amount);
                        return book.state();
                    }
                },
                unused -> {});
        return Waits.await(state, budget);
    }

    /** Asks chain and daemon for each channel, whatever the books say. Blocks. */
    public List<ChannelState> list(Budget budget) {
        search(budget);
        return states.readAll(channels.books().stream().map(ChannelBook::id).toList(), budget);
    }

    /** As the chain has them; no daemon is asked. Blocks. */
    public List<OwnChannel> ownChannels(Budget budget) {
        BlockNumber block = search(budget);
        return account.escrow().channels(channels.ids()).stream()
                .map(channel -> directory.view(channel, block))
                .toList();
    }

    private BlockNumber search(Budget budget) {
        FairQueue.Lease searching = Waits.await(channels.queue().enter(), budget);
        try (searching) {
            BlockNumber block = account.blocks().ask();
            channels.search(block);
            return block;
        }
    }

    /** Sends and signs nothing. Blocks. */
    public PaymentPlan plan(Cogs price, Budget budget) {
        FairQueue.Lease choosing = Waits.await(channels.queue().enter(), budget);
        try (choosing) {
            scope.requireMayPay();
            return planner.plan(price);
        }
    }

    /** @param expiration empty for the usual one */
    public PaymentChannel openChannel(Cogs amount, Optional<BlockNumber> expiration) {
        scope.requireReady();
        return operations.open(channels, threshold, amount, expiration);
    }

    /** @param expiration empty if it stays */
    public PaymentChannel changeChannel(ChannelId id, Cogs added, Optional<BlockNumber> expiration) {
        scope.requireReady();
        return operations.change(channels, threshold, id, added, expiration);
    }

    public Refund refund(ChannelId id) {
        return operations.refund(id, channels);
    }
}
