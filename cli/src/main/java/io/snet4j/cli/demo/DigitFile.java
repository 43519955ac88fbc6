package io.snet4j.cli.demo;

import io.snet4j.errors.InvalidRequestException;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** The file that the build packs: gzip of a count, then for each digit one byte of label and its pixels. */
final class DigitFile {
    private static final int MOST = 1_000_000;

    private DigitFile() {}

    /** @throws InvalidRequestException saying how to get it */
    static void requirePresent(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new InvalidRequestException(
                    "the demo's images are missing: " + file + "; build them with Node installed: ./snet4j does it");
        }
    }

    /** Reads all digits in the file's order. */
    static List<Digit> read(Path file) {
        requirePresent(file);
        try (var in = new DataInputStream(
                new BufferedInputStream(new GZIPInputStream(Files.newInputStream(file), 1 << 16), 1 << 16))) {
            var count = in.readInt();
            if (count < 1 || count > MOST) {
                throw new IOException("it claims to hold " + count + " digits");
            }
            var digits = new ArrayList<Digit>(count);
            var pixels = new byte[Digit.PIXELS];
            for (var i = 0; i < count; i++) {
                var label = in.readUnsignedByte();
                in.readFully(pixels);
                digits.add(new Digit(label, pixels));
            }
            return List.copyOf(digits);
        } catch (IOException e) {
            throw new InvalidRequestException(
                    "the demo's images cannot be read: " + file + " (" + e.getMessage()
                            + "); remove it and build again",
                    e);
        }
    }
}
