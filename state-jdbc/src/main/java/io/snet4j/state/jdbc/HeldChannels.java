package io.snet4j.state.jdbc;

import io.snet4j.internal.memory.HoldLostException;
import io.snet4j.internal.memory.Mark;
import io.snet4j.internal.memory.Memory.Hold;
import io.snet4j.internal.text.ForeignText;
import io.snet4j.payment.SignedAmount;
import io.snet4j.value.ChannelId;
import io.snet4j.value.ChannelNonce;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The channels that this instance holds. On these it signs within what is marked ahead, and asks the database only for
 * more. Thread-safe; blocks on the database.
 */
final class HeldChannels {
    private static final Logger LOG = LoggerFactory.getLogger(HeldChannels.class);

    /** Of a hold's life, how long one that was renewed needs not be renewed again. */
    private static final int FRESH_PERCENT = 16;

    /** Of a hold's life, how long a channel is kept that others want, and that is out of use. */
    private static final int IDLE_TENURE_PERCENT = 30;

    /** Of a hold's life, how long a channel is out of use that is given to others. */
    private static final int IDLE_PERCENT = 5;

    /** The same, if somebody here is about to sign on it. */
    private static final int CLAIMED_PERCENT = 80;

    private final HoldTable table;
    private final MarkTable marks;
    private final CallTable calls;
    private final BanTable bans;
    private final Marking marking;
    private final LongSupplier clock;
    private final Map<ChannelId, HeldChannel> held = new ConcurrentHashMap<>();
    private final WantedChannels wanted;
    private final long tenure;

    /** Whether the database may say that this instance holds a channel of which it does not know. */
    private volatile boolean unsure;

    /** How many calls the next hold marks at first: the last one tells how many are made here. */
    private volatile int pace = 1;

    /** @param clock of this process, in nanoseconds; only spans are told by it */
    HeldChannels(
            HoldTable table, MarkTable marks, CallTable calls, PayerBudget budget, BanTable bans, LongSupplier clock) {
        this.table = table;
        this.marks = marks;
        this.calls = calls;
        this.bans = bans;
        this.marking = new Marking(table, budget, bans, clock);
        this.clock = clock;
        TakeTable takes = table.takes();
        this.wanted = new WantedChannels(takes, clock);
        this.tenure = takes.tenure().toNanos();
    }

    /** A part of a hold's life, in nanoseconds. */
    private long part(int percent) {
        return table.life().toNanos() / 100 * percent;
    }

    /** @param urgently whether who has it shall hear that it is wanted */
    Hold hold(ChannelId channel, boolean urgently) throws IOException {
        handBackIfDue(channel);
        Optional<Hold> mine = use(channel);
        if (mine.isPresent()) {
            return mine.get();
        }
        long asked = clock.getAsLong();
        try {
            wanted.take(channel, urgently, held.keySet(), taken -> begin(taken, asked));
        } catch (IOException e) {
            unsure = true;
            throw e;
        }
        return use(channel).orElse(Hold.OTHERS);
    }

    /**
     * Whose calls are all refused ends none, and would keep it from the others. Nobody here is about to sign on it now.
     */
    private void handBackIfDue(ChannelId channel) throws IOException {
        HeldChannel mine = held.get(channel);
        if (mine != null && mine.lock.get(() -> mine.isDue(clock.getAsLong(), tenure))) {
            handBack(channel, mine);
        }
    }

    private Optional<Hold> use(ChannelId channel) throws IOException {
        HeldChannel mine = held.get(channel);
        if (mine == null) {
            return Optional.empty();
        }
        if (!isValid(mine)) {
            renewAll();
        }
        return mine.lock.get(() -> {
            long now = clock.getAsLong();
            boolean first = mine.use(now);
            return mine.isValid(now) ? Optional.of(first ? Hold.TAKEN : Hold.OURS) : Optional.empty();
        });
    }

    private boolean isValid(HeldChannel mine) {
        return mine.isValid(clock.getAsLong());
    }

    private void begin(TakeTable.Taken taken, long asked) throws IOException {
        ChannelId channel = taken.channel();
        if (taken.nobodyBanned()) {
            bans.noneAt(asked);
        }
        NavigableMap<ChannelNonce, Mark> marked = marks.marks(channel);
        MarksAhead ahead = new MarksAhead(marked, pace);
        held.put(channel, new HeldChannel(taken.token(), ahead, clock.getAsLong(), marking.validFrom(asked)));
        LOG.debug("payment channel {} is held with token {}", channel, taken.token());
    }

    /** Empty if it is not held here. */
    Optional<NavigableMap<ChannelNonce, Mark>> marks(ChannelId channel) {
        return valid(channel).map(mine -> mine.lock.get(mine.marks()::known));
    }

    private Optional<HeldChannel> valid(ChannelId channel) {
        return Optional.ofNullable(held.get(channel)).filter(this::isValid);
    }

