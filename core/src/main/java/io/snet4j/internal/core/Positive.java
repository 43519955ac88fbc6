package io.snet4j.internal.core;

import io.snet4j.internal.text.TimeText;
import java.time.Duration;

/** Settings that make no sense unless they are more than zero. */
public final class Positive {
    private Positive() {}

    /**
     * @param what for the message: {@code a deadline}
     * @return the same
     * @throws IllegalArgumentException unless it is more than zero
     */
    public static Duration of(String what, Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw refusal(what, TimeText.of(value));
        }
        return value;
    }

    /** As {@link #of(String, Duration)}. */
    public static long of(String what, long value) {
        if (value <= 0) {
            throw refusal(what, Long.toString(value));
        }
        return value;
    }

    /** As {@link #of(String, Duration)}. */
    public static int of(String what, int value) {
        return (int) of(what, (long) value);
    }

    private static IllegalArgumentException refusal(String what, String value) {
        return new IllegalArgumentException(what + " must be positive, not " + value);
    }
}
