package io.snet4j.examples.digits;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/** 28 by 28 grey values from 0 (dark) to 1 (bright). Immutable. */
final class GrayImage {
    static final int SIZE = 28;
    private static final int MAX_SIDE = 2048;

    private final byte[] values;

    private GrayImage(byte[] values) {
        this.values = values;
    }

    /**
     * @param png of any size up to 2048 pixels a side; scaled
     * @throws IOException saying what is wrong, if it is no such image
     */
    static GrayImage ofPng(byte[] png) throws IOException {
        ImageReader reader = ImageIO.getImageReadersByFormatName("png").next();
        try (ImageInputStream input = ImageIO.createImageInputStream(new ByteArrayInputStream(png))) {
            reader.setInput(input, true, true);
            // Before any pixel is read: a small file may hold an enormous image.
            if (reader.getWidth(0) > MAX_SIDE || reader.getHeight(0) > MAX_SIDE) {
                throw new IOException("the image is larger than " + MAX_SIDE + " pixels a side");
            }
            return of(reader.read(0));
        } catch (RuntimeException e) {
            throw new IOException("not a PNG image: " + e.getMessage(), e);
        } finally {
            reader.dispose();
        }
    }

    /** Scaled to 28 by 28; transparent pixels count as dark. */
    static GrayImage of(BufferedImage image) {
        BufferedImage gray = new BufferedImage(SIZE, SIZE, BufferedImage.TYPE_BYTE_GRAY);
        Graphics2D graphics = gray.createGraphics();
        try {
            graphics.setColor(Color.BLACK);
            graphics.fillRect(0, 0, SIZE, SIZE);
            graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
            graphics.drawImage(image, 0, 0, SIZE, SIZE, null);
        } finally {
            graphics.dispose();
        }
        byte[] values = new byte[SIZE * SIZE];
        for (int i = 0; i < values.length; i++) {
            values[i] = (byte) gray.getRaster().getSample(i % SIZE, i / SIZE, 0);
        }
        return new GrayImage(values);
    }

    double at(int x, int y) {
        return Byte.toUnsignedInt(values[y * SIZE + x]) / 255.0;
    }
}
