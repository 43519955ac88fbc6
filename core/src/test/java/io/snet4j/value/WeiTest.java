package io.snet4j.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WeiTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "0.05, 50000000000000000",
        "0.000000000000000001, 1",
        "2750, 2750000000000000000000",
        "1E+3, 1000000000000000000000",
    })
    void etherIsCountedExactly(String ether, String wei) {
        assertThat(Wei.ofEther(ether)).isEqualTo(Wei.parse(wei));
        assertThat(Wei.parse(wei).toEther()).isEqualByComparingTo(ether);
    }

    @Test
    void gweiIsABillionWei() {
        assertThat(Wei.ofGwei("1.5")).isEqualTo(Wei.of(1_500_000_000));
        assertThat(Wei.ofGwei(BigDecimal.TEN)).isEqualTo(Wei.of(10_000_000_000L));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"0.0000000000000000001", "-1", "1,5", "", "ten", "NaN", "1E+999999999", "1E-999999999", "1E+70"})
    void whatIsNoAmountInEtherIsRefused(String ether) {
        assertThatIllegalArgumentException().isThrownBy(() -> Wei.ofEther(ether));
        assertThatIllegalArgumentException().isThrownBy(() -> Wei.ofGwei(ether));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "+1", "1.0", "1e3", " 1", "0x1", "٣"})
    void onlyDecimalDigitsAreWei(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Wei.parse(text))
                .withMessageContaining("\"" + text + "\"");
    }

    @Test
    void aTextIsBoundedBeforeItIsRead() {
        String largest = BigInteger.ONE.shiftLeft(256).subtract(BigInteger.ONE).toString();
        assertThat(Wei.parse(largest).value().bitLength()).isEqualTo(256);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Wei.parse("9".repeat(1_000_000)))
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(300));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Wei.ofEther("9".repeat(1_000_000)))
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(300));
    }

    /** Written out, it would have twelve million digits, and take minutes. */
    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aDecimalOfTooManyDigitsIsRefusedWithoutWritingThemOut() {
        BigDecimal large = new BigDecimal(BigInteger.ONE.shiftLeft(40_000_000));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Wei.ofEther(large))
                .withMessageContaining("has too many digits");
        assertThatIllegalArgumentException().isThrownBy(() -> Wei.ofGwei(large));
    }

    @Test
    void amountsAreNeverNegative() {
        assertThatIllegalArgumentException().isThrownBy(() -> Wei.of(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> Wei.of(1).minus(Wei.of(2)));
        assertThatIllegalArgumentException().isThrownBy(() -> Wei.of(1).times(BigInteger.ONE.negate()));
    }

    @Test
    void amountsAreAddedMultipliedAndCompared() {
        assertThat(Wei.of(2).plus(Wei.of(3)).minus(Wei.of(1)).times(BigInteger.TWO))
                .isEqualTo(Wei.of(8));
        assertThat(Wei.of(2)).isLessThan(Wei.of(10));
        assertThat(Wei.ZERO.isZero()).isTrue();
        assertThat(Wei.of(1).isZero()).isFalse();
        assertThat(Wei.of(10)).hasToString("10 wei");
        assertThat(Wei.ZERO).hasToString("0 ether");
        assertThat(Wei.ofGwei("1.5")).hasToString("1.5 gwei");
        assertThat(Wei.of(99_999_999_999_999L)).hasToString("99999.999999999 gwei");
        assertThat(Wei.ofEther("0.05")).hasToString("0.05 ether");
        assertThat(Wei.ofEther("100").toEther()).hasToString("100");
    }
}
