package io.snet4j.cli.shell;

import io.snet4j.internal.text.TimeText;
import java.time.Duration;
import java.util.Locale;

/** How fast things are done, in words. */
public final class Pace {
    private Pace() {}

    /**
     * How many are done, how fast, and how long the others will take: {@code 3 of 9 services, 1.5 a second, 4 seconds
     * left}.
     */
    public static String text(String what, int done, int all, Duration taken) {
        String begun = done + " of " + all + " " + what + rate(done, taken);
        if (done == 0 || done == all) {
            return begun;
        }
        return begun + ", " + TimeText.of(Duration.ofSeconds(taken.toSeconds() * (all - done) / done)) + " left";
    }

    /** Empty in the first second. */
    public static String rate(int done, Duration taken) {
        return taken.toSeconds() == 0
                ? ""
                : String.format(Locale.ROOT, ", %.1f a second", done * 1000.0 / taken.toMillis());
    }
}
