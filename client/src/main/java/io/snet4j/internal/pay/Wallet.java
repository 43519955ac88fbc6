package io.snet4j.internal.pay;

import io.snet4j.chain.Chain;
import io.snet4j.chain.FetchToken;
import io.snet4j.chain.GroupId;
import io.snet4j.chain.MultiPartyEscrow;
import io.snet4j.chain.PaymentChannel;
import io.snet4j.identity.Identity;
import io.snet4j.payment.OwnChannel;
import io.snet4j.value.Address;
import java.math.BigInteger;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * What pays, for all services of one client: the identities, the escrow, the limit, and the books of its channels. Two
 * services of one group share channels, so the books are here. Thread-safe.
 */
public final class Wallet {
    private final Identity payer;
    private final Identity signer;
    private final Chain chain;
    private final BlockClock blocks;
    private final MultiPartyEscrow escrow;
    private final FetchToken token;
    private final LongSupplier firstLogBlock;
    private final SpendingTally tally;
    private final PaymentEvents events;
    private final Executor executor;
    private final Pauses pauses;
    private final Marks marks;
    private final ChannelCache cache;
    private final Ledger ledger;
    private final ModelPayments models;
    private final Resumptions resumptions = new Resumptions();
    private final LeftPayments left;
    private final Lock transactions = new ReentrantLock(true);
    private final Map<BigInteger, Desk> desks = new ConcurrentHashMap<>();
    private final Map<GroupKey, GroupSearch> searches = new ConcurrentHashMap<>();
    private final Map<ViewKey, GroupChannels> views = new ConcurrentHashMap<>();

    /**
     * @param payer sends transactions, and is the sender of channels
     * @param signer signs all that daemons see
     * @param blocks of that chain
     * @param firstLogBlock from which on channels are searched; may block
     * @param executor may block; has no bound
     * @param folder where marks and channels are kept
     * @param claimDepth in blocks, from which on a claim counts as final; 0 for at once
     */
    public Wallet(
            Identity payer,
            Identity signer,
            Chain chain,
            BlockClock blocks,
            MultiPartyEscrow escrow,
            FetchToken token,
            LongSupplier firstLogBlock,
            SpendingTally tally,
            PaymentEvents events,
            Executor executor,
            Pauses pauses,
            Optional<StateFolder> folder,
            long claimDepth) {
        this.payer = payer;
        this.signer = signer;
        this.chain = chain;
        this.blocks = blocks;
        this.escrow = escrow;
        this.token = token;
        this.firstLogBlock = firstLogBlock;
        this.tally = tally;
        this.events = events;
        this.executor = executor;
        this.pauses = pauses;
        this.marks = new Marks(folder);
        this.cache = new ChannelCache(chain, folder);
        this.ledger = new Ledger(tally, chain, escrow, marks, folder, events, pauses, claimDepth);
        this.models = new ModelPayments(folder);
        this.left = new LeftPayments(this);
        events.watch(models);
    }

    /** Sends transactions. */
    public Identity payer() {
        return payer;
    }

    /** Signs whatever a daemon gets to see; its address is the one to name there. */
    public Identity signer() {
        return signer;
    }

    public Chain chain() {
        return chain;
    }

    public Executor executor() {
        return executor;
    }

    public Pauses pauses() {
        return pauses;
    }

    Marks marks() {
        return marks;
    }

    ChannelCache cache() {
        return cache;
    }

    Ledger ledger() {
        return ledger;
    }

    ModelPayments models() {
        return models;
    }

    Resumptions resumptions() {
        return resumptions;
    }

    /** What earlier processes left without an outcome. */
    public LeftPayments left() {
        return left;
    }

    MultiPartyEscrow escrow() {
        return escrow;
    }

    FetchToken token() {
        return token;
    }

    /** May ask the node. */
    long firstLogBlock() {
        return firstLogBlock.getAsLong();
    }

    SpendingTally tally() {
        return tally;
    }

    PaymentEvents events() {
        return events;
    }

    /** One at a time: two that look at the same balances would both find them sufficient. */
    <T> T transacting(Supplier<T> work) {
        transactions.lock();
        try {
            return work.get();
        } finally {
            blocks.mined();
            transactions.unlock();
        }
    }

    LongSupplier nanoTime() {
        return System::nanoTime;
    }

    /** For what need not be asked now. */
    public BlockClock blocks() {
        return blocks;
    }

    /** The latest block, asked now. */
    long latestBlock() {
        return blocks.ask();
    }

    /** What all services share that pay from a channel. */
    Desk desk(BigInteger channelId) {
        return desks.computeIfAbsent(channelId, id -> new Desk());
    }

    /** As the daemons of one service tell. */
    GroupChannels channelsTo(Address recipient, ServiceKey service) {
        GroupKey group = new GroupKey(recipient, service.groupId());
        GroupSearch search =
                searches.computeIfAbsent(group, key -> new GroupSearch(this, recipient, service.groupId()));
        return views.computeIfAbsent(new ViewKey(group, service), key -> new GroupChannels(this, search));
    }

    /** Tells all services that may pay from it. */
    void changed(PaymentChannel channel) {
        GroupKey group = new GroupKey(channel.recipient(), channel.groupId());
        views.forEach((key, view) -> {
            if (key.group.equals(group)) {
                view.changed(channel);
            }
        });
    }

    /** As the user sees it. */
    OwnChannel view(PaymentChannel channel, long block) {
        int waiting = desk(channel.id()).queue().length();
        boolean expired = channel.expiration().compareTo(BigInteger.valueOf(block)) <= 0;
        return new OwnChannel(
                channel,
                marks.claimable(channel),
                waiting,
                expired && !channel.value().isZero());
    }

    private record GroupKey(Address recipient, GroupId groupId) {}

    private record ViewKey(GroupKey group, ServiceKey service) {}
}
