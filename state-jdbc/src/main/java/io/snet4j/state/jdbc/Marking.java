package io.snet4j.state.jdbc;

import io.snet4j.internal.memory.Mark;
import io.snet4j.value.ChannelId;
import io.snet4j.value.ChannelNonce;
import java.io.IOException;
import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Marks in the database what held channels sign, as far as the budget goes, and gives back what they do not. */
final class Marking {
    private static final long PAUSE_MILLIS = 100;

    private final HoldTable table;
    private final BudgetTable budget;
    private final LongSupplier clock;

    /** Whether the budget is nearly used up: then nothing is marked ahead. */
    private volatile boolean isShort;

    Marking(HoldTable table, BudgetTable budget, LongSupplier clock) {
        this.table = table;
        this.budget = budget;
        this.clock = clock;
    }

    boolean isShort() {
        return isShort;
    }

    void setShort(boolean value) {
        isShort = value;
    }

    /** Until when a hold is good that was renewed; earlier than the database sees it, because clocks do not run alike. */
    long validFrom(long asked) {
        return asked + table.life().toNanos() / 10 * 9;
    }

    /**
     * With the channel's lock.
     *
     * @throws io.snet4j.errors.SpendingLimitException if the budget does not allow it
     * @throws IOException if it cannot be marked; then it is not to be signed
     */
    void mark(ChannelId channel, HeldChannel mine, ChannelNonce nonce, Mark mark) throws IOException {
        if (mine.marks().isBeyond(nonce, mark)) {
            Mark ahead = isShort ? mark : mine.marks().ahead(nonce, mark);
            if (!ask(channel, mine, nonce, ahead, mark) && (isShort || !ask(channel, mine, nonce, mark, mark))) {
                awaitBudget(channel, mine, nonce, mark);
            }
        }
        mine.marks().sign(nonce, mark);
    }

    /** @return false if the budget has not so much left */
    private boolean ask(ChannelId channel, HeldChannel mine, ChannelNonce nonce, Mark ahead, Mark mark)
            throws IOException {
        long begin = clock.getAsLong();
        switch (table.raise(channel, mine.token(), nonce, ahead, mark.signed(), budget.most())) {
            case DONE -> {
                mine.marks().marked(nonce, ahead);
                mine.renewed(validFrom(begin), false);
                return true;
            }
            case DONE_AND_WANTED -> {
                mine.marks().marked(nonce, ahead);
                mine.renewed(validFrom(begin), true);
                return true;
            }
            case SHORT -> {
                return false;
            }
            default -> {
                mine.end();
                throw lost(channel);
            }
        }
    }

    /** Nobody is refused while others have something that they do not use, and live to give it back. */
    private void awaitBudget(ChannelId channel, HeldChannel mine, ChannelNonce nonce, Mark mark) throws IOException {
        isShort = true;
        mine.marks().beginAnew();
        budget.sayShort();
        boolean others = true;
        while (others) {
            others = budget.isMarkedAheadBeside(channel);
            if (ask(channel, mine, nonce, mark, mark)) {
                return;
            }
            if (others) {
                pause();
            }
        }
        throw budget.refusal();
    }

    private static void pause() throws IOException {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while others were asked for what they do not use of the budget", e);
        }
    }

    static IOException lost(ChannelId channel) {
        return new IOException("the hold of payment channel " + channel
                + " has ended, and another instance may sign on it now; the next call asks for a hold again");
    }

    /** What is marked ahead, so that others can have it. With the channel's lock. */
    void giveBack(ChannelId channel, HeldChannel mine) throws IOException {
        if (mine.isValid(clock.getAsLong())) {
            NavigableMap<ChannelNonce, Mark> stay = mine.marks().handedBack();
            // First here: if nobody says whether the database did it, it counts as done.
            mine.marks().givenBack();
            for (Map.Entry<ChannelNonce, Mark> entry : stay.entrySet()) {
                table.lower(channel, mine.token(), entry.getKey(), entry.getValue(), false);
            }
        }
    }

    /** The hold ends, with what is marked ahead: nothing may be signed with it any more. With the channel's lock. */
    void handBack(ChannelId channel, HeldChannel mine) throws IOException {
        NavigableMap<ChannelNonce, Mark> stay = mine.marks().handedBack();
        if (stay.isEmpty()) {
            table.free(channel, mine.token());
        }
        for (Map.Entry<ChannelNonce, Mark> entry : stay.entrySet()) {
            boolean last = entry.getKey().equals(stay.lastKey());
            if (!table.lower(channel, mine.token(), entry.getKey(), entry.getValue(), last)) {
                return;
            }
        }
    }
}
