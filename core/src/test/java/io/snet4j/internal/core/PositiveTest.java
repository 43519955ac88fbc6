package io.snet4j.internal.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PositiveTest {
    @ParameterizedTest
    @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
    void whatIsNotMoreThanZeroIsRefusedByName(int value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Positive.of("a number of pages", value))
                .withMessage("a number of pages must be positive, not " + value);
        assertThatIllegalArgumentException().isThrownBy(() -> Positive.of("a size", (long) value));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Positive.of("a deadline", Duration.ofSeconds(value)))
                .withMessageStartingWith("a deadline must be positive, not ");
    }

    @Test
    void theRestIsGivenBack() {
        assertThat(Positive.of("a number", 1)).isEqualTo(1);
        assertThat(Positive.of("a size", Long.MAX_VALUE)).isEqualTo(Long.MAX_VALUE);
        assertThat(Positive.of("a deadline", Duration.ofNanos(1))).isEqualTo(Duration.ofNanos(1));
    }
}
