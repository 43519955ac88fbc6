package io.snet4j.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
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

    static Stream<String> amountsOfTooManyDigits() {
        return Stream.of(
                "1e20000000",
                "1e-20000000",
                "-1e20000000",
                "1E+2147483647",
                "1E-2147483647",
                "9".repeat(3_000_000),
                "0." + "9".repeat(3_000_000),
                "0".repeat(3_000_000) + "1",
                "1e" + "9".repeat(1_000_000),
                "1e83");
    }

    @ParameterizedTest
    @MethodSource("amountsOfTooManyDigits")
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void anAmountOfTooManyDigitsIsRefusedWithoutWritingThemOut(String fet) {
        assertThatIllegalArgumentException().isThrownBy(() -> Cogs.ofFet(fet)).satisfies(e -> assertThat(e.getMessage())
                .hasSizeLessThan(500));
    }

    @ParameterizedTest
    @ValueSource(ints = {101, 100_000, 3_000_000})
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void moreThanAHundredDigitsAreNoCogs(int digits) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Cogs.parse("7".repeat(digits)))
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(500));
        assertThatIllegalArgumentException().isThrownBy(() -> Cogs.parse("0".repeat(digits)));
    }

    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aDecimalOfTooManyDigitsIsRefusedWhereverItIsFrom() {
        BigDecimal digits = new BigDecimal(BigInteger.ONE.shiftLeft(20_000_000));

        assertThatIllegalArgumentException().isThrownBy(() -> Cogs.ofFet(digits));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Cogs.ofTokens(BigDecimal.valueOf(1, Integer.MIN_VALUE), 18));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Cogs.ofTokens(BigDecimal.valueOf(1, Integer.MAX_VALUE), 18));
        assertThat(Cogs.ofTokens(BigDecimal.valueOf(0, Integer.MAX_VALUE), 18)).isEqualTo(Cogs.ZERO);
    }

    @Test
    void whatAContractCanHoldIsRead() {
        String most = BigInteger.ONE.shiftLeft(256).subtract(BigInteger.ONE).toString();

        assertThat(Cogs.parse(most).value()).hasToString(most);
        assertThat(Cogs.parse(most).toFet()).isEqualByComparingTo(new BigDecimal(new BigInteger(most), 18));
        assertThat(Cogs.ofFet(Cogs.parse(most).toFet())).isEqualTo(Cogs.parse(most));
        assertThat(Cogs.ofFet("1." + "0".repeat(150))).isEqualTo(Cogs.ofFet("1"));
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
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0 FET",
        "1, 1 cogs",
        "999999999, 999999999 cogs",
        "1000000000, 0.000000001 FET",
        "20000000000000000, 0.02 FET",
        "20000000000000001, 0.020000000000000001 FET",
        "1000000000000000000, 1 FET",
        "100000000000000000000, 100 FET",
        "1000000000000000000000000000000, 1000000000000 FET",
    })
    void anAmountIsPrintedInFetAndExact(String cogs, String text) {
        assertThat(Cogs.parse(cogs)).hasToString(text);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "20000000000000000, 0.02", "100000000000000000000, 100", "1, 1E-18"})
    void fetHaveNoZerosAtTheEnd(String cogs, String fet) {
        assertThat(Cogs.parse(cogs).toFet()).hasToString(fet);
        assertThat(Cogs.of(150_000_000).toTokens(8)).hasToString("1.5");
    }

    @Test
    void otherTokensDivideOtherwise() {
        assertThat(Cogs.ofTokens(new BigDecimal("1.5"), 8)).isEqualTo(Cogs.of(150_000_000));
        assertThat(Cogs.of(150_000_000).toTokens(8)).isEqualByComparingTo("1.5");
    }
}
