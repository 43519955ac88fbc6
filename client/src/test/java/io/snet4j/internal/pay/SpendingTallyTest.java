package io.snet4j.internal.pay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snet4j.SpendingLimit;
import io.snet4j.errors.SpendingLimitException;
import io.snet4j.value.Cogs;
import org.junit.jupiter.api.Test;

/** What a client may still spend. */
class SpendingTallyTest {
    private final SpendingTally tally =
            new SpendingTally(SpendingLimit.builder().total(Cogs.of(10)).build());

    @Test
    void whatCostsNothingIsAllowedEvenAfterTheTotalWasOvershot() {
        tally.lost(Cogs.of(11));

        tally.reserveForMany(Cogs.ZERO, "a token").requireRoom();

        assertThatThrownBy(() -> tally.reserveForMany(Cogs.of(1), "a call")).isInstanceOf(SpendingLimitException.class);
    }

    @Test
    void whatMayBeReservedIsLessByWhatIsReserved() {
        SpendingTally.Reservation other = tally.reserve(Cogs.of(4), "a call");

        assertThat(tally.unreserved()).contains(Cogs.of(6));
        assertThat(tally.left()).contains(Cogs.of(10));
        tally.reserveForMany(Cogs.of(6), "a batch");
        assertThat(tally.unreserved()).contains(Cogs.ZERO);
        other.end(false);
        assertThat(tally.unreserved()).contains(Cogs.of(4));
    }
}
