package io.snet4j.state.jdbc;

import io.snet4j.internal.memory.HoldLostException;
import io.snet4j.internal.memory.Mark;
import io.snet4j.payment.SignedAmount;
import io.snet4j.value.ChannelId;
import io.snet4j.value.ChannelNonce;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Marks in the database what held channels sign, as far as the budget goes, and gives back what they do not. */
final class Marking {
    private static final long PAUSE_MILLIS = 100;

    private final HoldTable table;
    private final PayerBudget budget;
    private final BanTable bans;
    private final LongSupplier clock;

    /** Whether the budget is nearly used up: then nothing is marked ahead. */
    private volatile boolean isShort;

    Marking(HoldTable table, PayerBudget budget, BanTable bans, LongSupplier clock) {
        this.table = table;
        this.budget = budget;
        this.bans = bans;
        this.clock = clock;
    }

    boolean isShort() {
        return isShort;
    }

    /**
     * Until when a hold is good that was renewed; earlier than the database sees it, because clocks do not run alike.
     */
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
        long asked = clock.getAsLong();
        HoldTable.Raised raised = table.raise(channel, mine.token(), nonce, ahead, mark.signed(), budget.most());
        hear(raised.news(), asked);
        switch (raised.outcome()) {
            case DONE -> {
                mine.marks().marked(nonce, ahead);
                mine.renewed(validFrom(asked), raised.wanted());
                return true;
            }
            case SHORT -> {
                return false;
            }
            default -> {
                mine.end();
                throw new HoldLostException(channel);
            }
        }
    }

    /** @param asked when, by the clock of this process */
    void hear(HoldTable.News news, long asked) {
        isShort = news.isShort();
        if (news.nobodyBanned()) {
            bans.noneAt(asked);
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
        throw budget.refusal(mark.signed().minus(mine.marks().signed(nonce)));
    }

    private static void pause() throws IOException {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while others were asked for what they do not use of the budget", e);
        }
    }

    /** What is marked ahead, so that others can have it. With the channel's lock. */
    void giveBack(ChannelId channel, HeldChannel mine) throws IOException {
        if (mine.isValid(clock.getAsLong())) {
            NavigableMap<ChannelNonce, Mark> stay = mine.marks().handedBack();
            // First here: if nobody says whether the database did it, it counts as done.
            mine.marks().givenBack();
            for (Map.Entry<ChannelNonce, Mark> entry : stay.entrySet()) {
                table.lower(channel, mine.token(), entry.getKey(), entry.getValue());
            }
        }
    }

    /**
     * The hold ends, with what is marked ahead: nothing may be signed with it any more. With the channel's lock. Most
     * holds have one nonce, and are handed back in one statement.
     *
     * @param calls hears of what was served in the other cases
     */
    void handBack(ChannelId channel, HeldChannel mine, CallTable calls) throws IOException {
        List<SignedAmount> served = mine.served();
        Optional<SignedAmount> last = served.stream().reduce((one, next) -> next);
        for (SignedAmount earlier : served) {
            if (!last.equals(Optional.of(earlier))) {
                calls.served(earlier);
            }
        }
        if (!handBack(channel, mine, last) && last.isPresent()) {
            // The hold is lost, and others have to hear of it all the same.
            calls.served(last.get());
        }
    }

    /** @return false if the hold is lost */
    private boolean handBack(ChannelId channel, HeldChannel mine, Optional<SignedAmount> served) throws IOException {
        NavigableMap<ChannelNonce, Mark> stay = mine.marks().handedBack();
        if (stay.isEmpty()) {
            return table.free(channel, mine.token(), served);
        }
        Map.Entry<ChannelNonce, Mark> newest = stay.lastEntry();
        for (Map.Entry<ChannelNonce, Mark> entry :
                stay.headMap(newest.getKey(), false).entrySet()) {
            if (!table.lower(channel, mine.token(), entry.getKey(), entry.getValue())) {
                return false;
            }
        }
        return table.lowerAndFree(channel, mine.token(), newest.getKey(), newest.getValue(), served);
    }
}
