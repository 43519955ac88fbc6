package io.snet4j.state.jdbc;

import io.snet4j.value.ChannelId;
import java.io.IOException;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Asks for channels that this instance does not hold. Who waits for several asks for all of them in one statement, and
 * not often: each question costs the database something, and the others' calls pay for it. Thread-safe; blocks on the database.
 */
final class WantedChannels {
    /** Who waits says so more often. */
    private static final long STILL_WAITING = TimeUnit.SECONDS.toNanos(1);

    private final TakeTable table;
    private final LongSupplier clock;

    /** When somebody here last waited for them. */
    private final Map<ChannelId, Long> waiting = new ConcurrentHashMap<>();

    /** In a statement that is on its way: two of them would take a channel twice, and the first hold would be lost. */
    private final Set<ChannelId> underway = ConcurrentHashMap.newKeySet();

    private final Set<ChannelId> known = ConcurrentHashMap.newKeySet();
    private final AtomicLong asked;
    private final AtomicLong wanted;
    private final AtomicLong refused;
    private final AtomicInteger wants = new AtomicInteger();

    WantedChannels(TakeTable table, LongSupplier clock) {
        this.table = table;
        this.clock = clock;
        long now = clock.getAsLong();
        this.asked = new AtomicLong(now - betweenQuestions());
        this.wanted = new AtomicLong(now - betweenWants());
        this.refused = new AtomicLong(now - afterRefusal());
    }

    /** For who waits; much shorter than a channel is kept for it. */
    private long betweenQuestions() {
        return table.patience().toNanos() / 10;
    }

    /** For who has a channel, and was refused another one. */
    private long afterRefusal() {
        return table.patience().toNanos() / 3 * 2;
    }

    /** Not more often than is needed to be remembered. */
    private long betweenWants() {
        return table.patience().toNanos() / 2;
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
        if (!mayAsk(channel, urgently, !held.isEmpty())) {
            return;
        }
        if (known.add(channel)) {
            table.add(channel);
        }
        Set<ChannelId> all = begin(urgently ? waiting() : Set.of(channel), held);
        try {
            if (!all.isEmpty()) {
                take(all, urgently, begin);
            }
        } finally {
            underway.removeAll(all);
        }
    }

    private boolean mayAsk(ChannelId channel, boolean urgently, boolean hasOne) {
        if (urgently) {
            waiting.put(channel, clock.getAsLong());
            return claim(asked, betweenQuestions());
        }
        return !hasOne || clock.getAsLong() - refused.get() >= afterRefusal();
    }

    private Set<ChannelId> waiting() {
        long now = clock.getAsLong();
        waiting.values().removeIf(at -> now - at > STILL_WAITING);
        return waiting.keySet();
    }

    /** Those of them that nobody here holds or asks for; from here on they are asked for. */
    private Set<ChannelId> begin(Set<ChannelId> all, Set<ChannelId> held) {
        Set<ChannelId> begun = new HashSet<>(all);
        begun.removeIf(channel -> !underway.add(channel));
        // Only now: what was taken a moment ago is held before it is no longer asked for.
        begun.removeIf(channel -> held.contains(channel) && underway.remove(channel));
        return begun;
    }

    private void take(Set<ChannelId> all, boolean urgently, Begin begin) throws IOException {
        Optional<TakeTable.Taken> taken = table.take(all);
        if (taken.isPresent()) {
            begin.hold(taken.get());
            waiting.remove(taken.get().channel());
            wantNoMore();
        } else if (!urgently) {
            refused.set(clock.getAsLong());
        } else if (claim(wanted, betweenWants()) && table.want(all)) {
            wants.incrementAndGet();
        }
    }

    /** One is enough for now; the others are not kept for this instance any more. */
    private void wantNoMore() throws IOException {
        if (wants.getAndSet(0) > 1) {
            table.wantNoMore();
        }
        wanted.set(clock.getAsLong() - betweenWants());
    }

    private boolean claim(AtomicLong last, long time) {
        long now = clock.getAsLong();
        long before = last.get();
        return now - before >= time && last.compareAndSet(before, now);
    }
}
