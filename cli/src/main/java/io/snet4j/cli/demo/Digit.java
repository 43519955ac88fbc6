package io.snet4j.cli.demo;

import io.snet4j.errors.InvalidRequestException;
import java.util.Arrays;

/**
 * One handwritten digit: what it shows, and its {@value #SIDE} x {@value #SIDE} pixels by rows, 0 (paper) to 255 (ink).
 */
final class Digit {
    static final int SIDE = 28;
    static final int PIXELS = SIDE * SIDE;

    private final int label;
    private final byte[] pixels;

    Digit(int label, byte[] pixels) {
        if (label < 0 || label > 9 || pixels.length != PIXELS) {
            throw new InvalidRequestException("not a digit: label " + label + " with " + pixels.length + " pixels");
        }
        this.label = label;
        this.pixels = pixels.clone();
    }

    int label() {
        return label;
    }

    int ink(int x, int y) {
        return Byte.toUnsignedInt(pixels[y * SIDE + x]);
    }

    /** The same picture under another label. */
    Digit labelled(int other) {
        return new Digit(other, pixels);
    }

    byte[] pixels() {
        return Arrays.copyOf(pixels, PIXELS);
    }
}
