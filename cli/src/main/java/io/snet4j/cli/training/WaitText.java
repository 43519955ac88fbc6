package io.snet4j.cli.training;

import io.snet4j.internal.text.TimeText;
import io.snet4j.training.ModelStatus;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** How long something is waited for: {@code TRAINING, for 2 minutes}. How long it still takes, no provider tells. */
final class WaitText {
    private final Clock clock;
    private final Instant begin;

    WaitText(Clock clock) {
        this.clock = clock;
        this.begin = clock.instant();
    }

    String of(ModelStatus status) {
        Duration time = Duration.between(begin, clock.instant()).truncatedTo(ChronoUnit.SECONDS);
        return time.isZero() ? status.toString() : status + ", for " + TimeText.of(time);
    }
}
