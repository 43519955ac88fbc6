package io.snet4j.state.jdbc;

import io.snet4j.internal.memory.Mark;
import io.snet4j.value.ChannelNonce;
import io.snet4j.value.Cogs;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * What one hold may sign without asking the database. The test of the protocol has the same words: the floor is what
 * others may have signed before, the ceiling what is marked. For one thread at a time.
 */
final class MarksAhead {
    /** Calls that are marked in one write, at most. Each write marks twice as many as the one before. */
    static final int MOST = 32;

    private final NavigableMap<ChannelNonce, Mark> floor;
    private final NavigableMap<ChannelNonce, Mark> own = new TreeMap<>();
    private final NavigableMap<ChannelNonce, Mark> ceiling;
    private int calls;
    private int signatures;

    /**
     * @param marked when the hold began
     * @param calls how many the first write marks
     */
    MarksAhead(NavigableMap<ChannelNonce, Mark> marked, int calls) {
        this.calls = calls;
        floor = new TreeMap<>(marked);
        ceiling = new TreeMap<>(marked);
    }

    /** What is signed as far as it can be known here; a copy. */
    NavigableMap<ChannelNonce, Mark> known() {
        NavigableMap<ChannelNonce, Mark> known = new TreeMap<>(floor);
        own.forEach((nonce, mark) -> known.merge(nonce, mark, Mark::max));
        return known;
    }

    Cogs signed(ChannelNonce nonce) {
        return known().getOrDefault(nonce, Mark.NONE).signed();
    }

    /** Whether the database has to be asked before it is signed. */
    boolean isBeyond(ChannelNonce nonce, Mark mark) {
        return mark.signed().compareTo(ceiling(nonce).signed()) > 0;
    }

    private Mark ceiling(ChannelNonce nonce) {
        return ceiling.getOrDefault(nonce, Mark.NONE);
    }

    /** What to mark so that this, and more calls like it, can be signed. */
    Mark ahead(ChannelNonce nonce, Mark mark) {
        Cogs price = mark.signed().minus(signed(nonce));
        Mark ahead = new Mark(mark.signed().plus(price.times(calls - 1)), mark.accepted());
        calls = Math.min(MOST, calls * 2);
        return ahead;
    }

    /** How many the first write of another hold marks, if as much is signed with it. */
    int pace() {
        return Math.max(1, Math.min(MOST, signatures));
    }

    /** From now on one call is marked at a time, as at the beginning. */
    void beginAnew() {
        calls = 1;
    }

    /** The database has it. */
    void marked(ChannelNonce nonce, Mark ahead) {
        ceiling.merge(nonce, ahead, Mark::max);
    }

    /** Within the ceiling. */
    void sign(ChannelNonce nonce, Mark mark) {
        own.merge(nonce, mark, Mark::max);
        signatures++;
    }

    /** What stays marked of each nonce at which more is marked than anybody can have signed. */
    NavigableMap<ChannelNonce, Mark> handedBack() {
        NavigableMap<ChannelNonce, Mark> stay = new TreeMap<>(known());
        stay.entrySet().removeIf(entry -> !isBelowCeiling(entry.getKey(), entry.getValue()));
        return stay;
    }

    /** The database has it: nothing is marked ahead any more. */
    void givenBack() {
        ceiling.clear();
        ceiling.putAll(known());
        calls = 1;
    }

    private boolean isBelowCeiling(ChannelNonce nonce, Mark mark) {
        return mark.signed().compareTo(ceiling(nonce).signed()) < 0;
    }
}