    /** @return false if it is not held here; then nothing was done */
    boolean raise(ChannelId channel, UnaryOperator<NavigableMap<ChannelNonce, Mark>> raise) throws IOException {
        HeldChannel mine = held.get(channel);
        if (mine == null) {
            return false;
        }
        mine.lock.lock();
        try {
            mine.stillUsed(clock.getAsLong());
            if (!mine.isValid(clock.getAsLong())) {
                // It must not come back: what is signed without it is not known to it.
                mine.end();
                held.remove(channel, mine);
                unsure = true;
                return false;
            }
            for (Map.Entry<ChannelNonce, Mark> entry :
                    raise.apply(mine.marks().known()).entrySet()) {
                marking.mark(channel, mine, entry.getKey(), entry.getValue());
            }
            // Whoever was stopped meanwhile does not sign what another one may sign now.
            if (!mine.isValid(clock.getAsLong())) {
                throw new HoldLostException(channel);
            }
            return true;
        } finally {
            // The budget may have been waited for, and whoever is refused may ask once more.
            mine.stillUsed(clock.getAsLong());
            mine.lock.unlock();
        }
    }

    /** @return false if it is not held here */
    boolean beginCall(SignedAmount payment, String client) {
        Optional<HeldChannel> mine = valid(payment.channelId());
        mine.ifPresent(hold -> hold.lock.run(() -> hold.begin(client, clock.getAsLong())));
        return mine.isPresent();
    }

    /** @return false if it is not held here; then others have to hear of it in another way */
    boolean endCall(SignedAmount payment, String client, boolean served) throws IOException {
        HeldChannel mine = held.get(payment.channelId());
        if (mine == null) {
            return false;
        }
        boolean due = mine.lock.get(() -> {
            long now = clock.getAsLong();
            mine.end(payment, client, served, now);
            return mine.isDue(now, tenure);
        });
        boolean valid = isValid(mine);
        if (due) {
            handBack(payment.channelId(), mine);
        }
        return valid;
    }

    /** Keeps what is used, and gives back what is not, or what others wait for. */
    void tend() throws IOException, InterruptedException {
        if (held.isEmpty()) {
            return;
        }
        if (!areFresh()) {
            renewAll();
        }
        for (Map.Entry<ChannelId, HeldChannel> entry : held.entrySet()) {
            // Who has the lock uses the channel, and may wait for what is given back here of the others.
            if (entry.getValue().lock.tryLock(0)) {
                try {
                    tend(entry.getKey(), entry.getValue());
                } finally {
                    entry.getValue().lock.unlock();
                }
            }
        }
    }

    /** Who marks something renews its hold, and hears the same. */
    private boolean areFresh() {
        long recent = clock.getAsLong() - part(FRESH_PERCENT);
        return held.values().stream().allMatch(mine -> mine.isValidUntil(marking.validFrom(recent)));
    }

    private void tend(ChannelId channel, HeldChannel mine) throws IOException {
        long now = clock.getAsLong();
        int idle = mine.isClaimed() ? CLAIMED_PERCENT : IDLE_PERCENT;
        if (mine.isIdle(now, part(200)) || mine.isDue(now, part(IDLE_TENURE_PERCENT)) && mine.isIdle(now, part(idle))) {
            handBack(channel, mine);
        } else if (marking.isShort()) {
            marking.giveBack(channel, mine);
        }
    }

    private void renewAll() throws IOException {
        long asked = clock.getAsLong();
        Map<ChannelId, HoldTable.Renewed> renewed = new HashMap<>();
        table.renew(held.keySet()).forEach(hold -> renewed.put(hold.channel(), hold));
        renewed.values().stream().findFirst().ifPresent(any -> marking.hear(any.news(), asked));
        held.forEach((channel, mine) -> {
            HoldTable.Renewed now = renewed.get(channel);
            if (now != null && now.token() == mine.token()) {
                mine.renewed(marking.validFrom(asked), now.wanted());
            } else if (asked - mine.since() > 0) {
                // It was there before the question, so the answer is about it.
                mine.end();
            }
        });
        held.values().removeIf(HeldChannel::isOver);
    }

    private void handBack(ChannelId channel, HeldChannel mine) throws IOException {
        mine.lock.lock();
        try {
            if (mine.isOver() || !mine.isIdle(clock.getAsLong(), 0)) {
                return;
            }
            // Nothing is signed from here on, also if the rest fails: then its time passes.
            mine.end();
            held.remove(channel, mine);
            if (mine.isWanted()) {
                wanted.handedOver(channel);
            }
            pace = mine.marks().pace();
            marking.handBack(channel, mine, calls);
        } catch (IOException e) {
            unsure = true;
            throw e;
        } finally {
            mine.lock.unlock();
        }
    }

    /** What runs keeps its hold until its time passes. */
    void handBackAll() {
        held.forEach((channel, mine) -> {
            try {
                handBack(channel, mine);
            } catch (IOException e) {
                notHandedBack(channel.toString(), e);
            }
        });
        if (unsure) {
            try {
                table.endOthers(held.keySet());
            } catch (IOException e) {
                notHandedBack("whose answer was lost", e);
            }
        }
    }

    private static void notHandedBack(String which, IOException why) {
        LOG.warn(
                "the hold of payment channel {} is not handed back, and ends by itself: {}",
                which,
                ForeignText.of(why.toString()));
    }
}
