package io.snet4j.provider;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What waits, by owner: owners take turns, so that one with much work holds up nobody. Not thread-safe. */
final class TurnQueue<T> {
    private final Map<String, ArrayDeque<T>> byOwner = new LinkedHashMap<>();
    private int size;

    void add(String owner, T item) {
        byOwner.computeIfAbsent(owner, first -> new ArrayDeque<>()).add(item);
        size++;
    }

    /** The first of the owner whose turn it is. */
    Optional<T> next() {
        Iterator<Map.Entry<String, ArrayDeque<T>>> turns = byOwner.entrySet().iterator();
        if (!turns.hasNext()) {
            return Optional.empty();
        }
        Map.Entry<String, ArrayDeque<T>> turn = turns.next();
        String owner = turn.getKey();
        ArrayDeque<T> theirs = turn.getValue();
        turns.remove();
        T next = theirs.remove();
        size--;
        if (!theirs.isEmpty()) {
            byOwner.put(owner, theirs);
        }
        return Optional.of(next);
    }

    void remove(String owner, T item) {
        ArrayDeque<T> theirs = byOwner.get(owner);
        if (theirs != null && theirs.remove(item)) {
            size--;
            if (theirs.isEmpty()) {
                byOwner.remove(owner);
            }
        }
    }

    int size() {
        return size;
    }

    void clear() {
        byOwner.clear();
        size = 0;
    }
}
