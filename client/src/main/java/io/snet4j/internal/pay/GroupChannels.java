package io.snet4j.internal.pay;

import io.snet4j.chain.GroupId;
import io.snet4j.chain.MultiPartyEscrow.OpenedChannel;
import io.snet4j.chain.PaymentChannel;
import io.snet4j.value.Address;
import io.snet4j.value.Cogs;
import java.math.BigInteger;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;

/**
 * The payer's own channels to one group of daemons. Who looks for one waits for its turn in the queue, and who finds none
 * and places money in one, in another.
 */
final class GroupChannels {
    /** Blocks that were searched and may have been replaced since. */
    private static final long REORGANIZED = 64;

    /** In the life of one client. */
    private static final int MOST_REPLACEMENTS = 2;

    private final Wallet wallet;
    private final Address recipient;
    private final GroupId groupId;
    private final FairQueue queue = new FairQueue();
    private final FairQueue placing = new FairQueue();
    private final Set<BigInteger> ids = new ConcurrentSkipListSet<>();
    private final Map<BigInteger, ChannelBook> books = new ConcurrentSkipListMap<>();
    private final Set<BigInteger> prepaidKnown = ConcurrentHashMap.newKeySet();
    private long searchedTo = -1;
    private volatile int replacements;
    private volatile Optional<Set<BigInteger>> usable = Optional.empty();

    GroupChannels(Wallet wallet, Address recipient, GroupId groupId) {
        this.wallet = wallet;
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

    List<ChannelBook> books() {
        return List.copyOf(books.values());
    }

    Optional<ChannelBook> book(BigInteger id) {
        return Optional.ofNullable(books.get(id));
    }

    /** A channel that was opened by this client just now. */
    ChannelBook opened(PaymentChannel channel) {
        ids.add(channel.id());
        return books.computeIfAbsent(
                channel.id(), id -> ChannelBook.opened(channel, wallet.marks(), wallet.nanoTime()));
    }

    /** What the chain says after a transaction of this client's. */
    void changed(PaymentChannel channel) {
        ids.add(channel.id());
        Optional<ChannelBook> known = book(channel.id());
        known.ifPresent(book -> book.changed(channel));
        if (known.isEmpty() && isOurs(channel)) {
            found(channel);
        }
    }

    /** Every channel of the payer's to this group that a search has found, whoever signs for it. */
    List<BigInteger> ids() {
        return List.copyOf(ids);
    }

    boolean isSearched() {
        return searchedTo >= 0;
    }

    /** Finds channels that were opened since the last search, by this client or another. Needs the queue. */
    void search(long head) {
        if (!isSearched()) {
            ChannelCache.Known known = wallet.cache().load(recipient, groupId, head);
            known.ids().forEach(this::find);
            searchedTo = known.searchedTo();
        }
        long from = Math.max(wallet.firstLogBlock(), searchedTo - REORGANIZED);
        Address payer = wallet.payer().address();
        for (OpenedChannel opened : wallet.escrow().channelsOpened(payer, recipient, groupId, from, head)) {
            find(opened.channel().id());
        }
        lookAtClaims();
        searchedTo = head;
        wallet.cache().store(recipient, groupId, new ChannelCache.Known(ids(), head));
    }

    /** A claim that was on its way may be mined by now: then the daemon sees what was added meanwhile. */
    private void lookAtClaims() {
        for (ChannelBook book : books.values()) {
            if (book.isBeingClaimed()) {
                wallet.escrow()
                        .channel(book.id())
                        .filter(now ->
                                !now.nonce().equals(book.state().onChain().nonce()))
                        .ifPresent(book::changed);
            }
        }
    }

    /** The present state counts, wherever the id is from. */
    private void find(BigInteger id) {
        if (!books.containsKey(id)) {
            Optional<PaymentChannel> present = wallet.escrow().channel(id).filter(this::isOfGroup);
            present.ifPresent(channel -> ids.add(channel.id()));
            present.filter(this::isOurs).ifPresent(this::found);
        }
    }

    private void found(PaymentChannel channel) {
        books.putIfAbsent(channel.id(), ChannelBook.found(channel, wallet.marks(), wallet.nanoTime()));
    }

    boolean isOfGroup(PaymentChannel channel) {
        return channel.sender().equals(wallet.payer().address())
                && channel.recipient().equals(recipient)
                && channel.groupId().equals(groupId);
    }

    /** Somebody else who may sign for a channel could be in the middle of a call. */
    private boolean isOurs(PaymentChannel channel) {
        return isOfGroup(channel) && channel.signer().equals(wallet.signer().address());
    }

    /** Whether somebody has to ask what is prepaid on a channel: the first who wants to know, of all services. */
    boolean asksWhatIsPrepaid(BigInteger channelId) {
        return prepaidKnown.add(channelId);
    }

    /** After an answer that was lost. */
    void askAgainWhatIsPrepaid(BigInteger channelId) {
        prepaidKnown.remove(channelId);
    }

    /** The one with the shortest queue; among equals the one with the least, so that the others stay good for more. */
    Optional<ChannelBook> bestFit(Cogs price, Horizon horizon) {
        return bestFit(price, horizon, false);
    }

    /** The same of those that rest because a daemon keeps them locked. */
    Optional<ChannelBook> bestLocked(Cogs price, Horizon horizon) {
        return bestFit(price, horizon, true);
    }

    private Optional<ChannelBook> bestFit(Cogs price, Horizon horizon, boolean locked) {
        return books.values().stream()
                .filter(book -> book.isLocked() == locked)
                .filter(book -> usable.map(ids -> ids.contains(book.id())).orElse(true))
                .filter(book -> book.outlives(horizon.least()))
                .filter(book -> !book.isOverdrawn() && book.free().compareTo(price) >= 0)
                .min(Comparator.<ChannelBook>comparingInt(book -> book.queue().length())
                        .thenComparing(ChannelBook::free));
    }

    /** The one that needs the smallest deposit to become good. Money does not go where it would not come back from. */
    Optional<ChannelBook> bestToFund(Horizon horizon) {
        return books.values().stream()
                .filter(book -> !book.isBeingClaimed() && !book.isLocked() && !book.isOverdrawn())
                .filter(book -> !horizon.isBeyondCap(
                        book.state().onChain().expiration(), wallet.tally().limit()))
                .max(Comparator.comparing(ChannelBook::free));
    }

    /**
     * From now on, one channel and those that appear later are nobody's choice: the money in them is for who places it.
     * Needs both queues.
     *
     * @param funded empty for a new channel
     */
    void hold(Optional<ChannelBook> funded) {
        Set<BigInteger> others = new HashSet<>(books.keySet());
        funded.ifPresent(book -> others.remove(book.id()));
        usable = Optional.of(Set.copyOf(others));
    }

    /** Ends what {@link #hold} began. Needs the queue for placing. */
    void release() {
        usable = Optional.empty();
    }

    /**
     * Whether one more channel may be made good because good ones are locked. A daemon that calls every channel busy
     * would else have one opened after the other.
     */
    boolean mayReplaceLocked() {
        return replacements < MOST_REPLACEMENTS;
    }

    /** Needs the queue for placing. */
    void replacedLocked() {
        replacements++;
    }
}
