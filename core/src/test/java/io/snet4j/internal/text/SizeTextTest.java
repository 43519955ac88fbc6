package io.snet4j.internal.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SizeTextTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0 bytes",
        "1, 1 byte",
        "1023, 1023 bytes",
        "1024, 1 KiB",
        "1025, 1.00 KiB (1025 bytes)",
        "1536, 1.5 KiB",
        "1048575, 1024.00 KiB (1048575 bytes)",
        "33554432, 32 MiB",
        "33554433, 32.00 MiB (33554433 bytes)",
        "5368709120, 5 GiB",
        "9223372036854775807, 8.00 EiB (9223372036854775807 bytes)",
        "-1, 18446744073709551615 bytes",
    })
    void aLimitIsReadableAndNoByteIsLost(long bytes, String text) {
        assertThat(SizeText.exact(bytes)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"900, 900 bytes", "1024, 1 KiB", "3250585, 3.1 MiB", "33554433, 32 MiB", "123456789, 117.7 MiB"})
    void progressIsShownToOneDigit(long bytes, String text) {
        assertThat(SizeText.about(bytes)).isEqualTo(text);
    }
}
