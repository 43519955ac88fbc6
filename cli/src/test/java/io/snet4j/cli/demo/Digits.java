package io.snet4j.cli.demo;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Digits for tests: the real ones, and ones whose every pixel has the label's shade. */
final class Digits {
    private Digits() {}

    /** The file that the build has packed. */
    static Path file() {
        return Path.of(System.getProperty("snet4j.digits"));
    }

    private static Digit one(int label) {
        var pixels = new byte[Digit.PIXELS];
        Arrays.fill(pixels, (byte) (label * 20));
        return new Digit(label, pixels);
    }

    static List<Digit> plain(int... labels) {
        return IntStream.of(labels).mapToObj(Digits::one).toList();
    }
}
