package io.snet4j.payment;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * How long a {@link SpendingBudget} is for: a part of the calendar in UTC, or all time. By the clock of what the
 * clients share: the database's, or this machine's where they share a folder or nothing.
 *
 * @since 0.1.0
 */
public enum SpendingWindow {
    HOUR,
    DAY,
    MONTH,
    /** It never begins anew. */
    EVER;

    /** When the window began in which {@code now} is. */
    public Instant begin(Instant now) {
        ZonedDateTime time = now.atZone(ZoneOffset.UTC);
        return switch (this) {
            case HOUR -> time.truncatedTo(ChronoUnit.HOURS).toInstant();
            case DAY -> time.truncatedTo(ChronoUnit.DAYS).toInstant();
            case MONTH -> time.withDayOfMonth(1).truncatedTo(ChronoUnit.DAYS).toInstant();
            case EVER -> Instant.EPOCH;
        };
    }

    /** When the window ends that began then; empty for one that never does. */
    public Optional<Instant> end(Instant begin) {
        ZonedDateTime time = begin.atZone(ZoneOffset.UTC);
        return switch (this) {
            case HOUR -> Optional.of(time.plusHours(1).toInstant());
            case DAY -> Optional.of(time.plusDays(1).toInstant());
            case MONTH -> Optional.of(time.plusMonths(1).toInstant());
            case EVER -> Optional.empty();
        };
    }
}
