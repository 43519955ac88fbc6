package io.snet4j.chain;

import io.snet4j.errors.CallCancelledException;
import io.snet4j.errors.SnetException.Charge;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** Pauses that double: a development node mines at once, the Ethereum network takes 12 s for a block. */
final class Backoff {
    private static final long FIRST_MILLIS = 5;
    private static final long LONGEST_MILLIS = 1_500;

    private final Deadline deadline;
    private long next = FIRST_MILLIS;

    Backoff(Deadline deadline) {
        this.deadline = deadline;
    }

    /**
     * A little more or less each time, so that two who wait for the same do not stay in step.
     *
     * @return false, at once, when the deadline is over
     * @throws CallCancelledException if interrupted; the flag is kept
     */
    boolean pause() {
        long left = deadline.leftMillis();
        if (left <= 0) {
            return false;
        }
        long pause = next - next / 4 + ThreadLocalRandom.current().nextLong(next / 2 + 1);
        next = Math.min(2 * next, LONGEST_MILLIS);
        try {
            TimeUnit.MILLISECONDS.sleep(Math.min(pause, left));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CallCancelledException("interrupted", e, Charge.NONE);
        }
        return true;
    }
}
