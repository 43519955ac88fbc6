package io.snet4j.state.jdbc;

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
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The channels that this instance holds. On these it signs within what is marked ahead, and asks the database only for more.
 * Thread-safe; blocks on the database.
 */
final class HeldChannels {
    private static final Logger LOG = LoggerFactory.getLogger(HeldChannels.class);

    private static final long BETWEEN_QUESTIONS = TimeUnit.MILLISECONDS.toNanos(200);

    private final HoldTable table;
    private final MarkTable marks;
    private final CallTable calls;
    private final Marking marking;
    private final LongSupplier clock;
    private final Map<ChannelId, HeldChannel> held = new ConcurrentHashMap<>();
    /** When they were asked for last, by channel. */
    private final Map<ChannelId, Long> wanted = new ConcurrentHashMap<>();

    private final AtomicLong asked;
    private final Set<ChannelId> known = ConcurrentHashMap.newKeySet();

    /** @param clock of this process, in nanoseconds; only spans are told by it */
    HeldChannels(HoldTable table, MarkTable marks, CallTable calls, BudgetTable budget, LongSupplier clock) {
        this.table = table;
        this.marks = marks;
        this.calls = calls;
        this.marking = new Marking(table, budget, clock);
        this.clock = clock;
        this.asked = new AtomicLong(clock.getAsLong() - BETWEEN_QUESTIONS);
    }

    /** A part of a hold's life, in nanoseconds. */
    private long part(int percent) {
        return table.life().toNanos() / 100 * percent;
    }

    private long validFrom(long asked) {
        return marking.validFrom(asked);
    }

    /** @param urgently whether who has it shall hear that it is wanted */
    Hold hold(ChannelId channel, boolean urgently) throws IOException {
        HeldChannel mine = held.get(channel);
        if (mine != null) {
            if (!isValid(mine)) {
                renewAll();
            }
            if (use(mine)) {
                return Hold.OURS;
            }
        }
        if (urgently && !mayAsk()) {
            return Hold.OTHERS;
        }
        if (known.add(channel)) {
            table.add(channel);
        }
        long asked = clock.getAsLong();
        Optional<HoldTable.Taken> taken = table.take(channel);
        if (taken.isPresent()) {
            begin(channel, taken.get(), asked);
            return Hold.TAKEN;
        }
        if (urgently) {
            want(channel);
        }
        return Hold.OTHERS;
    }

    /** Whoever waits for several channels asks for one after the other. */
    private boolean mayAsk() {
        long now = clock.getAsLong();
        long last = asked.get();
        return now - last >= BETWEEN_QUESTIONS && asked.compareAndSet(last, now);
    }

    /** Not more often than is needed to be remembered. */
    private void want(ChannelId channel) throws IOException {
        long now = clock.getAsLong();
        Long last = wanted.get(channel);
        if (last == null || now - last >= table.patience().toNanos() / 2) {
            table.want(channel);
            wanted.put(channel, now);
        }
    }

    private boolean isValid(HeldChannel mine) {
        return mine.isValid(clock.getAsLong());
    }

    private boolean use(HeldChannel mine) {
        return mine.lock.get(() -> {
            long now = clock.getAsLong();
            mine.use(now);
            return mine.isValid(now);
        });
    }

    private void begin(ChannelId channel, HoldTable.Taken taken, long asked) throws IOException {
        NavigableMap<ChannelNonce, Mark> marked = marks.marks(channel);
        if (taken.afterAnother() && !marked.isEmpty()) {
            // Whoever had it may be in the middle of a call that is paid with any of what it had marked.
            Map.Entry<ChannelNonce, Mark> newest = marked.lastEntry();
            calls.left(channel, newest.getKey(), newest.getValue().signed(), taken.token() - 1);
        }
        held.put(channel, new HeldChannel(taken.token(), new MarksAhead(marked), clock.getAsLong(), validFrom(asked)));
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
            if (!mine.isValid(clock.getAsLong())) {
                // It must not come back: what is signed without it is not known to it.
                mine.end();
                held.remove(channel, mine);
                return false;
            }
            for (Map.Entry<ChannelNonce, Mark> entry :
                    raise.apply(mine.marks().known()).entrySet()) {
                marking.mark(channel, mine, entry.getKey(), entry.getValue());
            }
            // Whoever was stopped meanwhile does not sign what another one may sign now.
            if (!mine.isValid(clock.getAsLong())) {
                throw Marking.lost(channel);
            }
            return true;
        } finally {
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
            return mine.isDue(now, part(10));
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
        renewAll();
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

    private void tend(ChannelId channel, HeldChannel mine) throws IOException {
        long now = clock.getAsLong();
        if (mine.isIdle(now, part(200)) || mine.isDue(now, part(10)) && mine.isIdle(now, part(50))) {
            handBack(channel, mine);
        } else if (marking.isShort()) {
            marking.giveBack(channel, mine);
        }
    }

    private void renewAll() throws IOException {
        long asked = clock.getAsLong();
        Map<ChannelId, HoldTable.Renewed> renewed = new HashMap<>();
        table.renew().forEach(hold -> renewed.put(hold.channel(), hold));
        marking.setShort(renewed.values().stream().anyMatch(HoldTable.Renewed::isShort));
        held.forEach((channel, mine) -> {
            HoldTable.Renewed now = renewed.get(channel);
            if (now != null && now.token() == mine.token()) {
                mine.renewed(validFrom(asked), now.wanted());
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
            for (SignedAmount served : mine.served()) {
                calls.served(served);
            }
            if (marking.lower(channel, mine, mine.marks().handedBack())) {
                table.free(channel, mine.token());
            }
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
                LOG.warn(
                        "the hold of payment channel {} is not handed back, and ends by itself: {}",
                        channel,
                        ForeignText.of(e.toString()));
            }
        });
    }
}
