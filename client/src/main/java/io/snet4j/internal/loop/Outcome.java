package io.snet4j.internal.loop;

import io.snet4j.internal.transport.CallFailure;
import io.snet4j.internal.transport.Reason;
import java.util.Optional;

/** What became of one attempt of a call. */
public record Outcome(Kind kind, Optional<CallFailure> failure) {
    public static final Outcome DONE = new Outcome(Kind.DONE, Optional.empty());
    public static final Outcome WITHHELD = new Outcome(Kind.WITHHELD, Optional.empty());
    static final Outcome FORSAKEN = new Outcome(Kind.FORSAKEN, Optional.empty());

    public enum Kind {
        /** It was answered. */
        DONE,
        /** This side kept it from leaving. */
        WITHHELD,
        /** No daemon can have seen it. */
        UNSENT,
        /** The daemon refused it, or failed it, and so took no payment. */
        REFUSED,
        /** Nobody said what became of it. */
        LOST,
        /** As {@link #LOST}, and the daemon may go on with the work although the caller is gone. */
        RUNS_ON,
        /** As {@link #LOST}, and nobody is left to find out: the client is closed. */
        FORSAKEN
    }

    /** @param runsOn whether the daemon has all that it needs to go on without the caller */
    public static Outcome of(CallFailure failure, boolean runsOn) {
        return new Outcome(kind(failure, runsOn), Optional.of(failure));
    }

    private static Kind kind(CallFailure failure, boolean runsOn) {
        if (failure.refusedByDaemon()) {
            return Kind.REFUSED;
        }
        if (!failure.sent()) {
            return Kind.UNSENT;
        }
        return runsOn ? Kind.RUNS_ON : Kind.LOST;
    }

    public boolean isFor(Reason reason) {
        return failure.filter(known -> known.reason() == reason).isPresent();
    }
}
