package io.snet4j.internal.text;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Lengths of time as people read them: {@code 1 hour}, {@code 2 minutes 30 seconds}, {@code 1.5 seconds}, {@code 200
 * ms}.
 */
public final class TimeText {
    private static final int MILLIS_PER_SECOND = 1000;
    private static final int MOST_DECIMALS = 3;

    private TimeText() {}

    /** To the millisecond; what is shorter, and not nothing, to the nanosecond. */
    public static String of(Duration time) {
        if (time.isNegative()) {
            return time.getSeconds() == Long.MIN_VALUE ? time.toString() : "minus " + of(time.negated());
        }
        if (time.isZero()) {
            return "0 seconds";
        }
        if (time.compareTo(Duration.ofMillis(1)) < 0) {
            return time.toNanos() + " ns";
        }
        if (time.compareTo(Duration.ofSeconds(1)) < 0) {
            return time.toMillis() + " ms";
        }
        List<String> parts = new ArrayList<>();
        add(parts, time.toDaysPart(), "day");
        add(parts, time.toHoursPart(), "hour");
        add(parts, time.toMinutesPart(), "minute");
        addSeconds(parts, time.toSecondsPart(), time.toMillisPart());
        return String.join(" ", parts);
    }

    private static void add(List<String> parts, long count, String unit) {
        if (count != 0) {
            parts.add(count + " " + unit + (count == 1 ? "" : "s"));
        }
    }

    private static void addSeconds(List<String> parts, int seconds, int millis) {
        if (millis == 0) {
            add(parts, seconds, "second");
            return;
        }
        String digits = String.format("%0" + MOST_DECIMALS + "d", millis % MILLIS_PER_SECOND)
                .replaceAll("0+$", "");
        parts.add(seconds + "." + digits + " seconds");
    }
}
