package io.snet4j.internal.pay;

import static org.assertj.core.api.Assertions.assertThat;

import io.snet4j.internal.transport.Reason;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The table decides as the switches of the ways to pay do, in each of their states. */
class OldPolicyTest {
    /** The flags and counters of one call. */
    private record State(int busyTries, boolean renewed, boolean aroundClaim, boolean again, boolean other) {
        static final State NEW = new State(0, false, false, false, false);
    }

    private record Failed(Reason reason, Set<When> facts) {}

    private record Visit(State state, List<Failed> before) {}

    @ParameterizedTest
    @EnumSource(Way.class)
    void inEachStateTheTableDecidesAsTheSwitches(Way way) {
        Deque<Visit> open = new ArrayDeque<>(List.of(new Visit(State.NEW, List.of())));
        Set<State> seen = new HashSet<>(Set.of(State.NEW));
        int compared = 0;
        while (!open.isEmpty()) {
            Visit visit = open.remove();
            for (Failed failed : failures()) {
                Step expected = old(way, visit.state, failed);
                assertThat(replay(way, visit.before).next(way, failed.reason, failed.facts))
                        .as("%s after %s", failed, visit)
                        .isEqualTo(expected);
                compared++;
                State next = after(way, visit.state, failed, expected);
                if (!expected.isLast() && seen.add(next)) {
                    List<Failed> history = new ArrayList<>(visit.before);
                    history.add(failed);
                    open.add(new Visit(next, history));
                }
            }
        }
        assertThat(compared).isGreaterThanOrEqualTo(2 * failures().size());
    }

    private static Recovery replay(Way way, List<Failed> history) {
        Recovery recovery = new Recovery();
        for (Failed failed : history) {
            if (recovery.next(way, failed.reason, failed.facts).movesOn()) {
                recovery.movedOn(way);
            }
        }
        return recovery;
    }

    private static List<Failed> failures() {
        List<Failed> all = new ArrayList<>();
        When[] facts = When.values();
        for (Reason reason : Reason.values()) {
            for (int bits = 0; bits < 1 << facts.length; bits++) {
                Set<When> some = EnumSet.noneOf(When.class);
                for (When fact : facts) {
                    if ((bits & 1 << fact.ordinal()) != 0) {
                        some.add(fact);
                    }
                }
                // Whether other terms are looked for at all is not the table's to say.
                if (!some.contains(When.OTHER_TERMS)) {
                    all.add(new Failed(reason, some));
                }
            }
        }
        return all;
    }

    private static Step old(Way way, State state, Failed failed) {
        boolean refused = failed.facts.contains(When.REFUSED);
        return switch (way) {
            case PER_CALL -> refused ? perCall(state, failed) : Step.END;
            case PREPAID -> refused ? prepaid(state, failed.reason) : Step.END;
            case FREE -> free(state, failed);
            case UNPAID -> refused && !state.again && isAboutTheSignature(failed.reason) ? Step.AUTHORIZE : Step.END;
            case CONTROL -> control(state, failed);
        };
    }

    private static Step perCall(State state, Failed failed) {
        boolean time = failed.facts.contains(When.TIME_LEFT);
        switch (failed.reason) {
            case CHANNEL_BUSY, CHANNEL_UNKNOWN -> {
                if (state.busyTries < 6 && time) {
                    return Step.PAUSE;
                }
                if (failed.reason == Reason.CHANNEL_BUSY && !state.renewed && time) {
                    return Step.ELSEWHERE;
                }
            }
            case STALE_NONCE, STALE_AMOUNT -> {
                if (!state.renewed) {
                    return Step.RENEW;
                }
            }
            case CHANNEL_EXPIRING, CHANNEL_EMPTY -> {
                if (!state.renewed) {
                    return Step.RENEW;
                }
                if (failed.facts.contains(When.CLAIM_ON_ITS_WAY)) {
                    return !state.aroundClaim && time ? Step.AROUND_CLAIM : Step.CLAIM_IN_THE_WAY;
                }
            }
            case PRICE_MISMATCH -> {
                if (failed.facts.contains(When.OUR_PRICE)) {
                    return state.renewed ? Step.OUTRUN : Step.RENEW;
                }
            }
            case AUTHORIZATION_EXPIRED, AUTHORIZATION_UNEXPLAINED -> {
                if (!state.again) {
                    return Step.AUTHORIZE;
                }
            }
            default -> {}
        }
        return Step.END;
    }

    private static Step prepaid(State state, Reason reason) {
        return switch (reason) {
            case PREPAID_USED_UP -> state.other ? Step.GIVE_WAY : Step.NEW_BATCH;
            case PREPAID_TOKEN_STALE -> state.again ? Step.GIVE_WAY : Step.NEW_TOKEN;
            case PREPAID_REFUSED, PREPAID_UNPLANNED, PAYMENT_TYPE, CHANNEL_UNKNOWN -> Step.GIVE_WAY;
            default -> Step.END;
        };
    }

    private static Step free(State state, Failed failed) {
        boolean time = failed.facts.contains(When.TIME_LEFT);
        return switch (failed.reason) {
            case FREE_CALL_BUSY -> state.busyTries < 6 && time ? Step.PAUSE : Step.GIVE_WAY;
            case FREE_CALL_TOKEN_STALE -> state.other ? Step.GIVE_WAY : Step.NEW_TOKEN;
            case AUTHORIZATION_EXPIRED -> state.again ? Step.GIVE_WAY : Step.AUTHORIZE;
            case FREE_CALLS_USED_UP, FREE_CALL_REFUSED, PAYMENT_TYPE -> Step.GIVE_WAY;
            default -> Step.END;
        };
    }

    private static Step control(State state, Failed failed) {
        if (!state.again && failed.facts.contains(When.SIGNED) && isAboutTheSignature(failed.reason)) {
            return Step.AUTHORIZE;
        }
        boolean outage = failed.reason == Reason.UNREACHABLE || failed.reason == Reason.OVERLOADED;
        boolean mayRepeat = failed.facts.contains(When.REPEATABLE) && failed.facts.contains(When.TIME_LEFT);
        return outage && mayRepeat && state.busyTries < 3 ? Step.WAIT : Step.END;
    }

    private static boolean isAboutTheSignature(Reason reason) {
        return reason == Reason.AUTHORIZATION_EXPIRED || reason == Reason.AUTHORIZATION_UNEXPLAINED;
    }

    private static State after(Way way, State old, Failed failed, Step step) {
        return switch (step) {
            case PAUSE, WAIT -> new State(old.busyTries + 1, old.renewed, old.aroundClaim, old.again, old.other);
            case RENEW -> new State(old.busyTries, true, old.aroundClaim, old.again, old.other);
            case ELSEWHERE -> new State(0, true, old.aroundClaim, old.again, old.other);
            case AROUND_CLAIM -> new State(0, true, true, old.again, old.other);
            case AUTHORIZE -> new State(old.busyTries, old.renewed, old.aroundClaim, true, old.other);
            case NEW_BATCH -> new State(old.busyTries, old.renewed, old.aroundClaim, old.again, true);
            case NEW_TOKEN ->
                way == Way.FREE
                        ? new State(old.busyTries, old.renewed, old.aroundClaim, old.again, true)
                        : new State(old.busyTries, old.renewed, old.aroundClaim, true, old.other);
            default -> old;
        };
    }
}
