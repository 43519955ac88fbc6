package io.snet4j.internal.loop;

import static io.snet4j.internal.transport.Reason.*;

import io.snet4j.internal.transport.Reason;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What follows from failed attempts: a table, and how often one call has made each step of it. A call is attempted
 * again only after a failure that came before any work. For one thread at a time.
 */
final class Recovery {
    /**
     * @param reasons empty for any
     * @param when all of them
     * @param steps in their order. Of all rules that fit, from the top, the first step is made that the call may still
     *     make; {@link Step#END} if there is none
     */
    record Rule(Set<Way> ways, Set<Reason> reasons, Set<When> when, List<Step> steps) {
        private boolean fits(Way way, Reason reason, Set<When> facts) {
            return ways.contains(way) && (reasons.isEmpty() || reasons.contains(reason)) && facts.containsAll(when);
        }
    }

    static final List<Rule> RULES = List.of(
            new Rule(
                    Set.of(Way.FREE, Way.PREPAID, Way.PER_CALL, Way.UNPAID),
                    Set.of(),
                    Set.of(When.OTHER_TERMS),
                    List.of(Step.BEGIN_ANEW)),
            perCall(Set.of(CHANNEL_BUSY), Set.of(), Step.PAUSE, Step.ELSEWHERE),
            perCall(Set.of(CHANNEL_UNKNOWN), Set.of(), Step.PAUSE),
            perCall(Set.of(STALE_NONCE, STALE_AMOUNT, CHANNEL_EXPIRING, CHANNEL_EMPTY), Set.of(), Step.RENEW),
            perCall(
                    Set.of(CHANNEL_EXPIRING, CHANNEL_EMPTY),
                    Set.of(When.CLAIM_ON_ITS_WAY),
                    Step.AROUND_CLAIM,
                    Step.CLAIM_IN_THE_WAY),
            perCall(Set.of(PRICE_MISMATCH), Set.of(When.OUR_PRICE), Step.RENEW, Step.OUTRUN),
            new Rule(
                    Set.of(Way.PER_CALL, Way.UNPAID),
                    Set.of(AUTHORIZATION_EXPIRED, AUTHORIZATION_UNEXPLAINED),
                    Set.of(When.REFUSED),
                    List.of(Step.AUTHORIZE)),
            prepaid(Set.of(PREPAID_USED_UP), Step.NEW_BATCH, Step.NEXT_WAY),
            prepaid(Set.of(PREPAID_TOKEN_STALE), Step.NEW_TOKEN, Step.NEXT_WAY),
            prepaid(Set.of(PREPAID_REFUSED, PREPAID_UNPLANNED, PAYMENT_TYPE, CHANNEL_UNKNOWN), Step.NEXT_WAY),
            free(Set.of(FREE_CALL_BUSY), Step.PAUSE, Step.NEXT_WAY),
            free(Set.of(FREE_CALL_TOKEN_STALE), Step.NEW_TOKEN, Step.NEXT_WAY),
            free(Set.of(AUTHORIZATION_EXPIRED), Step.AUTHORIZE, Step.NEXT_WAY),
            free(Set.of(FREE_CALLS_USED_UP, FREE_CALL_REFUSED, PAYMENT_TYPE), Step.NEXT_WAY),
            new Rule(
                    Set.of(Way.CONTROL),
                    Set.of(AUTHORIZATION_EXPIRED, AUTHORIZATION_UNEXPLAINED),
                    Set.of(When.SIGNED),
                    List.of(Step.AUTHORIZE)),
            new Rule(Set.of(Way.CONTROL), Set.of(UNREACHABLE, OVERLOADED), Set.of(When.REPEATABLE), List.of(Step.WAIT)),
            new Rule(Set.of(Way.QUESTION), Set.of(AUTHORIZATION_EXPIRED), Set.of(), List.of(Step.ASK_AGAIN)),
            new Rule(Set.of(Way.QUESTION), Set.of(UNREACHABLE), Set.of(When.REPEATABLE), List.of(Step.ASK_AGAIN)));

    private final Map<Way, Map<Step, Integer>> made = new EnumMap<>(Way.class);
    private boolean begunAnew;

    /** The step to make, which counts as made. */
    Step next(Way way, Reason reason, Set<When> facts) {
        Step next = RULES.stream()
                .filter(rule -> rule.fits(way, reason, facts))
                .flatMap(rule -> rule.steps().stream())
                .filter(step -> isLeft(way, step) && (!step.needsTime() || facts.contains(When.TIME_LEFT)))
                .findFirst()
                .orElse(Step.END);
        begunAnew |= next == Step.BEGIN_ANEW;
        steps(way).merge(next.countsAs(), 1, Integer::sum);
        return next;
    }

    private boolean isLeft(Way way, Step step) {
        // Counted for the whole call, because this step may change its way to pay.
        return step == Step.BEGIN_ANEW ? !begunAnew : made(way, step) < step.times();
    }

    /** How often it was made in this way. */
    int made(Way way, Step step) {
        return steps(way).getOrDefault(step.countsAs(), 0);
    }

    /** Another channel pays now. Its pauses are counted anew, because it was not busy yet. */
    void movedOn(Way way) {
        steps(way).remove(Step.PAUSE);
    }

    private Map<Step, Integer> steps(Way way) {
        return made.computeIfAbsent(way, unused -> new EnumMap<>(Step.class));
    }

    private static Rule perCall(Set<Reason> reasons, Set<When> also, Step... steps) {
        EnumSet<When> when = EnumSet.of(When.REFUSED);
        when.addAll(also);
        return new Rule(Set.of(Way.PER_CALL), reasons, Set.copyOf(when), List.of(steps));
    }

    private static Rule prepaid(Set<Reason> reasons, Step... steps) {
        return new Rule(Set.of(Way.PREPAID), reasons, Set.of(When.REFUSED), List.of(steps));
    }

    /** They fit whatever became of the attempt, because it costs nothing. */
    private static Rule free(Set<Reason> reasons, Step... steps) {
        return new Rule(Set.of(Way.FREE), reasons, Set.of(), List.of(steps));
    }
}
