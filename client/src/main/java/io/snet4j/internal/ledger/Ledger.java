package io.snet4j.internal.ledger;

import io.snet4j.chain.Chain;
import io.snet4j.chain.MultiPartyEscrow;
import io.snet4j.chain.MultiPartyEscrow.EndedNonce;
import io.snet4j.chain.PaymentChannel;
import io.snet4j.errors.ChainException;
import io.snet4j.errors.SnetException.Charge;
import io.snet4j.errors.SpendingLimitException;
import io.snet4j.internal.core.LockRank;
import io.snet4j.internal.core.OrderedLock;
import io.snet4j.internal.memory.Mark;
import io.snet4j.internal.memory.Memory;
import io.snet4j.internal.memory.ServiceKey;
import io.snet4j.internal.transport.Pauses;
import io.snet4j.payment.ChannelState;
import io.snet4j.payment.SignedAmount;
import io.snet4j.value.BlockCount;
import io.snet4j.value.BlockNumber;
import io.snet4j.value.ChannelId;
import io.snet4j.value.ChannelNonce;
import io.snet4j.value.Cogs;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a client signed, and what can be claimed of it.
 *
 * <p>The limit's total bounds what can be <em>claimed</em>, not what was served. A signature counts by what it raises
 * the highest amount known for its channel and nonce, and stays counted whatever came of the call. When a channel's
 * nonce rose on chain, the escrow's events say what the claim took. What was signed above that can never be claimed any
 * more, and is given back when the claim is deep enough; it counts again if the nonce goes back. {@link ClaimRule} says
 * what a claim means for payments that were denied. Thread-safe. What looks at the chain blocks, and tells listeners.
 */
public final class Ledger {
    private static final Logger LOG = LoggerFactory.getLogger(Ledger.class);

    /** Blocks that may have been replaced since. */
    private static final BlockCount REORGANIZED = BlockCount.of(64);

    /** Several machines may answer for one node, of which one knows the nonce before another knows the event. */
    private static final int TRIES = 3;

