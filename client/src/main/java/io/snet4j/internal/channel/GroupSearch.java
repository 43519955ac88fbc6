package io.snet4j.internal.channel;

import io.snet4j.chain.GroupId;
import io.snet4j.chain.MultiPartyEscrow.OpenedChannel;
import io.snet4j.chain.PaymentChannel;
import io.snet4j.internal.loop.FairQueue;
import io.snet4j.internal.onchain.PayerAccount;
import io.snet4j.value.Address;
import io.snet4j.value.BlockCount;
import io.snet4j.value.BlockNumber;
import io.snet4j.value.ChannelId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;

/**
 * Which channels the payer has to one recipient and group, as the chain tells, whatever services are paid through them.
 * Whoever looks for a channel waits in one queue. Whoever finds none, and places money in one, waits in another.
 */
final class GroupSearch {
    /** Blocks that were searched and may have been replaced since. */
    private static final BlockCount REORGANIZED = BlockCount.of(64);

    private final PayerAccount account;
    private final ChannelCache cache;
    private final Address recipient;
    private final GroupId groupId;
    private final FairQueue queue = new FairQueue();
    private final FairQueue placing = new FairQueue();
    private final Set<ChannelId> ids = new ConcurrentSkipListSet<>();
    private Optional<ChannelCache.Known> cached = Optional.empty();
    private volatile Optional<BlockNumber> searchedTo = Optional.empty();
    private volatile Optional<Set<ChannelId>> usable = Optional.empty();

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
    List<ChannelId> ids() {
        return List.copyOf(ids);
    }

    void add(ChannelId id) {
        ids.add(id);
    }

    /**
     * Finds channels that were opened since the last search, by this client or another. Needs the queue.
     *
     * @return those that are new here, as the chain has them now
     */
    List<PaymentChannel> search(BlockNumber head) {
        if (cached.isEmpty()) {
            cached = Optional.of(cache.load(recipient, groupId, head));
        }
        ChannelCache.Known before = cached.get();
        List<ChannelId> named = new ArrayList<>(before.ids());
        BlockNumber first = account.contracts().firstLogBlock().get();
        BlockNumber searched = searchedTo.orElse(BlockNumber.ZERO).max(before.searchedTo());
        BlockNumber from = first.max(searched.minus(REORGANIZED));
        Address payer = account.payer();
        for (OpenedChannel opened : account.escrow().channelsOpened(payer, recipient, groupId, from, head)) {
            named.add(opened.channel().id());
        }
        List<PaymentChannel> found = find(named);
        searchedTo = Optional.of(head);
        cache.store(recipient, groupId, new ChannelCache.Known(ids(), head));
        return found;
    }

    /**
     * Whether a channel was opened since the last search, perhaps on another machine. Needs no queue, so that whoever
     * has the right to send transactions can ask. The next search adds the channel.
     */
    boolean isNewThere() {
        BlockNumber head = account.blocks().ask();
        BlockNumber from = account.contracts()
                .firstLogBlock()
                .get()
                .max(searchedTo.orElse(BlockNumber.ZERO).minus(REORGANIZED));
        return account.escrow().channelsOpened(account.payer(), recipient, groupId, from, head).stream()
                .anyMatch(opened -> !ids.contains(opened.channel().id()));
    }

    /** The present state counts, wherever the id is from. */
    private List<PaymentChannel> find(List<ChannelId> named) {
        List<ChannelId> unknown =
                named.stream().distinct().filter(id -> !ids.contains(id)).toList();
        List<PaymentChannel> found = account.escrow().channels(unknown).stream()
                .filter(this::isOfGroup)
                .toList();
        found.forEach(channel -> ids.add(channel.id()));
        return found;
    }

    boolean isOfGroup(PaymentChannel channel) {
        return channel.sender().equals(account.payer())
                && channel.recipient().equals(recipient)
                && channel.groupId().equals(groupId);
    }

    /** Whether {@link #hold} leaves the channel to everybody. */
    boolean isUsable(ChannelId id) {
        return usable.map(all -> all.contains(id)).orElse(true);
    }

    /**
     * From now on, one channel and those that appear later are nobody's choice: the money in them is for who places it.
     * Needs both queues.
     *
     * @param funded empty for a new channel
     */
    void hold(Optional<ChannelId> funded) {
        Set<ChannelId> others = new HashSet<>(ids);
        funded.ifPresent(others::remove);
        usable = Optional.of(Set.copyOf(others));
    }

    /** Ends what {@link #hold} began. Needs the queue for placing. */
    void release() {
        usable = Optional.empty();
    }
}
