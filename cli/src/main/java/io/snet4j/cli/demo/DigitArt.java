package io.snet4j.cli.demo;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Draws digits in text, side by side: 14 characters wide and 10 lines high each. */
final class DigitArt {
    static final int WIDTH = 14;
    private static final int FIRST_ROW = 4;
    private static final int LAST_ROW = 24;
    private static final String INK = " .:+#@";

    private DigitArt() {}

    /** The lines of one row of digits, with two blanks between neighbours. */
    static List<String> draw(List<Digit> digits) {
        return IntStream.iterate(FIRST_ROW, row -> row < LAST_ROW, row -> row + 2)
                .mapToObj(row -> digits.stream().map(digit -> line(digit, row)).collect(Collectors.joining("  ")))
                .toList();
    }

    private static String line(Digit digit, int row) {
        var line = new StringBuilder(WIDTH);
        for (var x = 0; x < Digit.SIDE; x += 2) {
            var ink = digit.ink(x, row) + digit.ink(x + 1, row) + digit.ink(x, row + 1) + digit.ink(x + 1, row + 1);
            line.append(INK.charAt(ink * (INK.length() - 1) / (4 * 255)));
        }
        return line.toString();
    }
}
