package io.snet4j.internal.dataset;

import io.snet4j.errors.CallCancelledException;
import io.snet4j.errors.SnetException.Charge;
import org.jspecify.annotations.Nullable;

final class Interrupts {
    private Interrupts() {}

    /** Before each read of a channel too, as reading with the flag set would close it. */
    static void check(String what) {
        if (Thread.currentThread().isInterrupted()) {
            throw cancelled(what, null);
        }
    }

    static CallCancelledException cancelled(String what, @Nullable Throwable cause) {
        return new CallCancelledException(what + " was interrupted; nothing was sent", cause, Charge.NONE);
    }
}
