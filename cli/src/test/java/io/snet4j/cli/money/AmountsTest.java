package io.snet4j.cli.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class AmountsTest {
    @ParameterizedTest
    @CsvSource({
        "0.05FET, 50000000000000000",
        "0.05 fet, 50000000000000000",
        "1FET, 1000000000000000000",
        "7, 7",
        "7cogs, 7",
        "0, 0"
    })
    void anAmountIsFetWithItsUnitOrCogs(String text, String cogs) {
        assertThat(new Amounts().convert(text).value()).isEqualTo(cogs);
    }

    /** A number with a point is an amount of nothing: in cogs it would be a fraction, in FET a surprise. */
    @ParameterizedTest
    @ValueSource(strings = {"0.05", "-1", "-1FET", "1e3", "FET", "", "1.2.3FET", "0.0000000000000000001FET", "1ETH"})
    void anythingElseIsRefused(String text) {
        assertThatThrownBy(() -> new Amounts().convert(text)).isInstanceOf(TypeConversionException.class);
    }
}
