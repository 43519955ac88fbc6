package io.snet4j;

import io.snet4j.observe.Request;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How many round trips a client has made, by whom they asked and for what. A snapshot; immutable.
 *
 * @since 0.1.0
 */
public final class RequestCounts {
    private final Map<Request.Kind, SortedMap<String, Long>> counts = new EnumMap<>(Request.Kind.class);

    RequestCounts(Map<Request.Kind, ? extends Map<String, Long>> counts) {
        for (Request.Kind kind : Request.Kind.values()) {
            this.counts.put(
                    kind,
                    Collections.unmodifiableSortedMap(
                            new TreeMap<>(counts.containsKey(kind) ? counts.get(kind) : Map.of())));
        }
    }

    /** All of one kind, repeated and failed ones included. */
    public long total(Request.Kind kind) {
        return of(kind).values().stream().mapToLong(Long::longValue).sum();
    }

    /** By name, such as {@code eth_blockNumber}. */
    public SortedMap<String, Long> of(Request.Kind kind) {
        return counts.getOrDefault(kind, Collections.emptySortedMap());
    }

    /** What was added since an earlier snapshot of the same client. */
    public RequestCounts since(RequestCounts earlier) {
        Map<Request.Kind, Map<String, Long>> added = new EnumMap<>(Request.Kind.class);
        counts.forEach((kind, names) -> {
            Map<String, Long> more = new TreeMap<>();
            names.forEach((name, count) -> {
                long before = earlier.of(kind).getOrDefault(name, 0L);
                if (count > before) {
                    more.put(name, count - before);
                }
            });
            added.put(kind, more);
        });
        return new RequestCounts(added);
    }

    @Override
    public String toString() {
        return counts.toString();
    }
}
