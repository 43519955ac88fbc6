package io.snet4j.internal.channel;

import io.snet4j.chain.GroupId;
import io.snet4j.chain.MultiPartyEscrow.OpenedChannel;
import io.snet4j.chain.PaymentChannel;
import io.snet4j.internal.loop.FairQueue;
import io.snet4j.internal.onchain.PayerAccount;
import io.snet4j.value.Address;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;

/**
 * Which channels the payer has to one recipient and group, as the chain tells, whatever services are paid through them.
 * Who looks for one waits for its turn in the queue, and who finds none and places money in one, in another.
 */
final class GroupSearch {
    /** Blocks that were searched and may have been replaced since. */
    private static final long REORGANIZED = 64;

    private final PayerAccount account;
    private final ChannelCache cache;
    private final Address recipient;
    private final GroupId groupId;
    private final FairQueue queue = new FairQueue();
    private final FairQueue placing = new FairQueue();
    private final Set<BigInteger> ids = new ConcurrentSkipListSet<>();
    private Optional<ChannelCache.Known> cached = Optional.empty();
    private volatile long searchedTo = -1;
    private volatile Optional<Set<BigInteger>> usable = Optional.empty();

    GroupSearch(PayerAccount account, ChannelCache cache, Address recipient, GroupId groupId) {
        this.account = account;
        this.cache = cache;
        this.recipient = recipient;
        this.groupId = groupId;
    }

    /** For choosing. Held for moments. */
    FairQueue queue() {
        return queue;
    }

    /** For opening and funding channels that calls need. Held until that is mined; the other one comes after it. */
    FairQueue placing() {
        return placing;
    }

    Address recipient() {
        return recipient;
    }

    GroupId groupId() {
        return groupId;
    }

    /** Whoever signs for them. */
    List<BigInteger> ids() {
        return List.copyOf(ids);
    }

    void add(BigInteger id) {
        ids.add(id);
    }

    boolean isSearched() {
        return searchedTo >= 0;
    }

    /**
     * Finds channels that were opened since the last search, by this client or another. Needs the queue.
     *
     * @return those that are new here, as the chain has them now
     */
    List<PaymentChannel> search(long head) {
        if (cached.isEmpty()) {
            cached = Optional.of(cache.load(recipient, groupId, head));
        }
        ChannelCache.Known before = cached.get();
        List<PaymentChannel> found = new ArrayList<>();
        before.ids().forEach(id -> find(id, found));
        long from = Math.max(
                account.contracts().firstLogBlock().getAsLong(),
                Math.max(searchedTo, before.searchedTo()) - REORGANIZED);
        Address payer = account.payer();
        for (OpenedChannel opened : account.escrow().channelsOpened(payer, recipient, groupId, from, head)) {
            find(opened.channel().id(), found);
        }
        searchedTo = head;
        cache.store(recipient, groupId, new ChannelCache.Known(ids(), head));
        return found;
    }

    /** The present state counts, wherever the id is from. */
    private void find(BigInteger id, List<PaymentChannel> found) {
        if (!ids.contains(id)) {
            account.escrow().channel(id).filter(this::isOfGroup).ifPresent(channel -> {
                ids.add(id);
                found.add(channel);
            });
        }
    }

    boolean isOfGroup(PaymentChannel channel) {
        return channel.sender().equals(account.payer())
                && channel.recipient().equals(recipient)
                && channel.groupId().equals(groupId);
    }

    /** Whether {@link #hold} leaves the channel to everybody. */
    boolean isUsable(BigInteger id) {
        return usable.map(all -> all.contains(id)).orElse(true);
    }

    /**
     * From now on, one channel and those that appear later are nobody's choice: the money in them is for who places it.
     * Needs both queues.
     *
     * @param funded empty for a new channel
     */
    void hold(Optional<BigInteger> funded) {
        Set<BigInteger> others = new HashSet<>(ids);
        funded.ifPresent(others::remove);
        usable = Optional.of(Set.copyOf(others));
    }

    /** Ends what {@link #hold} began. Needs the queue for placing. */
    void release() {
        usable = Optional.empty();
    }
}
