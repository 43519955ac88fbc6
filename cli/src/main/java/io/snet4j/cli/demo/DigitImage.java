package io.snet4j.cli.demo;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;

/** A digit as a PNG file: grey, white ink on black paper, as the digits have come since they were collected. */
final class DigitImage {
    private DigitImage() {}

    static byte[] png(Digit digit) {
        var image = new BufferedImage(Digit.SIDE, Digit.SIDE, BufferedImage.TYPE_BYTE_GRAY);
        image.getRaster().setDataElements(0, 0, Digit.SIDE, Digit.SIDE, digit.pixels());
        var out = new ByteArrayOutputStream(512);
        try {
            if (!ImageIO.write(image, "png", out)) {
                throw new IOException("this Java runtime writes no PNG");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
