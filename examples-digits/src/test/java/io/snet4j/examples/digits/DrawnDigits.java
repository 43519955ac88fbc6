package io.snet4j.examples.digits;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Random;
import javax.imageio.ImageIO;

/** Digits as a hurried hand might draw them: one stroke each, shaken by a seeded source. */
final class DrawnDigits {
    /** The stroke of each digit on a board of 10 by 14. */
    private static final int[][] STROKES = {
        {5, 1, 2, 4, 2, 10, 5, 13, 8, 10, 8, 4, 5, 1},
        {4, 3, 6, 1, 6, 13},
        {2, 4, 5, 1, 8, 4, 7, 7, 2, 13, 8, 13},
        {2, 2, 5, 1, 8, 4, 4, 7, 8, 10, 5, 13, 2, 12},
        {6, 13, 6, 1, 2, 9, 9, 9},
        {8, 1, 3, 1, 3, 6, 7, 6, 8, 10, 5, 13, 2, 12},
        {7, 1, 3, 6, 2, 10, 5, 13, 8, 10, 6, 7, 3, 9},
        {2, 1, 8, 1, 4, 13},
        {5, 7, 2, 4, 5, 1, 8, 4, 5, 7, 2, 10, 5, 13, 8, 10, 5, 7},
        {8, 4, 5, 1, 2, 4, 5, 7, 8, 4, 7, 13},
    };

    private final Random random;

    DrawnDigits(long seed) {
        System.out.println("seed of the drawn digits: " + seed);
        random = new Random(seed);
    }

    byte[] png(int digit) {
        return encode(image(digit, GrayImage.SIZE));
    }

    BufferedImage image(int digit, int size) {
        BufferedImage image = new BufferedImage(size, size, BufferedImage.TYPE_BYTE_GRAY);
        Graphics2D graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setColor(Color.WHITE);
        double scale = size / 20.0;
        AffineTransform hand = AffineTransform.getTranslateInstance(size / 2.0 + shake(1), size / 2.0 + shake(1));
        hand.scale(scale * (1 + shake(0.15)), scale * (1 + shake(0.15)));
        hand.rotate(shake(0.2));
        hand.translate(-5, -7);
        graphics.transform(hand);
        graphics.setStroke(new BasicStroke(1.5f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        graphics.draw(stroke(STROKES[digit]));
        graphics.dispose();
        return image;
    }

    static byte[] encode(BufferedImage image) {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", png);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return png.toByteArray();
    }

    private Path2D stroke(int[] points) {
        Path2D path = new Path2D.Double();
        path.moveTo(points[0] + shake(0.5), points[1] + shake(0.5));
        for (int i = 2; i < points.length; i += 2) {
            path.lineTo(points[i] + shake(0.5), points[i + 1] + shake(0.5));
        }
        return path;
    }

    private double shake(double most) {
        return (random.nextDouble() * 2 - 1) * most;
    }
}
