package io.snet4j.internal.channel;

import io.snet4j.chain.PaymentChannel;
import io.snet4j.errors.UntrustedDaemonException;
import io.snet4j.internal.core.LockRank;
import io.snet4j.internal.core.OrderedLock;
import io.snet4j.internal.ledger.HighWaterMarks;
import io.snet4j.internal.ledger.Ledger;
import io.snet4j.internal.loop.FairQueue;
import io.snet4j.internal.memory.Mark;
import io.snet4j.internal.memory.Memory;
import io.snet4j.payment.ChannelState;
import io.snet4j.payment.SignedAmount;
import io.snet4j.value.BlockNumber;
import io.snet4j.value.ChannelId;
import io.snet4j.value.ChannelNonce;
import io.snet4j.value.Cogs;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/** What one client knows of one channel from the daemons of one service. Its turn is shared with other services. */
public final class ChannelBook {
    /** How long a channel rests that a daemon keeps locked. */
    private static final Duration REST = Duration.ofMinutes(1);

    /** How long a channel is left to a client on another machine before it is asked for again. */
    private static final Duration OTHERS = Duration.ofSeconds(5);

    private final OrderedLock lock = OrderedLock.of(LockRank.CHANNEL_BOOK);
    private final ChannelId id;
    private final HighWaterMarks marks;
    private final Ledger ledger;
    private final LongSupplier nanoTime;
    private final SharedChannel desk;
    private final ChannelNonce first;
    private Optional<NonceWatch> moved = Optional.empty();
    private ChannelState state;
    private boolean verified;
    /** How many signatures the desk counted when the daemon was asked last, or a payment was signed here. */
    private long signatures;

    private Optional<Long> lockedAt = Optional.empty();
    private Optional<Long> othersAt = Optional.empty();
    private boolean ours;

    private ChannelBook(
            ChannelState state, boolean verified, Ledger ledger, SharedChannel desk, LongSupplier nanoTime) {
        this.id = state.id();
        this.state = state;
        this.first = state.nonce();
        this.verified = verified;
        this.marks = ledger.marks();
        this.ledger = ledger;
        this.nanoTime = nanoTime;
        this.desk = desk;
        this.signatures = desk.signatures();
    }

    /** A channel of which only the chain's part is known; at best all of it is available. */
    public static ChannelBook found(PaymentChannel channel, Ledger ledger, SharedChannel desk) {
        return new ChannelBook(untouched(channel), false, ledger, desk, System::nanoTime);
    }

    /** A channel that was opened just now: no daemon can have been paid from it. */
    static ChannelBook opened(PaymentChannel channel, Ledger ledger, SharedChannel desk) {
        return opened(channel, ledger, desk, System::nanoTime);
    }

    static ChannelBook opened(PaymentChannel channel, Ledger ledger, SharedChannel desk, LongSupplier nanoTime) {
        return new ChannelBook(untouched(channel), true, ledger, desk, nanoTime);
    }

    private static ChannelState untouched(PaymentChannel channel) {
        return new ChannelState(channel, channel.nonce(), Cogs.ZERO, channel.value());
    }

    public ChannelId id() {
        return id;
    }

    public FairQueue queue() {
        return desk.queue();
    }

    public ChannelState state() {
        return lock.get(() -> state);
    }

    /** Whether the daemon was asked since anybody else signed. */
    public boolean isVerified() {
        return lock.get(() -> verified && signatures == desk.signatures());
    }

    /** What is left when all waiting calls are paid; zero if it is not enough for them. */
    public Cogs free() {
        lock.lock();
        try {
            Cogs reserved = desk.reserved();
            return state.available().compareTo(reserved) > 0 ? state.available().minus(reserved) : Cogs.ZERO;
        } finally {
            lock.unlock();
        }
    }

    Cogs reserved() {
        return desk.reserved();
    }

    public boolean covers(Cogs price) {
        return lock.get(() -> !isOverdrawn() && state.available().compareTo(price) >= 0);
    }

    /**
     * More is signed than the channel holds, because the provider sent the rest back with a claim of what was signed
     * before. Daemons refuse any payment from it, also of nothing.
     */
    boolean isOverdrawn() {
        return lock.get(() -> state.signed().compareTo(state.onChain().value()) > 0);
    }

    boolean outlives(BlockNumber block) {
        return state().onChain().expiration().isAfter(block);
    }

    /** The daemon does not see what happens to a channel on chain while a claim of it is on its way. */
    public boolean isBeingClaimed() {
        return lock.get(() -> !state.nonce().equals(state.onChain().nonce()));
    }

    public void reserve(Cogs price) {
        desk.reserve(price);
    }

    public void unreserve(Cogs price) {
        desk.unreserve(price);
    }

