package io.snet4j.examples.digits;

import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
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

    /** Scaled to 28 by 28, each value the mean of the pixels it stands for; transparent pixels count as dark. */
    static GrayImage of(BufferedImage image) {
        byte[] values = new byte[SIZE * SIZE];
        for (int i = 0; i < values.length; i++) {
            int left = i % SIZE * image.getWidth() / SIZE;
            int right = Math.max(left + 1, (i % SIZE + 1) * image.getWidth() / SIZE);
            int top = i / SIZE * image.getHeight() / SIZE;
            int bottom = Math.max(top + 1, (i / SIZE + 1) * image.getHeight() / SIZE);
            double sum = 0;
            for (int y = top; y < bottom; y++) {
                for (int x = left; x < right; x++) {
                    sum += brightness(image, x, y);
                }
            }
            values[i] = (byte) Math.round(sum / ((right - left) * (bottom - top)) * 255);
        }
        return new GrayImage(values);
    }

    /** From 0 to 1. Grey images are read as they are stored: a colour model would bend the values. */
    private static double brightness(BufferedImage image, int x, int y) {
        if (image.getColorModel() instanceof ComponentColorModel model && model.getNumColorComponents() == 1) {
            double gray = image.getRaster().getSampleDouble(x, y, 0) / ((1 << model.getComponentSize(0)) - 1);
            return model.hasAlpha() ? gray * model.getAlpha(image.getRaster().getDataElements(x, y, null)) / 255 : gray;
        }
        int argb = image.getRGB(x, y);
        double luma = 0.299 * (argb >> 16 & 0xff) + 0.587 * (argb >> 8 & 0xff) + 0.114 * (argb & 0xff);
        return luma / 255 * (argb >>> 24) / 255;
    }

    double at(int x, int y) {
        return Byte.toUnsignedInt(values[y * SIZE + x]) / 255.0;
    }
}
