package io.snet4j;

import io.snet4j.observe.Request;
import io.snet4j.observe.SnetListener;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/** Counts round trips. */
final class RequestCounter implements SnetListener {
    private final Map<Request.Kind, Map<String, Long>> counts = new EnumMap<>(Request.Kind.class);

    @Override
    public synchronized void onRequest(Request request) {
        counts.computeIfAbsent(request.kind(), kind -> new HashMap<>()).merge(request.name(), 1L, Long::sum);
    }

    synchronized RequestCounts counts() {
        return new RequestCounts(counts);
    }
}
