package io.snet4j.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snet4j.errors.InvalidRequestException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DigitFileTest {
    @Test
    void theBuildPacksTenThousandDigitsOfAllTenLabels() {
        var digits = DigitFile.read(Digits.file());

        var counts = digits.stream().collect(Collectors.groupingBy(Digit::label, Collectors.counting()));
        assertThat(digits).hasSize(10_000);
        assertThat(counts).hasSize(10).allSatisfy((label, count) -> assertThat(count)
                .isBetween(800L, 1200L));
    }

    @Test
    void aDigitIsInkOnPaper() {
        assertThat(DigitFile.read(Digits.file())).allSatisfy(digit -> {
            assertThat(digit.ink(0, 0)).as("corner").isZero();
            assertThat(Arrays.equals(digit.pixels(), new byte[Digit.PIXELS]))
                    .as("empty")
                    .isFalse();
        });
    }

    @Test
    void aMissingFileIsNamedWithTheWayToGetIt(@TempDir Path folder) {
        var missing = folder.resolve("digits.bin.gz");

        assertThatThrownBy(() -> DigitFile.read(missing))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining(missing.toString())
                .hasMessageContaining("./snet4j");
    }

    @Test
    void aFileCutShortIsRefused(@TempDir Path folder) throws IOException {
        byte[] whole;
        try (var in = new GZIPInputStream(Files.newInputStream(Digits.file()))) {
            whole = in.readNBytes(100_000);
        }
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(whole);
        }
        var file = Files.write(folder.resolve("short.gz"), packed.toByteArray());

        assertThatThrownBy(() -> DigitFile.read(file))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("cannot be read");
    }

    @Test
    void aFileOfAnotherKindIsRefused(@TempDir Path folder) throws IOException {
        var file = Files.writeString(folder.resolve("digits.bin.gz"), "no digits at all");

        assertThatThrownBy(() -> DigitFile.read(file))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining(file.toString());
    }
}
