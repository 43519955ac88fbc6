package io.snet4j.examples.digits;

import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;

/**
 * The model that answers before anybody trained one. It has seen ten pictures, drawn here as a pocket calculator shows
 * digits, and reads handwriting as badly as that suggests.
 */
final class FirstModel {
    /**
     * Which of the segments a to g each digit lights: top, upper right, lower right, bottom, lower left, upper left,
     * middle.
     */
    private static final String[] LIT = {
        "abcdef", "bc", "abdeg", "abcdg", "bcfg", "acdfg", "acdefg", "abc", "abcdefg", "abcdfg"
    };

    private static final int LEFT = 8;
    private static final int RIGHT = 17;
    private static final int TOP = 4;
    private static final int MIDDLE = 12;
    private static final int BOTTOM = 21;

    private FirstModel() {}

    static Classifier train() {
        List<Classifier.Sample> samples = new ArrayList<>();
        for (int digit = 0; digit < LIT.length; digit++) {
            samples.add(new Classifier.Sample(Integer.toString(digit), GrayImage.of(draw(LIT[digit]))));
        }
        return Classifier.train(samples);
    }

    private static BufferedImage draw(String lit) {
        BufferedImage image = new BufferedImage(GrayImage.SIZE, GrayImage.SIZE, BufferedImage.TYPE_BYTE_GRAY);
        lit.chars().forEach(segment -> light(image, (char) segment));
        return image;
    }

    private static void light(BufferedImage image, char segment) {
        switch (segment) {
            case 'a' -> fill(image, LEFT, TOP, RIGHT, TOP);
            case 'b' -> fill(image, RIGHT, TOP, RIGHT, MIDDLE);
            case 'c' -> fill(image, RIGHT, MIDDLE, RIGHT, BOTTOM);
            case 'd' -> fill(image, LEFT, BOTTOM, RIGHT, BOTTOM);
            case 'e' -> fill(image, LEFT, MIDDLE, LEFT, BOTTOM);
            case 'f' -> fill(image, LEFT, TOP, LEFT, MIDDLE);
            case 'g' -> fill(image, LEFT, MIDDLE, RIGHT, MIDDLE);
            default -> throw new IllegalArgumentException("no segment " + segment);
        }
    }

    /** A bright line, two pixels wide. */
    private static void fill(BufferedImage image, int left, int top, int right, int bottom) {
        for (int y = top; y <= bottom + 1; y++) {
            for (int x = left; x <= right + 1; x++) {
                image.getRaster().setSample(x, y, 0, 255);
            }
        }
    }
}
