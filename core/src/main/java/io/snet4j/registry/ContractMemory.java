package io.snet4j.registry;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** What a contract answered, for some time. Thread-safe; several threads may ask for the same at once. */
final class ContractMemory<K, V> {
    /** More than there are organizations and services; beyond, it begins anew. */
    private static final int MAX_ENTRIES = 10_000;

    private final Map<K, Remembered<V>> answers = new ConcurrentHashMap<>();
    private final long nanos;
    private final LongSupplier clock;

    private record Remembered<V>(V answer, long since) {}

    /** @param clock in nanoseconds */
    ContractMemory(Duration time, LongSupplier clock) {
        this.nanos = time.toNanos();
        this.clock = clock;
    }

    /** @param ask whose failures are not remembered */
    V get(K key, Supplier<V> ask) {
        Optional<V> known = known(key);
        if (known.isPresent()) {
            return known.get();
        }
        long since = clock.getAsLong();
        V answer = ask.get();
        if (nanos > 0) {
            if (answers.size() >= MAX_ENTRIES) {
                answers.clear();
            }
            answers.put(key, new Remembered<>(answer, since));
        }
        return answer;
    }

    Optional<V> known(K key) {
        Remembered<V> known = answers.get(key);
        return known != null && clock.getAsLong() - known.since < nanos ? Optional.of(known.answer) : Optional.empty();
    }

    void clear() {
        answers.clear();
    }
}
