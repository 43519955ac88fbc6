package io.snet4j.state.jdbc;

import io.snet4j.internal.core.LockRank;
import io.snet4j.internal.core.OrderedLock;
import io.snet4j.payment.SignedAmount;
import io.snet4j.value.ChannelNonce;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/** One channel that this instance holds. For who has its lock, but for what says otherwise. */
final class HeldChannel {
    final OrderedLock lock = OrderedLock.of(LockRank.HELD_CHANNEL);
    private final long token;
    private final long since;
    private final MarksAhead marks;
    private final Set<String> running = new HashSet<>();
    private final NavigableMap<ChannelNonce, SignedAmount> served = new TreeMap<>();
    private volatile long until;
    private long used;
    private volatile boolean wanted;
    private volatile boolean over;
    private boolean known;

    /** Somebody asked for it, and has not called yet. */
    private boolean claimed;

    /**
     * @param now by the clock of this process, when the hold was there
     * @param until by the same clock; before the hold's end
     */
    HeldChannel(long token, MarksAhead marks, long now, long until) {
        this.token = token;
        this.marks = marks;
        this.since = now;
        this.used = now;
        this.until = until;
    }

    long token() {
        return token;
    }

    MarksAhead marks() {
        return marks;
    }

    long since() {
        return since;
    }

    /** Whether nobody else can have it now. Needs no lock. */
    boolean isValid(long now) {
        return !over && now - until < 0;
    }

    /** Whether it is good until then, or longer. Needs no lock. */
    boolean isValidUntil(long time) {
        return !over && until - time >= 0;
    }

    /** Whether it is known to be lost, or was handed back. Needs no lock. */
    boolean isOver() {
        return over;
    }

    void end() {
        over = true;
    }

    void renewed(long validUntil, boolean isWanted) {
        until = validUntil;
        wanted = isWanted;
    }

    /** @return whether it is the first time: then others signed on it since this instance last did */
    boolean use(long now) {
        used = now;
        boolean first = !known;
        known = true;
        claimed = true;
        return first;
    }

    /** Of who has asked for it. */
    void stillUsed(long now) {
        used = now;
    }

    void begin(String client, long now) {
        running.add(client);
        used = now;
    }

    void end(SignedAmount payment, String client, boolean wasServed, long now) {
        running.remove(client);
        used = now;
        claimed = false;
        if (wasServed) {
            served.merge(payment.nonce(), payment, HeldChannel::higher);
        }
    }

    private static SignedAmount higher(SignedAmount one, SignedAmount other) {
        return one.amount().compareTo(other.amount()) >= 0 ? one : other;
    }

    /** By nonce, the highest payment of a call that was served. */
    List<SignedAmount> served() {
        return List.copyOf(served.values());
    }

    /** Whether another instance waits. Needs no lock. */
    boolean isWanted() {
        return wanted;
    }

    /** Whether another instance waits, and this one had it for a while. */
    boolean isDue(long now, long tenure) {
        return wanted && running.isEmpty() && now - since >= tenure;
    }

    /** Whether somebody is about to sign on it: then it is kept longer, because daemon and chain are asked before. */
    boolean isClaimed() {
        return claimed;
    }

    /** Whether nobody used it for so long. */
    boolean isIdle(long now, long idle) {
        return running.isEmpty() && now - used >= idle;
    }
}
