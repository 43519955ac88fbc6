package io.snet4j.cli.training;

import io.snet4j.internal.text.TimeText;
import io.snet4j.training.ModelStatus;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** How long a model has had its status: {@code TRAINING, for 2 minutes}. How long it still takes, no provider tells. */
final class WaitText {
    private final Clock clock;
    private @Nullable ModelStatus last;
    private Instant since;

    WaitText(Clock clock) {
        this.clock = clock;
        this.since = clock.instant();
    }

    String of(ModelStatus status) {
        Instant now = clock.instant();
        if (status != last) {
            last = status;
            since = now;
        }
        Duration time = Duration.between(since, now).truncatedTo(ChronoUnit.SECONDS);
        return time.isZero() ? status.toString() : status + ", for " + TimeText.of(time);
    }
}
