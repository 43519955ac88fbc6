package io.snet4j.internal.core;

import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.Set;

/**
 * One read that is repeated while a server is too busy for it: with pauses that double, or as long as the server asks,
 * within a time that all of them share. Not thread-safe.
 */
public final class Repetition {
    /** Too many requests; out of service for now. */
    public static final Set<Integer> TOO_OFTEN = Set.of(429, 503);

    /** The same, said by what stands before a server. */
    public static final Set<Integer> TOO_BUSY = Set.of(429, 502, 503, 504);

    private static final Duration FIRST = Duration.ofMillis(500);
    private static final int MOST = 6;

    private final Duration patience;
    private final Pauses pauses;
    private final long start = System.nanoTime();
    private Duration waited = Duration.ZERO;
    private int repeated;

    /** Waits; who is interrupted is told by an unchecked exception. */
    @FunctionalInterface
    public interface Pauses {
        void pause(Duration duration);
    }

    /** @param patience from now to the end of the last pause */
    public Repetition(Duration patience, Pauses pauses) {
        this.patience = patience;
        this.pauses = pauses;
    }

    /**
     * Pauses, unless there is no time for that.
     *
     * @param retryAfter for how long the server wants to be left alone
     * @return whether to ask again
     */
    public boolean again(Optional<Duration> retryAfter) {
        Duration usual = Backoff.pause(repeated, FIRST);
        Duration asked = retryAfter.orElse(Duration.ZERO);
        Duration pause = asked.compareTo(usual) > 0 ? asked : usual;
        Duration passed = Duration.ofNanos(System.nanoTime() - start);
        Duration gone = passed.compareTo(waited) > 0 ? passed : waited;
        if (repeated == MOST || pause.compareTo(patience.minus(gone)) > 0) {
            return false;
        }
        repeated++;
        waited = waited.plus(pause);
        pauses.pause(pause);
        return true;
    }

    /** What a header of that name says: a number of seconds, or a date. */
    public static Optional<Duration> retryAfter(String header) {
        String text = header.strip();
        if (text.matches("\\d{1,9}(\\.\\d{1,9})?")) {
            return Optional.of(Duration.ofMillis((long) (1000 * Double.parseDouble(text))));
        }
        try {
            Instant date = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            return Optional.of(Duration.between(Instant.now(), date));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
