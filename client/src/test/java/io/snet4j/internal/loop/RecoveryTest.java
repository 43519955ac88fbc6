package io.snet4j.internal.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.snet4j.internal.transport.Reason;
import io.snet4j.testing.PrintedTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What follows from a failed attempt. */
class RecoveryTest {
    private static final Path PAGE = Path.of("../docs/payments.md");
    private static final Set<When> ALL = EnumSet.allOf(When.class);

    @Test
    void thePageShowsTheTable() throws IOException {
        PrintedTable.check(PAGE, RecoveryTest.class, table());
    }

    private static String table() {
        return "| paid | failure | if | the call goes on with |\n|---|---|---|---|\n"
                + Recovery.RULES.stream().map(RecoveryTest::row).collect(Collectors.joining());
    }

    private static String row(Recovery.Rule rule) {
        return "| " + names(rule.ways()) + " | " + (rule.reasons().isEmpty() ? "any" : names(rule.reasons()))
                + " | "
                + sorted(rule.when()).stream().map(When::words).collect(Collectors.joining(", and ")) + " | "
                + rule.steps().stream().map(Step::words).collect(Collectors.joining("; then ")) + " |\n";
    }

    private static String names(Set<? extends Enum<?>> constants) {
        return sorted(constants).stream()
                .map(constant -> constant.name().toLowerCase(Locale.ROOT).replace('_', ' '))
                .collect(Collectors.joining(", "));
    }

    private static <E extends Enum<?>> List<E> sorted(Set<E> constants) {
        return constants.stream()
                .sorted((one, other) -> Integer.compare(one.ordinal(), other.ordinal()))
                .toList();
    }

    /** Whatever a daemon says, and however often: a call makes a number of steps that the table knows, then it ends. */
    @ParameterizedTest
    @EnumSource(Way.class)
    void noAnswersOfADaemonKeepACallGoingForEver(Way way) {
        Recovery recovery = new Recovery();
        int made = 0;
        boolean goesOn = true;
        while (goesOn) {
            goesOn = false;
            for (Reason reason : Reason.values()) {
                while (!recovery.next(way, reason, ALL).isLast()) {
                    made++;
                    goesOn = true;
                }
            }
        }

        assertThat(made).isPositive().isLessThanOrEqualTo(12);
    }

    @Test
    void whatMayHaveBeenDoneIsNotRepeatedIfItIsPaidFor() {
        Set<When> notRefused = EnumSet.complementOf(EnumSet.of(When.REFUSED, When.OTHER_TERMS));
        for (Way way : List.of(Way.PER_CALL, Way.PREPAID)) {
            for (Reason reason : Reason.values()) {
                assertThat(new Recovery().next(way, reason, notRefused)).isEqualTo(Step.END);
            }
        }
    }

    @Test
    void aChannelThatPaysInsteadOfABusyOneHasTriesOfItsOwn() {
        Recovery recovery = new Recovery();
        for (int i = 0; i < Step.PAUSE.times(); i++) {
            assertThat(recovery.next(Way.PER_CALL, Reason.CHANNEL_BUSY, busy())).isEqualTo(Step.PAUSE);
        }
        assertThat(recovery.next(Way.PER_CALL, Reason.CHANNEL_BUSY, busy())).isEqualTo(Step.ELSEWHERE);

        recovery.movedOn(Way.PER_CALL);

        assertThat(recovery.next(Way.PER_CALL, Reason.CHANNEL_BUSY, busy())).isEqualTo(Step.PAUSE);
        assertThat(recovery.next(Way.PER_CALL, Reason.STALE_AMOUNT, busy())).isEqualTo(Step.END);
    }

    @Test
    void anotherWayToPayHasTriesOfItsOwnAndACallBeginsAnewOnceInAll() {
        Recovery recovery = new Recovery();
        Set<When> refused = EnumSet.of(When.REFUSED, When.TIME_LEFT);
        assertThat(recovery.next(Way.UNPAID, Reason.OTHER, ALL)).isEqualTo(Step.BEGIN_ANEW);
        assertThat(recovery.next(Way.FREE, Reason.AUTHORIZATION_EXPIRED, ALL)).isEqualTo(Step.AUTHORIZE);

        assertThat(recovery.next(Way.PER_CALL, Reason.AUTHORIZATION_EXPIRED, refused))
                .isEqualTo(Step.AUTHORIZE);
        assertThat(recovery.next(Way.PER_CALL, Reason.UNREACHABLE, ALL)).isEqualTo(Step.END);
    }

    private static Set<When> busy() {
        return EnumSet.of(When.REFUSED, When.TIME_LEFT);
    }
}
