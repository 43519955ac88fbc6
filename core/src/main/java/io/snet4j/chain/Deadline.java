package io.snet4j.chain;

import io.snet4j.internal.text.TimeText;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** The end of one piece of work, from its beginning on. */
final class Deadline {
    private final Duration duration;
    private final long end;

    Deadline(Duration duration) {
        this.duration = duration;
        this.end = System.nanoTime() + duration.toNanos();
    }

    /** Zero or less when it is over. */
    long leftMillis() {
        return TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
    }

    @Override
    public String toString() {
        return TimeText.of(duration);
    }
}
