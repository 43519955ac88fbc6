package io.snet4j.internal.pay;

import io.snet4j.chain.GroupId;
import io.snet4j.chain.MultiPartyEscrow.OpenedChannel;
import io.snet4j.chain.PaymentChannel;
import io.snet4j.value.Address;
import io.snet4j.value.Cogs;
import java.math.BigInteger;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** The payer's own channels to one group of daemons. Who looks for one waits for its turn in the queue. */
final class GroupChannels {
    /** Blocks that were searched and may have been replaced since. */
    private static final long REORGANIZED = 64;

    private final Wallet wallet;
    private final Address recipient;
    private final GroupId groupId;
    private final FairQueue queue = new FairQueue();
    private final Map<BigInteger, ChannelBook> books = new ConcurrentSkipListMap<>();
    private final Set<BigInteger> prepaidKnown = ConcurrentHashMap.newKeySet();
    private long searchedTo = -1;

    GroupChannels(Wallet wallet, Address recipient, GroupId groupId) {
        this.wallet = wallet;
        this.recipient = recipient;
        this.groupId = groupId;
    }

    FairQueue queue() {
        return queue;
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

    void add(ChannelBook book) {
        books.putIfAbsent(book.id(), book);
    }

    boolean isSearched() {
        return searchedTo >= 0;
    }

    /** Finds channels that were opened since the last search, by this client or another. Needs the queue. */
    void search(long head) {
        long from = Math.max(wallet.firstLogBlock(), searchedTo - REORGANIZED);
        Address payer = wallet.identity().address();
        for (OpenedChannel opened : wallet.escrow().channelsOpened(payer, recipient, groupId, from, head)) {
            BigInteger id = opened.channel().id();
            if (!books.containsKey(id)) {
                wallet.escrow()
                        .channel(id)
                        .filter(this::isOurs)
                        .map(ChannelBook::found)
                        .ifPresent(this::add);
            }
        }
        searchedTo = head;
    }

    /** Somebody else who may sign for a channel could be in the middle of a call. */
    private boolean isOurs(PaymentChannel channel) {
        Address payer = wallet.identity().address();
        return channel.sender().equals(payer)
                && channel.signer().equals(payer)
                && channel.recipient().equals(recipient)
                && channel.groupId().equals(groupId);
    }

    /** Whether somebody has to ask what is prepaid on a channel: the first who wants to know, of all services. */
    boolean asksWhatIsPrepaid(BigInteger channelId) {
        return prepaidKnown.add(channelId);
    }

    /** After an answer that was lost. */
    void askAgainWhatIsPrepaid(BigInteger channelId) {
        prepaidKnown.remove(channelId);
    }

    /** An idle one if there is one; among equals the one with the least, so that the others stay good for more. */
    Optional<ChannelBook> bestFit(Cogs price, Horizon horizon) {
        return books.values().stream()
                .filter(book -> book.outlives(horizon.least()))
                .filter(book -> book.free().compareTo(price) >= 0)
                .min(Comparator.<ChannelBook>comparingInt(book -> book.queue().length() == 0 ? 0 : 1)
                        .thenComparing(ChannelBook::free));
    }

    /** The one that needs the smallest deposit to become good. */
    Optional<ChannelBook> bestToFund() {
        return books.values().stream()
                .filter(book -> !book.isBeingClaimed())
                .max(Comparator.comparing(ChannelBook::free));
    }
}