    /** Of one channel. */
    private static final int MOST_NONCES = 64;

    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);

    private final OrderedLock lock = OrderedLock.of(LockRank.LEDGER);
    private final SpendingTally tally;
    private final Chain chain;
    private final MultiPartyEscrow escrow;
    private final HighWaterMarks marks;
    private final Optional<ServedCalls> shared;
    private final Bans bans;
    private final Optional<SharedBudgets> budgets;
    private final boolean marksAhead;
    private final PaymentEvents events;
    private final Pauses pauses;
    private final BlockCount depth;
    private final Map<ChannelId, ChannelAccount> accounts = new HashMap<>();
    private SpendingTally.Sums total = SpendingTally.Sums.NONE;

    /** @param depth from which on a claim counts as final; 0 for at once */
    public Ledger(
            SpendingTally tally,
            Chain chain,
            MultiPartyEscrow escrow,
            HighWaterMarks marks,
            Memory memory,
            PaymentEvents events,
            Pauses pauses,
            BlockCount depth) {
        this.tally = tally;
        this.chain = chain;
        this.escrow = escrow;
        this.marks = marks;
        // A memory that ends with this process is shared with no other client.
        this.shared = memory.outlivesProcess() ? Optional.of(new ServedCalls(memory)) : Optional.empty();
        this.bans = new Bans(memory);
        this.budgets = tally.limit().budgets().isEmpty()
                ? Optional.empty()
                : Optional.of(new SharedBudgets(memory, tally.limit().budgets()));
        this.marksAhead = memory.marksAhead();
        this.events = events;
        this.pauses = pauses;
        this.depth = depth;
    }

    private static final class ChannelAccount {
        private final NavigableMap<ChannelNonce, NonceAccount> nonces = new TreeMap<>();
        /** The block up to which the events are known. */
        private BlockNumber lookedTo;

        private ChannelAccount(BlockNumber lookedTo) {
            this.lookedTo = lookedTo;
        }
    }

    public SpendingTally tally() {
        return tally;
    }

    public HighWaterMarks marks() {
        return marks;
    }

    public Bans bans() {
        return bans;
    }

    /** Empty if the limit has none. */
    public Optional<SharedBudgets> budgets() {
        return budgets;
    }

    /** Brings the sums up to date, after what is counted of a nonce may have changed. Guarded by the ledger. */
    private void recount(NonceAccount account) {
        if (!account.isOld()) {
            total = total.minus(account.entered()).plus(account.enter());
            tally.set(total);
        }
    }

    /**
     * Forgets the oldest nonces beyond those that are kept. What was signed at them stays counted. Guarded by the
     * ledger.
     */
    private void forgetOld(ChannelAccount channel) {
        while (channel.nonces.size() > MOST_NONCES) {
            SpendingTally.Sums entered =
                    channel.nonces.pollFirstEntry().getValue().makeOld();
            total = total.minus(new SpendingTally.Sums(Cogs.ZERO, entered.refused(), entered.kept()));
        }
    }

    /**
     * When a call begins. Does not block.
     *
     * @throws SpendingLimitException if the price cannot fit, whatever a look at the chain finds
     */
    public SpendingTally.Reservation reserve(Cogs price, String method) {
        try {
            return tally.reserve(price, method);
        } catch (SpendingLimitException e) {
            tally.requirePerCall(price, method);
            if (!mayFindRoom()) {
                throw e;
            }
            return tally.reserveAnyway(price);
        }
    }

    private boolean mayFindRoom() {
        return lock.get(() -> all().stream().anyMatch(account -> account.hasDenied() && !account.isJudged())
                || all().stream().anyMatch(this::isRipening));
    }

    private boolean isFinalAtOnce() {
        return depth.equals(BlockCount.ZERO);
    }

    private boolean isRipening(NonceAccount account) {
        return !isFinalAtOnce() && account.claim().isPresent() && !account.isDeep();
    }

    /**
     * Counts and keeps what is about to be signed.
     *
     * @param service whose call it pays
     * @param block that is known to be there
     * @throws SpendingLimitException if the limit's total does not allow it, also after a look at what was refused
     *     before, or a budget does not
     * @throws io.snet4j.errors.UntrustedDaemonException if nothing is signed for the service any more
     */
    public void sign(
            SignedAmount payment, ServiceKey service, SpendingTally.Reservation reservation, BlockNumber block) {
        bans.requireNone(service);
        if (budgets.isEmpty()) {
            write(payment, service, reservation, block, raise -> {});
        } else {
            try (SharedBudgets.Share share = budgets.get().take(service, payment.modelId(), expected(payment))) {
                write(payment, service, reservation, block, share::spend);
            }
        }
        shared.ifPresent(calls -> calls.begin(payment));
    }

    /**
     * @param spend hears what the signature adds to all that was signed before, by this client or by others that share
     *     the marks
     */
    private void write(
            SignedAmount payment,
            ServiceKey service,
            SpendingTally.Reservation reservation,
            BlockNumber block,
            Consumer<Cogs> spend) {
        try {
            marks.signing(payment, before -> count(payment, before, reservation, block, spend));
        } catch (SpendingLimitException e) {
            if (!lookAtRefused()) {
                throw e;
            }
            bans.requireNone(service);
            marks.signing(payment, before -> count(payment, before, reservation, block, spend));
        }
    }

    private void count(
            SignedAmount payment,
            Cogs before,
            SpendingTally.Reservation reservation,
            BlockNumber block,
            Consumer<Cogs> spend) {
        lock.lock();
        try {
            reservation.sign(raise(payment, before), payment.method());
            ChannelAccount channel = accounts.computeIfAbsent(payment.channelId(), id -> new ChannelAccount(block));
            NonceAccount account = channel.nonces.computeIfAbsent(payment.nonce(), nonce -> new NonceAccount());
            spend.accept(raise(payment, marksAhead ? account.highest() : before));
            account.sign(payment, before);
            recount(account);
            forgetOld(channel);
            tally.set(total);
        } finally {
            lock.unlock();
        }
    }

    /** What a payment adds at most: it is less if others sign meanwhile. */
    private Cogs expected(SignedAmount payment) {
        Optional<Cogs> before = marksAhead
                ? lock.get(() -> account(payment).map(NonceAccount::highest))
                : marks.at(payment.channelId(), payment.nonce()).map(Mark::signed);
        Cogs added = raise(payment, before.orElse(Cogs.ZERO));
        return added.compareTo(payment.price()) < 0 ? added : payment.price();
    }

    private static Cogs raise(SignedAmount payment, Cogs before) {
        return payment.amount().compareTo(before) > 0 ? payment.amount().minus(before) : Cogs.ZERO;
    }

    /**
     * Before money is placed for a call.
     *
     * @throws SpendingLimitException if it could not be signed for, also after a look at what was refused before
     */
    public void requireRoom(Cogs price, String method) {
        try {
            tally.requireRoom(price, method);
        } catch (SpendingLimitException e) {
            if (!lookAtRefused()) {
                throw e;
            }
            tally.requireRoom(price, method);
        }
    }

    /** The call was charged, or may have been. */
    public void served(SignedAmount payment) {
        lock.lock();
        try {
            account(payment).ifPresent(account -> {
                account.served(payment);
                recount(account);
            });
        } finally {
            lock.unlock();
        }
        shared.ifPresent(calls -> calls.end(payment, true));
    }

    /**
     * The call was not charged, as far as is known.
     *
     * @param by whose daemon refused it; empty if it was not refused
     */
    public void denied(SignedAmount payment, Optional<ServiceKey> by) {
        lock.lock();
        try {
            account(payment).ifPresent(account -> {
                account.denied(payment, by);
                recount(account);
            });
        } finally {
            lock.unlock();
        }
        shared.ifPresent(calls -> calls.end(payment, false));
    }

    /** Whether a payment that was denied is known to be taken. */
    public boolean isTaken(SignedAmount payment) {
        return lock.get(() -> account(payment)
                .filter(account -> account.told().compareTo(payment.amount()) >= 0
                        && account.served().compareTo(payment.amount()) < 0)
                .isPresent());
    }

    /** What was taken by the claim that ended a nonce, if that is known. */
    public Optional<Cogs> claimed(ChannelId channel, ChannelNonce nonce) {
        return lock.get(
                () -> account(channel, nonce).flatMap(NonceAccount::claim).map(NonceAccount.Claim::claimed));
    }

    private Optional<NonceAccount> account(SignedAmount payment) {
        return account(payment.channelId(), payment.nonce());
    }

    private Optional<NonceAccount> account(ChannelId channel, ChannelNonce nonce) {
        return lock.get(() -> Optional.ofNullable(accounts.get(channel)).map(account -> account.nonces.get(nonce)));
    }

    /**
     * Takes over what a daemon proves that it holds. Listeners hear of payments that it had refused and kept.
     *
     * @return those that a claim on its way takes
     */
    public List<SignedAmount> proven(ChannelState state) {
        ChannelNonce onChain = state.onChain().nonce();
        tellKept(state.id(), state.nonce(), state.signed());
        if (state.nonce().equals(onChain)) {
            return List.of();
        }
        Cogs used = state.signed().plus(state.available());
        Cogs value = state.onChain().value();
        Cogs claimed = used.compareTo(value) < 0 ? value.minus(used) : Cogs.ZERO;
        return tellKept(state.id(), onChain, claimed);
    }

    private List<SignedAmount> tellKept(ChannelId channel, ChannelNonce nonce, Cogs amount) {
        Optional<NonceAccount> account = account(channel, nonce);
        if (account.isEmpty() || !hasDenied(account.get())) {
            return List.of();
        }
        ServedCalls.Others others = others(channel, nonce);
        Optional<NonceAccount.Denied> kept;
        lock.lock();
        try {
            account.get().servedElsewhere(others.served());
            kept = account.get()
                    .kept(amount)
                    .filter(payment ->
                            others.running().compareTo(payment.payment().amount()) < 0);
            kept.ifPresent(payment -> account.get().tell(payment, true));
            recount(account.get());
        } finally {
            lock.unlock();
        }
        kept.ifPresent(payment -> tell(payment.payment(), Charge.CHARGED, "the daemon's state shows it as paid"));
        return kept.map(NonceAccount.Denied::payment).stream().toList();
    }

    private ServedCalls.Others others(ChannelId channel, ChannelNonce nonce) {
        return shared.map(calls -> calls.others(channel, nonce)).orElse(ServedCalls.Others.NONE);
    }

    private boolean hasDenied(NonceAccount account) {
        return lock.get(() -> account.hasDenied());
    }

    private void tell(SignedAmount payment, Charge charge, String why) {
        LOG.warn(
                "{} was not charged, and {}: {}. If no other program pays with this key, the daemon took {} for nothing.",
                payment,
                why,
                charge,
                payment.price());
        events.settled(payment, charge);
    }

    /** Looks at the events if a channel's nonce rose on chain since something was signed for it. */
    public Findings look(PaymentChannel now) {
        return look(now, false);
    }

    /**
     * As {@link #look(PaymentChannel)}.
     *
     * @param all even if nothing depends on it, or the events could not be had before
     */
    public Findings look(PaymentChannel now, boolean all) {
        BlockNumber from;
        List<ChannelNonce> ended;
        lock.lock();
        try {
            ChannelAccount account = accounts.get(now.id());
            if (account == null) {
                return Findings.NONE;
            }
            account.nonces.tailMap(now.nonce(), true).values().forEach(open -> {
                open.reopen();
                recount(open);
            });
            ended = account.nonces.headMap(now.nonce(), false).entrySet().stream()
                    .filter(entry -> !entry.getValue().isJudged() && (all || mattersStill(entry.getValue())))
                    .map(Map.Entry::getKey)
                    .toList();
            from = account.lookedTo.minus(REORGANIZED);
        } finally {
            lock.unlock();
        }
        if (ended.isEmpty()) {
            return Findings.NONE;
        }
        Findings findings = Findings.NONE;
        Map<ChannelNonce, EndedNonce> events = events(now, ended, from);
        for (ChannelNonce nonce : ended) {
            findings = findings.plus(judge(now.id(), nonce, Optional.ofNullable(events.get(nonce))));
        }
        return findings;
    }

    private boolean mattersStill(NonceAccount account) {
        return !account.isEndedWithoutEvent()
                && (account.hasDenied() || tally.limit().total().isPresent());
    }

    private Map<ChannelNonce, EndedNonce> events(PaymentChannel channel, List<ChannelNonce> ended, BlockNumber from) {
        Map<ChannelNonce, EndedNonce> found = new HashMap<>();
        try {
            for (int attempt = 0; attempt < TRIES && !found.keySet().containsAll(ended); attempt++) {
                if (attempt > 0) {
                    pauses.backOff(attempt, FIRST_PAUSE);
                }
                BlockNumber head = chain.blockNumber();
                escrow.endedNonces(channel.id(), from, head).forEach(event -> found.put(event.nonce(), event));
                if (found.keySet().containsAll(ended)) {
                    lock.lock();
                    try {
                        ChannelAccount account = accounts.get(channel.id());
                        if (account != null) {
                            account.lookedTo = account.lookedTo.max(head);
                        }
                    } finally {
                        lock.unlock();
                    }
                }
            }
        } catch (ChainException e) {
            LOG.warn("what the claims of payment channel {} took cannot be read", channel.id(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return found;
    }

    private Findings judge(ChannelId channel, ChannelNonce nonce, Optional<EndedNonce> event) {
        ServedCalls.Others others = others(channel, nonce);
        Optional<NonceAccount.Denied> payment;
        ClaimRule rule;
        boolean news;
        lock.lock();
        try {
            Optional<NonceAccount> known = account(channel, nonce);
            if (known.isEmpty()) {
                // The nonce ended so long ago that it has just been forgotten.
                return Findings.NONE;
            }
            NonceAccount account = known.get();
            account.servedElsewhere(others.served());
            event.ifPresent(found ->
                    account.claimed(new NonceAccount.Claim(found.claimed(), found.signed(), found.blockNumber())));
            payment = event.isPresent() ? account.takenBy(event.get().claimed()) : account.highestDenied();
            rule = rule(account, event, payment, others);
            news = payment.filter(taken -> taken.payment().amount().compareTo(account.told()) > 0)
                            .isPresent()
                    && rule.told().isPresent();
            if (news) {
                account.tell(payment.orElseThrow(), rule.told().equals(Optional.of(Charge.CHARGED)));
            }
            if (event.isEmpty()) {
                account.endedWithoutEvent();
            } else if (rule.decides()) {
                account.judged();
            }
            if (isFinalAtOnce()) {
                account.makeDeep();
            }
            recount(account);
        } finally {
            lock.unlock();
        }
        if (news) {
            tell(payment.orElseThrow().payment(), rule.told().orElseThrow(), rule.when());
        }
        if (rule.bans()) {
            NonceAccount.Denied stolen = payment.orElseThrow();
            stolen.by().ifPresent(service -> ban(service, stolen.payment(), "a claim took it"));
        }
        Optional<SignedAmount> told = payment.filter(taken -> news).map(NonceAccount.Denied::payment);
        return Findings.of(event, told, rule.told());
    }

    private static ClaimRule rule(
            NonceAccount account,
            Optional<EndedNonce> event,
            Optional<NonceAccount.Denied> payment,
            ServedCalls.Others others) {
        if (event.isEmpty()) {
            return ClaimRule.NO_EVENT;
        }
        Cogs signed = event.get().signed();
        if (event.get().claimed().compareTo(account.served()) <= 0) {
            return ClaimRule.SERVED;
        }
        if (payment.isEmpty()) {
            return ClaimRule.NOBODY_DENIED;
        }
        Cogs amount = payment.get().payment().amount();
        if (account.isOpen(amount)) {
            return ClaimRule.RUNNING;
        }
        if (others.running().compareTo(amount) >= 0) {
            return ClaimRule.PERHAPS_ANOTHERS;
        }
        boolean refused = payment.get().by().isPresent() && signed.compareTo(amount) >= 0;
        return refused ? ClaimRule.THEFT : ClaimRule.LOST;
    }

    /** Signs nothing more for a service whose daemon refused a payment and took it. */
    public void ban(ServiceKey service, SignedAmount stolen, String how) {
        bans.ban(
                service,
                "its daemon refused " + stolen.method() + ", for which " + stolen.price()
                        + " were signed on payment channel " + stolen.channelId() + " at nonce " + stolen.nonce()
                        + ", and " + how);
    }

    /** @return whether something may have changed by it */
    private boolean lookAtRefused() {
        List<ChannelId> channels;
        lock.lock();
        try {
            channels = accounts.entrySet().stream()
                    .filter(entry -> entry.getValue().nonces.values().stream().anyMatch(NonceAccount::hasDenied))
                    .map(Map.Entry::getKey)
                    .toList();
        } finally {
            lock.unlock();
        }
        lookNow(channels);
        return ripen() || !channels.isEmpty();
    }

    private Findings lookNow(List<ChannelId> channels) {
        return escrow.channels(channels).stream().map(now -> look(now, true)).reduce(Findings.NONE, Findings::plus);
    }

    /** Looks at every channel that this client signed for. */
    public Findings lookAtAll() {
        List<ChannelId> channels;
        lock.lock();
        try {
            channels = List.copyOf(accounts.keySet());
        } finally {
            lock.unlock();
        }
        Findings all = lookNow(channels);
        ripen();
        return all;
    }

    /**
     * Gives back what was left by claims that are deep enough by now.
     *
     * @return whether some were not before
     */
    private boolean ripen() {
        boolean waiting;
        lock.lock();
        try {
            waiting = all().stream().anyMatch(this::isRipening);
        } finally {
            lock.unlock();
        }
        if (waiting) {
            BlockNumber head = chain.blockNumber();
            lock.lock();
            try {
                all().forEach(account -> ripen(account, head));
            } finally {
                lock.unlock();
            }
        }
        return waiting;
    }

    private void ripen(NonceAccount account, BlockNumber head) {
        account.claim()
                .filter(claim -> !claim.block().plus(depth).isAfter(head))
                .ifPresent(claim -> {
                    account.makeDeep();
                    recount(account);
                });
    }

    private List<NonceAccount> all() {
        List<NonceAccount> all = new ArrayList<>();
        accounts.values().forEach(account -> all.addAll(account.nonces.values()));
        return all;
    }
}
