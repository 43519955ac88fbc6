package io.snet4j.internal.loop;

import java.time.Duration;
import java.util.Optional;

/** What follows from a failed attempt. */
public enum Step {
    BEGIN_ANEW(1, "begin anew, as the other page asks"),
    PAUSE(6, "the same again after a pause", Duration.ofMillis(50)),
    WAIT(3, "the same again after a longer pause", Duration.ofMillis(200)),
    AUTHORIZE(1, "the same again, authorized anew"),
    ASK_AGAIN(2, "the same again, signed anew"),
    NEW_TOKEN(1, "take a new token"),
    NEW_BATCH(1, "take from another batch"),
    /** A daemon that may have taken the payment that it just refused gets no other one. */
    RENEW(1, "ask what is true, then sign anew"),
    /** While the channel rests. Counts as the one renewal that a call has. */
    ELSEWHERE(1, "sign for another channel"),
    /** As {@link #ELSEWHERE}, beside the renewal. */
    AROUND_CLAIM(1, "sign for another channel"),
    NEXT_WAY("the next way to pay"),
    OUTRUN("end: another client pays from the channel"),
    CLAIM_IN_THE_WAY("end: the claim must be mined first"),
    END("end");

    private final int times;
    private final String words;
    private final Optional<Duration> pause;

    /** A step that a call may make so often in one way to pay. */
    Step(int times, String words) {
        this(times, words, Optional.empty());
    }

    Step(int times, String words, Duration pause) {
        this(times, words, Optional.of(pause));
    }

    /** A step that ends its way to pay. */
    Step(String words) {
        this(Integer.MAX_VALUE, words, Optional.empty());
    }

    Step(int times, String words, Optional<Duration> pause) {
        this.times = times;
        this.words = words;
        this.pause = pause;
    }

    int times() {
        return times;
    }

    /** The first of the pauses before it, which double; empty if it needs none. */
    Optional<Duration> pause() {
        return pause;
    }

    boolean needsTime() {
        return pause.isPresent() || movesOn();
    }

    /** Whether it leaves a channel for another one, if there is one. */
    boolean movesOn() {
        return this == ELSEWHERE || this == AROUND_CLAIM;
    }

    boolean endsCall() {
        return this == OUTRUN || this == CLAIM_IN_THE_WAY || this == END;
    }

    boolean isLast() {
        return endsCall() || this == NEXT_WAY;
    }

    /** What is counted when it is made. */
    Step countsAs() {
        return this == ELSEWHERE ? RENEW : this;
    }

    /** For documents. */
    String words() {
        return times == 1 || isLast() ? words : words + ", " + times + " times at most";
    }
}
