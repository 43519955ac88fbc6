package io.snet4j.examples.digits;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;

/**
 * The model that answers before anybody trained one. It has seen ten pictures, drawn here as a pocket calculator shows
 * digits, and reads handwriting as badly as that suggests.
 */
final class FirstModel {
    /** Which of the segments a to g each digit lights: top, upper right, lower right, bottom, lower left, upper left, middle. */
    private static final String[] LIT = {
        "abcdef", "bc", "abdeg", "abcdg", "bcfg", "acdfg", "acdefg", "abc", "abcdefg", "abcdfg"
    };

    private static final int LEFT = 9;
    private static final int RIGHT = 18;
    private static final int TOP = 5;
    private static final int MIDDLE = 13;
    private static final int BOTTOM = 22;

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
        Graphics2D graphics = image.createGraphics();
        try {
            graphics.setColor(Color.WHITE);
            graphics.setStroke(new BasicStroke(2));
            lit.chars().forEach(segment -> graphics.draw(line((char) segment)));
        } finally {
            graphics.dispose();
        }
        return image;
    }

    private static Line2D line(char segment) {
        return switch (segment) {
            case 'a' -> new Line2D.Float(LEFT, TOP, RIGHT, TOP);
            case 'b' -> new Line2D.Float(RIGHT, TOP, RIGHT, MIDDLE);
            case 'c' -> new Line2D.Float(RIGHT, MIDDLE, RIGHT, BOTTOM);
            case 'd' -> new Line2D.Float(LEFT, BOTTOM, RIGHT, BOTTOM);
            case 'e' -> new Line2D.Float(LEFT, MIDDLE, LEFT, BOTTOM);
            case 'f' -> new Line2D.Float(LEFT, TOP, LEFT, MIDDLE);
            case 'g' -> new Line2D.Float(LEFT, MIDDLE, RIGHT, MIDDLE);
            default -> throw new IllegalArgumentException("no segment " + segment);
        };
    }
}
