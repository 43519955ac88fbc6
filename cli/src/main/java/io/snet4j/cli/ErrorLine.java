package io.snet4j.cli;

import io.snet4j.cli.shell.RefusedException;
import io.snet4j.errors.SnetException;
import io.snet4j.internal.text.ForeignText;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** What a user sees of a failure: one line that says what is wrong and what to do. */
final class ErrorLine {
    private ErrorLine() {}

    /** The messages of this library name the way out themselves; for anything else there is only a closer look. */
    static String of(Throwable failure) {
        if (failure instanceof SnetException || failure instanceof RefusedException) {
            return of(failure.getMessage(), null);
        }
        if (failure instanceof UncheckedIOException || failure instanceof IOException) {
            return of("reading or writing failed: " + described(failure), "check the path and the free space");
        }
        return of("unexpected: " + described(failure), "run it again with --debug and report what it shows");
    }

    static String of(@Nullable String problem, @Nullable String remedy) {
        var line = "snet4j: " + (problem == null ? "failed" : problem) + (remedy == null ? "" : "; " + remedy);
        return ForeignText.of(line.strip().replaceAll("\\s*\\R\\s*", " "));
    }

    private static String described(Throwable failure) {
        var message = failure.getMessage();
        return message == null
                ? failure.getClass().getSimpleName()
                : failure.getClass().getSimpleName() + ": " + message;
    }
}
