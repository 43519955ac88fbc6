package io.snet4j.benchmark.soak;

import java.util.Locale;
import java.util.Optional;

/**
 * How a client is at one time.
 *
 * @param calls since it began, that were answered
 * @param refused since it began, that failed
 * @param heapKib that are in use after a collection
 * @param descriptors that are open
 * @param middleMillis the median of the paid calls since the moment before
 */
record Moment(int seconds, long calls, long refused, long heapKib, int threads, long descriptors, double middleMillis) {
    private static final String MARK = "moment ";
    private static final int WORDS = 7;

    String line() {
        return String.format(
                Locale.ROOT,
                MARK + "%d %d %d %d %d %d %.3f",
                seconds,
                calls,
                refused,
                heapKib,
                threads,
                descriptors,
                middleMillis);
    }

    /** @return empty for a line of another kind */
    static Optional<Moment> of(String line) {
        if (!line.startsWith(MARK)) {
            return Optional.empty();
        }
        String[] words = line.substring(MARK.length()).split(" ", WORDS);
        return Optional.of(new Moment(
                Integer.parseInt(words[0]),
                Long.parseLong(words[1]),
                Long.parseLong(words[2]),
                Long.parseLong(words[3]),
                Integer.parseInt(words[4]),
                Long.parseLong(words[5]),
                Double.parseDouble(words[6])));
    }
}
