package io.snet4j.state.jdbc;

import io.snet4j.value.ChannelId;
import java.io.IOException;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Asks for channels that this instance does not hold. Who waits for several asks for all of them in one statement, and
 * not often: each question costs the database something, and the others' calls pay for it. Thread-safe; blocks on the
 * database.
 */
final class WantedChannels {
    private final TakeTable table;
    private final LongSupplier clock;

    /** When somebody here last waited for them. */
    private final Map<ChannelId, Long> waiting = new ConcurrentHashMap<>();

    /** In a statement that is on its way: two of them would take a channel twice, and the first hold would be lost. */
    private final Set<ChannelId> underway = ConcurrentHashMap.newKeySet();

    private final Set<ChannelId> known = ConcurrentHashMap.newKeySet();

    /** Channels that were wanted since one was last taken. */
    private final Set<ChannelId> wanted = ConcurrentHashMap.newKeySet();

    /** When they were handed over to who waited for them. */
    private final Map<ChannelId, Long> promised = new ConcurrentHashMap<>();

    /** When they were last asked for here. */
    private final Map<ChannelId, Long> ofUse = new ConcurrentHashMap<>();

    /** Until when it is known of them that others have them, because another one was asked for. */
    private final Map<ChannelId, Long> refused = new ConcurrentHashMap<>();

    private final Pause forWaiting;
    private final Pause forMore;

    WantedChannels(TakeTable table, LongSupplier clock) {
        this.table = table;
        this.clock = clock;
        long patience = table.patience().toNanos();
        // Much shorter than a channel is kept for who waits, and at the longest so that it is not missed.
        this.forWaiting = new Pause(clock, patience / 10, patience / 5 * 4);
        // Who has a channel, and was refused another one, does well without.
        this.forMore = new Pause(clock, patience / 3 * 2, patience * 4);
    }

    /** Between two questions. While nothing is taken, each is twice as long as the one before. Thread-safe. */
    private static final class Pause {
        private final LongSupplier clock;
        private final long shortest;
        private final long longest;
        private final AtomicLong next;
        private volatile long pause;

        Pause(LongSupplier clock, long shortest, long longest) {
            this.clock = clock;
            this.shortest = shortest;
            this.longest = longest;
            this.pause = shortest;
            this.next = new AtomicLong(clock.getAsLong());
        }

        /** Whether it is over; then the next one begins, for one at a time. */
        boolean end() {
            long now = clock.getAsLong();
            long before = next.get();
            return now - before >= 0 && next.compareAndSet(before, now + pause);
        }

        /** @param least how long nothing can come of another question */
        void nothing(long least) {
            next.set(clock.getAsLong() + Math.min(longest, Math.max(pause, least)));
            pause = Math.min(longest, pause * 2);
        }

        void taken() {
            pause = shortest;
            next.set(clock.getAsLong());
        }
    }

    /** What is taken is held from then on. */
    interface Begin {
        void hold(TakeTable.Taken taken) throws IOException;
    }

    /**
     * @param urgently for who waits: any of the channels that are waited for may be taken
     * @param held here
     * @param begin with what was taken, before anybody here can ask for it again
     */
    void take(ChannelId channel, boolean urgently, Set<ChannelId> held, Begin begin) throws IOException {
        if (known.add(channel)) {
            table.add(channel);
        }
        if (!mayAsk(channel, urgently, !held.isEmpty())) {
            return;
        }
        Set<ChannelId> all = begin(urgently ? waiting() : held.isEmpty() ? ofUse() : Set.of(channel), held);
        try {
            if (!all.isEmpty()) {
                take(channel, all, urgently, begin);
            }
        } finally {
            underway.removeAll(all);
        }
    }

    private boolean mayAsk(ChannelId channel, boolean urgently, boolean hasOne) {
        ofUse.put(channel, clock.getAsLong());
        if (urgently) {
            waiting.put(channel, clock.getAsLong());
            return forWaiting.end();
        }
        return hasOne ? forMore.end() : !isPromised(channel) && !isRefused(channel);
    }

    /** One answer about it counts for one question. */
    private boolean isRefused(ChannelId channel) {
        Long until = refused.remove(channel);
        return until != null && clock.getAsLong() - until < 0;
    }

    /** It was handed over to who waited for it, who takes it before long. */
    void handedOver(ChannelId channel) {
        promised.put(channel, clock.getAsLong());
    }

    private boolean isPromised(ChannelId channel) {
        Long since = promised.get(channel);
        return since != null && clock.getAsLong() - since < table.patience().toNanos();
    }

    private Set<ChannelId> waiting() {
        // Who waits says so more often.
        return since(waiting, table.patience().toNanos() / 3);
    }

    /** Who has none does well with any of those that it used a moment ago. */
    private Set<ChannelId> ofUse() {
        return since(ofUse, table.patience().toNanos() * 4);
    }

    private Set<ChannelId> since(Map<ChannelId, Long> channels, long time) {
        long now = clock.getAsLong();
        channels.values().removeIf(at -> now - at > time);
        return channels.keySet();
    }

    /** Those of them that nobody here holds or asks for; from here on they are asked for. */
    private Set<ChannelId> begin(Set<ChannelId> all, Set<ChannelId> held) {
        Set<ChannelId> begun = new HashSet<>(all);
        begun.removeIf(channel -> !underway.add(channel));
        // Only now: what was taken a moment ago is held before it is no longer asked for.
        begun.removeIf(channel -> held.contains(channel) && underway.remove(channel));
        return begun;
    }

    private void take(ChannelId channel, Set<ChannelId> all, boolean urgently, Begin begin) throws IOException {
        Optional<TakeTable.Answer> answer = urgently ? table.takeOrWant(channel, all) : table.take(channel, all);
        if (answer.isPresent() && answer.get() instanceof TakeTable.Taken taken) {
            begin.hold(taken);
            waiting.remove(taken.channel());
            wantNoMore(taken.channel());
            (urgently ? forWaiting : forMore).taken();
        } else if (answer.isPresent() && answer.get() instanceof TakeTable.Wanted one) {
            wanted.add(one.channel());
            forWaiting.nothing(table.tenure().minus(one.heldFor()).toNanos() + forWaiting.shortest);
        } else if (urgently) {
            forWaiting.nothing(0);
        } else {
            forMore.nothing(0);
            long until = clock.getAsLong() + forWaiting.shortest;
            all.forEach(other -> refused.put(other, until));
            refused.remove(channel);
        }
    }

    /** One is enough for now; the others are not kept for this instance any more. */
    private void wantNoMore(ChannelId taken) throws IOException {
        wanted.remove(taken);
        if (!wanted.isEmpty()) {
            wanted.clear();
            table.wantNoMore();
        }
    }
}
