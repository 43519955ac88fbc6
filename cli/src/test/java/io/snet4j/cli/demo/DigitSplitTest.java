package io.snet4j.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snet4j.errors.InvalidRequestException;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

class DigitSplitTest {
    @Test
    void everyDigitIsEitherTrainedWithOrHeldOut() {
        var digits = Digits.plain(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);

        var split = DigitSplit.of(digits, 3, 1);

        var both = new ArrayList<>(split.training());
        both.addAll(split.heldOut());
        assertThat(split.heldOut()).hasSize(3);
        assertThat(both).containsExactlyInAnyOrderElementsOf(digits);
    }

    @Test
    void theSameSeedSplitsTheSameWay() {
        var digits = Digits.plain(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);

        assertThat(DigitSplit.of(digits, 5, 7)).isEqualTo(DigitSplit.of(digits, 5, 7));
        assertThat(DigitSplit.of(digits, 5, 7)).isNotEqualTo(DigitSplit.of(digits, 5, 8));
    }

    @Test
    void somethingMustBeLeftToTrainWith() {
        assertThatThrownBy(() -> DigitSplit.of(Digits.plain(1, 2), 2, 1))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("hold out 2 of 2");
    }
}
