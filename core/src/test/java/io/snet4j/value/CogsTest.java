package io.snet4j.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CogsTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "1, 1000000000000000000",
        "0.000000000000000001, 1",
        "0.25, 250000000000000000",
        "9.3, 9300000000000000000",
        "1E+3, 1000000000000000000000",
        "1000000000, 1000000000000000000000000000",
    })
    void fetIsCountedExactlyBeyondTheRangeOfLong(String fet, String cogs) {
        assertThat(Cogs.ofFet(fet)).isEqualTo(Cogs.parse(cogs));
        assertThat(Cogs.parse(cogs).toFet()).isEqualByComparingTo(fet);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0000000000000000001", "-1", "1,5", "", "ten", "NaN"})
    void whatIsNoAmountInFetIsRefused(String fet) {
        assertThatIllegalArgumentException().isThrownBy(() -> Cogs.ofFet(fet));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "+1", "1.0", "1e3", " 1", "0x1", "٣"})
    void onlyDecimalDigitsAreCogs(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Cogs.parse(text))
                .withMessageContaining("\"" + text + "\"");
    }

    @Test
    void theUpperHalfOfUint64IsReadAsPositive() {
        assertThat(Cogs.ofUnsigned(-1)).isEqualTo(Cogs.parse("18446744073709551615"));
        assertThat(Cogs.ofUnsigned(1)).isEqualTo(Cogs.of(1));
    }

    @Test
    void amountsAreNeverNegative() {
        assertThatIllegalArgumentException().isThrownBy(() -> Cogs.of(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> Cogs.of(1).minus(Cogs.of(2)));
        assertThatIllegalArgumentException().isThrownBy(() -> Cogs.of(1).times(-1));
    }

    @Test
    void amountsAreAddedMultipliedAndCompared() {
        assertThat(Cogs.of(2).plus(Cogs.of(3)).minus(Cogs.of(1)).times(2)).isEqualTo(Cogs.of(8));
        assertThat(Cogs.of(2)).isLessThan(Cogs.of(10));
        assertThat(Cogs.ZERO.isZero()).isTrue();
        assertThat(Cogs.of(1).isZero()).isFalse();
        assertThat(new Cogs(BigInteger.TEN)).hasToString("10 cogs");
    }

    @Test
    void otherTokensDivideOtherwise() {
        assertThat(Cogs.ofTokens(new BigDecimal("1.5"), 8)).isEqualTo(Cogs.of(150_000_000));
        assertThat(Cogs.of(150_000_000).toTokens(8)).isEqualByComparingTo("1.5");
    }
}
