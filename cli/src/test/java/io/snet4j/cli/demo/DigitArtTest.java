package io.snet4j.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class DigitArtTest {
    @Test
    void fiveDigitsFitIntoEightyColumns() {
        var lines = DigitArt.draw(Digits.plain(0, 1, 2, 3, 4));

        assertThat(lines).hasSize(10).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
    }

    @Test
    void moreInkLooksDarker() {
        var pixels = new byte[Digit.PIXELS];
        Arrays.fill(pixels, Digit.PIXELS / 2, Digit.PIXELS, (byte) 255);

        var lines = DigitArt.draw(List.of(new Digit(1, pixels)));

        assertThat(lines.get(0)).isBlank();
        assertThat(lines.get(lines.size() - 1)).isEqualTo("@".repeat(DigitArt.WIDTH));
    }
}
