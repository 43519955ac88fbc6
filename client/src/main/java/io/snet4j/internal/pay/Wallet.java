package io.snet4j.internal.pay;

import io.snet4j.chain.Chain;
import io.snet4j.chain.FetchToken;
import io.snet4j.chain.GroupId;
import io.snet4j.chain.MultiPartyEscrow;
import io.snet4j.identity.Identity;
import io.snet4j.value.Address;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What pays, for all services of one client: the identity, the escrow, the limit, and the books of its channels. Two
 * services of one group share channels, so the books are here. Thread-safe.
 */
public final class Wallet {
    /** Far below the margin that is kept to a channel's expiration, in blocks of any usual length. */
    private static final Duration HEAD_AGE = Duration.ofSeconds(3);

    private final Identity identity;
    private final Chain chain;
    private final MultiPartyEscrow escrow;
    private final FetchToken token;
    private final long firstLogBlock;
    private final SpendingTally tally;
    private final PaymentEvents events;
    private final Executor executor;
    private final Pauses pauses;
    private final Lock transactions = new ReentrantLock(true);
    private final Map<GroupKey, GroupChannels> groups = new ConcurrentHashMap<>();
    private volatile Head head = new Head(0, System.nanoTime() - HEAD_AGE.toNanos() - 1);

    /** @param executor may block; has no bound */
    public Wallet(
            Identity identity,
            Chain chain,
            MultiPartyEscrow escrow,
            FetchToken token,
            long firstLogBlock,
            SpendingTally tally,
            PaymentEvents events,
            Executor executor,
            Pauses pauses) {
        this.identity = identity;
        this.chain = chain;
        this.escrow = escrow;
        this.token = token;
        this.firstLogBlock = firstLogBlock;
        this.tally = tally;
        this.events = events;
        this.executor = executor;
        this.pauses = pauses;
    }

    public Identity identity() {
        return identity;
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

    MultiPartyEscrow escrow() {
        return escrow;
    }

    FetchToken token() {
        return token;
    }

    long firstLogBlock() {
        return firstLogBlock;
    }

    SpendingTally tally() {
        return tally;
    }

    PaymentEvents events() {
        return events;
    }

    /** One at a time: two that look at the same balances would both find them sufficient. */
    Lock transactions() {
        return transactions;
    }

    /** The latest block, at most a few seconds old. */
    long recentBlock() {
        Head known = head;
        return System.nanoTime() - known.readAt > HEAD_AGE.toNanos() ? latestBlock() : known.block;
    }

    /** The latest block, asked now. */
    public long latestBlock() {
        long block = chain.blockNumber();
        head = new Head(block, System.nanoTime());
        return block;
    }

    GroupChannels channelsTo(Address recipient, GroupId groupId) {
        return groups.computeIfAbsent(
                new GroupKey(recipient, groupId), key -> new GroupChannels(this, recipient, groupId));
    }

    private record Head(long block, long readAt) {}

    private record GroupKey(Address recipient, GroupId groupId) {}
}
