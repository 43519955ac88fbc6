package io.snet4j.internal.channel;

import io.snet4j.chain.GroupId;
import io.snet4j.chain.PaymentChannel;
import io.snet4j.internal.ledger.Ledger;
import io.snet4j.internal.loop.FairQueue;
import io.snet4j.internal.onchain.ChannelLifetime;
import io.snet4j.internal.onchain.PayerAccount;
import io.snet4j.value.Address;
import io.snet4j.value.BlockNumber;
import io.snet4j.value.ChannelId;
import io.snet4j.value.Cogs;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The payer's own channels to one group, as the daemons of one service of one organization tell of them. Another
 * organization may name the same recipient and group: what its daemons say is no reason to do without a channel here.
 */
public final class GroupChannels {
    /** In the life of one client. */
    private static final int MOST_REPLACEMENTS = 2;

    private final PayerAccount account;
    private final Ledger ledger;
    private final Function<ChannelId, SharedChannel> desks;
    private final GroupSearch search;
    private final Map<ChannelId, ChannelBook> books = new ConcurrentSkipListMap<>();
    private final Set<ChannelId> lookedAt = ConcurrentHashMap.newKeySet();
    private final Set<ChannelId> prepaidKnown = ConcurrentHashMap.newKeySet();
    private volatile boolean searched;
    private volatile int replacements;

    GroupChannels(PayerAccount account, Ledger ledger, Function<ChannelId, SharedChannel> desks, GroupSearch search) {
        this.account = account;
        this.ledger = ledger;
        this.desks = desks;
        this.search = search;
    }

    /** For choosing. Held for moments. */
    public FairQueue queue() {
        return search.queue();
    }

    /** For opening and funding channels that calls need. Held until that is mined; the other one comes after it. */
    FairQueue placing() {
        return search.placing();
    }

    Address recipient() {
        return search.recipient();
    }

    public GroupId groupId() {
        return search.groupId();
    }

    public List<ChannelBook> books() {
        return List.copyOf(books.values());
    }

    public Optional<ChannelBook> book(ChannelId id) {
        return Optional.ofNullable(books.get(id));
    }

    /** A channel that was opened by this client just now. */
    ChannelBook opened(PaymentChannel channel) {
        search.add(channel.id());
        lookedAt.add(channel.id());
        return books.computeIfAbsent(channel.id(), id -> ChannelBook.opened(channel, ledger, desks.apply(id)));
    }

    /** What the chain says after a transaction of this client's. */
    public void changed(PaymentChannel channel) {
        search.add(channel.id());
        Optional<ChannelBook> known = book(channel.id());
        known.ifPresent(book -> book.changed(channel));
        if (known.isEmpty()) {
            found(channel);
        }
    }

    /** Every channel of the payer's to this group that a search has found, whoever signs for it. */
    public List<ChannelId> ids() {
        return search.ids();
    }

    public boolean isSearched() {
        return searched;
    }

    /** See {@link GroupSearch#isNewThere}. */
    boolean isNewThere() {
        return search.isNewThere();
    }

    /** Finds channels that were opened since the last search, by this client or another. Needs the queue. */
    public void search(BlockNumber head) {
        search.search(head).forEach(this::found);
        List<ChannelId> unseen =
                search.ids().stream().filter(id -> !lookedAt.contains(id)).toList();
        account.escrow().channels(unseen).forEach(this::found);
        lookAtClaims();
        searched = true;
    }

    /** A claim that was on its way may be mined by now: then the daemon sees what was added meanwhile. */
    private void lookAtClaims() {
        List<ChannelId> claimed = books.values().stream()
                .filter(ChannelBook::isBeingClaimed)
                .map(ChannelBook::id)
                .toList();
        for (PaymentChannel now : account.escrow().channels(claimed)) {
            book(now.id())
                    .filter(book -> !now.nonce().equals(book.state().onChain().nonce()))
                    .ifPresent(book -> book.changed(now));
        }
    }

    private void found(PaymentChannel channel) {
        lookedAt.add(channel.id());
        if (isOurs(channel)) {
            books.putIfAbsent(channel.id(), ChannelBook.found(channel, ledger, desks.apply(channel.id())));
        }
    }

    boolean isOfGroup(PaymentChannel channel) {
        return search.isOfGroup(channel);
    }

    /** A channel that names another signer is not ours to use: that signer may be in the middle of a call. */
    private boolean isOurs(PaymentChannel channel) {
        return isOfGroup(channel) && channel.signer().equals(account.signer().address());
    }

    /** True for the first who wants to know what is prepaid on a channel, and who has to ask. */
    public boolean asksWhatIsPrepaid(ChannelId channelId) {
        return prepaidKnown.add(channelId);
    }

    /** After an answer that was lost. */
    public void askAgainWhatIsPrepaid(ChannelId channelId) {
        prepaidKnown.remove(channelId);
    }

    /** The one with the shortest queue; among equals the one with the least, so that the others stay good for more. */
    public Optional<ChannelBook> bestFit(Cogs price, ChannelLifetime horizon) {
        return bestFit(price, horizon, book -> !book.isLocked());
    }

    /** The same of those that rest because a daemon keeps them locked. */
    Optional<ChannelBook> bestLocked(Cogs price, ChannelLifetime horizon) {
        return bestFit(price, horizon, ChannelBook::isLocked);
    }

    private Optional<ChannelBook> bestFit(Cogs price, ChannelLifetime horizon, Predicate<ChannelBook> which) {
        return books.values().stream()
                .filter(which)
                .filter(book -> search.isUsable(book.id()))
                .filter(book -> book.outlives(horizon.least()))
                .filter(book -> !book.isOverdrawn() && book.free().compareTo(price) >= 0)
                .min(Comparator.<ChannelBook>comparingInt(book -> book.queue().length())
                        .thenComparing(ChannelBook::free));
    }

    /** Of those that are not in a set, whoever holds it. */
    Optional<ChannelBook> bestNew(Cogs price, ChannelLifetime horizon, Set<ChannelId> old) {
        return bestFit(price, horizon, book -> !old.contains(book.id()));
    }

    /** Whether this client has one that is good: it held it when it last asked, and no daemon keeps it locked. */
    boolean hasOurs(Cogs price, ChannelLifetime horizon) {
        return bestFit(price, horizon, book -> !book.isLocked() && book.isOurs())
                .isPresent();
    }

    /** The one that needs the smallest deposit to become good. Money does not go where it would not come back from. */
    Optional<ChannelBook> bestToFund(ChannelLifetime horizon) {
        return books.values().stream()
                .filter(book -> !book.isBeingClaimed() && !book.isLocked() && !book.isOverdrawn())
                .filter(book -> !horizon.isBeyondCap(
                        book.state().onChain().expiration(), ledger.tally().limit()))
                .max(Comparator.comparing(ChannelBook::free));
    }

    /** See {@link GroupSearch#hold}. */
    void hold(Optional<ChannelBook> funded) {
        search.hold(funded.map(ChannelBook::id));
    }

    /** Ends what {@link #hold} began. Needs the queue for placing. */
    void release() {
        search.release();
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
