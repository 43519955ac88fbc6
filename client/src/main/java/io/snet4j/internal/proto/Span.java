package io.snet4j.internal.proto;

import kotlin.ranges.IntRange;

/** Field numbers, both ends included. */
record Span(int first, int last) {
    /** @param value of the parser: one number, or several */
    static Span of(Object value) {
        if (value instanceof IntRange range) {
            return new Span(range.getFirst(), range.getLast());
        }
        int only = (Integer) value;
        return new Span(only, only);
    }
}
