package io.snet4j.internal.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snet4j.errors.SpendingLimitException;
import io.snet4j.payment.SpendingLimit;
import io.snet4j.value.Cogs;
import org.junit.jupiter.api.Test;

/** What a client may still spend. */
class SpendingTallyTest {
    private final SpendingTally tally =
            new SpendingTally(SpendingLimit.builder().total(Cogs.of(10)).build());

    @Test
    void whatCostsNothingIsAllowedEvenAfterTheTotalWasOvershot() {
        tally.set(new SpendingTally.Sums(Cogs.of(11), Cogs.ZERO, Cogs.ZERO));

        tally.reserveForMany(Cogs.ZERO, "a token").sign(Cogs.ZERO, "a token");

        assertThatThrownBy(() -> tally.reserveForMany(Cogs.of(1), "a call")).isInstanceOf(SpendingLimitException.class);
    }

    @Test
    void whatMayBeReservedIsLessByWhatIsReserved() {
        SpendingTally.Reservation other = tally.reserve(Cogs.of(4), "a call");

        assertThat(tally.unreserved()).contains(Cogs.of(6));
        assertThat(tally.left()).contains(Cogs.of(10));
        tally.reserveForMany(Cogs.of(6), "a batch");
        assertThat(tally.unreserved()).contains(Cogs.ZERO);
        other.end();
        assertThat(tally.unreserved()).contains(Cogs.of(4));
    }

    @Test
    void whatIsSignedForARefusedCallLeavesRoomForACallThatSignsTheSame() {
        tally.set(new SpendingTally.Sums(Cogs.of(10), Cogs.of(4), Cogs.ZERO));

        SpendingTally.Reservation call = tally.reserve(Cogs.of(4), "a call");

        call.sign(Cogs.ZERO, "a call");
        assertThatThrownBy(() -> tally.reserve(Cogs.of(5), "a call"))
                .isInstanceOf(SpendingLimitException.class)
                .hasMessageContaining("6 cogs are spent, 4 cogs are signed for calls that were refused");
    }

    @Test
    void whoSignsOnceMoreMayNotTakeWhatIsPromisedToOthers() {
        SpendingTally.Reservation call = tally.reserve(Cogs.of(5), "a call");
        call.sign(Cogs.of(5), "a call");
        tally.set(new SpendingTally.Sums(Cogs.of(5), Cogs.ZERO, Cogs.ZERO));
        tally.reserve(Cogs.of(5), "another call");

        assertThatThrownBy(() -> call.sign(Cogs.of(5), "a call")).isInstanceOf(SpendingLimitException.class);
    }
}
