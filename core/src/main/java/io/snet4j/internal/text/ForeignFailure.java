package io.snet4j.internal.text;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Makes failures of other libraries, which carry texts of strangers, fit for a stack trace in a log. */
public final class ForeignFailure {
    private static final int MAX_DEPTH = 32;

    private ForeignFailure() {}

    /**
     * @return the failure itself if it and all its causes are printable and short; otherwise copies of those that are
     *     not, and of what is above them, with the same stack traces
     */
    public static @Nullable Throwable printable(@Nullable Throwable failure) {
        return printable(failure, 0);
    }

    private static @Nullable Throwable printable(@Nullable Throwable failure, int depth) {
        if (failure == null) {
            return null;
        }
        if (depth == MAX_DEPTH) {
            return new Exception("causes more than " + MAX_DEPTH + " deep are left out");
        }
        String text = failure.toString();
        // The name of its class is no stranger's.
        String shown = ForeignText.of(
                text, ForeignText.MAX_LENGTH + failure.getClass().getName().length() + 2);
        Throwable cause = printable(failure.getCause(), depth + 1);
        Throwable[] suppressed = failure.getSuppressed();
        Throwable[] shownSuppressed = Arrays.stream(suppressed)
                .map(other -> printable(other, depth + 1))
                .toArray(Throwable[]::new);
        // By identity: what is printable comes back as it is.
        if (shown.equals(text) && cause == failure.getCause() && same(suppressed, shownSuppressed)) {
            return failure;
        }
        Exception copy = new Exception(shown, cause);
        copy.setStackTrace(failure.getStackTrace());
        Arrays.stream(shownSuppressed).forEach(copy::addSuppressed);
        return copy;
    }

    private static boolean same(Throwable[] some, Throwable[] others) {
        for (int i = 0; i < some.length; i++) {
            if (some[i] != others[i]) {
                return false;
            }
        }
        return true;
    }
}
