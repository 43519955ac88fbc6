package io.snet4j.cli.doctor;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.Optional;

/**
 * What a look at one thing brought.
 *
 * @param what was looked at
 * @param said what it is like, or what is wrong
 * @param wayOut what to do, beyond what {@code said} says
 */
public record Finding(String what, Verdict verdict, String said, Optional<String> wayOut) {
    /** What it means for a call. */
    public enum Verdict {
        /** A call can use it. */
        OK,
        /** A call does without it, or may come to need it. */
        NOTE,
        /** No call succeeds like this. */
        WRONG,
        /** Something before it is wrong. */
        SKIPPED;

        @JsonValue
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