    /**
     * Takes over what chain and daemon say. A lower amount is believed, because only the provider loses by it. Needs
     * the channel's turn.
     *
     * @return payments that had been refused, and that a claim on its way takes
     */
    public List<SignedAmount> update(ChannelState now) {
        marks.proven(id, now.nonce(), now.signed());
        lock.lock();
        try {
            state = now;
            verified = true;
            signatures = desk.signatures();
        } finally {
            lock.unlock();
        }
        return ledger.proven(now);
    }

    /**
     * Before signing.
     *
     * @throws UntrustedDaemonException if the nonce goes to and fro and more would be signed for it than is already
     */
    public void admit(SignedAmount payment) {
        lock.lock();
        try {
            if (moved.isEmpty() && payment.nonce().equals(first)) {
                return;
            }
            NonceWatch watch = moved.orElseGet(() -> new NonceWatch(id, first));
            moved = Optional.of(watch);
            Cogs there = marks.at(id, payment.nonce()).map(Mark::signed).orElse(Cogs.ZERO);
            try {
                watch.admit(payment, there, isBeingClaimed());
            } catch (UntrustedDaemonException e) {
                verified = false;
                throw e;
            }
        } finally {
            lock.unlock();
        }
    }

    /** Tells the other services that what they know of the channel is old from now on. Needs the channel's turn. */
    public void signed() {
        lock.lock();
        try {
            desk.signed();
            signatures = desk.signatures();
        } finally {
            lock.unlock();
        }
    }

    /**
     * A daemon that died in the middle of a call leaves the channel locked in its store, for ever as far as it can be
     * told from outside; or it does not see what was added during a claim. The channel rests, so that others are used
     * meanwhile, and is tried again later.
     */
    public void locked() {
        lock.run(() -> lockedAt = Optional.of(nanoTime.getAsLong()));
    }

    boolean isLocked() {
        return lock.get(() -> isWithin(REST, lockedAt) || isWithin(OTHERS, othersAt));
    }

    private boolean isWithin(Duration time, Optional<Long> since) {
        return since.filter(at -> nanoTime.getAsLong() - at < time.toNanos()).isPresent();
    }

    /**
     * Asks for the channel, which clients on other machines may have. Needs the channel's turn. Blocks on the memory.
     *
     * @param urgently whether who has it shall hear that it is wanted
     * @return whether it may be signed on now
     */
    public boolean hold(boolean urgently) {
        Memory.Hold hold = marks.hold(id, urgently);
        if (hold == Memory.Hold.TAKEN) {
            desk.signed();
        }
        lock.lock();
        try {
            ours = hold != Memory.Hold.OTHERS;
            othersAt = ours ? Optional.empty() : Optional.of(nanoTime.getAsLong());
            return ours;
        } finally {
            lock.unlock();
        }
    }

    /** Whether it was this client's when it last asked. */
    boolean isOurs() {
        return lock.get(() -> ours);
    }

    /** A client on another machine opened it just now, and is about to use it. */
    void leaveToOthers() {
        lock.run(() -> othersAt = Optional.of(nanoTime.getAsLong()));
    }

    /** Whatever comes next asks the daemon first. */
    public void distrust() {
        lock.run(() -> verified = false);
    }

    public void charged(SignedAmount payment) {
        lock.lock();
        try {
            lockedAt = Optional.empty();
            marks.accepted(id, payment.nonce(), payment.amount());
            if (payment.nonce().equals(state.nonce()) && payment.amount().compareTo(state.signed()) > 0) {
                Cogs added = payment.amount().minus(state.signed());
                Cogs left = covers(added) ? state.available().minus(added) : Cogs.ZERO;
                state = new ChannelState(state.onChain(), state.nonce(), payment.amount(), left);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Adds what a transaction of this client changed, without asking the chain. */
    void deposited(Cogs added, BlockNumber expiration) {
        lock.lock();
        try {
            PaymentChannel old = state.onChain();
            changed(new PaymentChannel(
                    old.id(),
                    old.nonce(),
                    old.sender(),
                    old.signer(),
                    old.recipient(),
                    old.groupId(),
                    old.value().plus(added),
                    expiration.max(old.expiration())));
        } finally {
            lock.unlock();
        }
    }

    /** What the chain says after a transaction. */
    public void changed(PaymentChannel now) {
        lock.lock();
        try {
            PaymentChannel old = state.onChain();
            if (!now.nonce().equals(old.nonce())) {
                // A claim or a refund: what was signed is for another nonce.
                state = untouched(now);
                verified = false;
                lockedAt = Optional.empty();
                return;
            }
            Cogs used = old.value().minus(state.available());
            Cogs available = now.value().compareTo(used) > 0 ? now.value().minus(used) : Cogs.ZERO;
            // The daemon sees an addition only when the claim is mined.
            boolean unseen = isBeingClaimed() && available.compareTo(state.available()) > 0;
            state = new ChannelState(now, state.nonce(), state.signed(), unseen ? state.available() : available);
        } finally {
            lock.unlock();
        }
    }
}
