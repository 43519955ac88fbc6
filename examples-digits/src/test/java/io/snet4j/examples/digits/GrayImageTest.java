package io.snet4j.examples.digits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GrayImageTest {
    @ParameterizedTest
    @ValueSource(
            ints = {
                BufferedImage.TYPE_BYTE_GRAY,
                BufferedImage.TYPE_USHORT_GRAY,
                BufferedImage.TYPE_BYTE_BINARY,
                BufferedImage.TYPE_BYTE_INDEXED,
                BufferedImage.TYPE_3BYTE_BGR,
                BufferedImage.TYPE_INT_ARGB
            })
    void everyKindOfPngIsReadAlike(int type) throws IOException {
        BufferedImage image = new BufferedImage(56, 56, type);
        for (int y = 0; y < 56; y++) {
            for (int x = 0; x < 56; x++) {
                boolean bright = x >= 28;
                image.setRGB(x, y, bright ? 0xffffffff : 0xff000000);
            }
        }

        GrayImage read = GrayImage.ofPng(DrawnDigits.encode(image));

        assertThat(read.at(13, 5)).isZero();
        assertThat(read.at(14, 5)).isEqualTo(1);
    }

    @Test
    void greyValuesStayAsTheyAreStored() throws IOException {
        BufferedImage image = new BufferedImage(28, 28, BufferedImage.TYPE_BYTE_GRAY);
        image.getRaster().setSample(3, 4, 0, 51);

        assertThat(GrayImage.ofPng(DrawnDigits.encode(image)).at(3, 4)).isEqualTo(0.2);
    }

    @Test
    void severalPixelsBecomeTheirMean() {
        BufferedImage image = new BufferedImage(56, 56, BufferedImage.TYPE_BYTE_GRAY);
        image.getRaster().setSample(6, 8, 0, 255);

        assertThat(GrayImage.of(image).at(3, 4)).isCloseTo(0.25, within(0.01));
    }

    @Test
    void transparentPixelsAreDark() throws IOException {
        BufferedImage image = new BufferedImage(28, 28, BufferedImage.TYPE_INT_ARGB);
        image.setRGB(3, 4, 0x00ffffff);
        image.setRGB(4, 4, 0x80ffffff);

        GrayImage read = GrayImage.ofPng(DrawnDigits.encode(image));

        assertThat(read.at(3, 4)).isZero();
        assertThat(read.at(4, 4)).isCloseTo(0.5, within(0.01));
    }

    @Test
    void anImageSmallerThanTheGridIsStretched() {
        BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_GRAY);
        image.getRaster().setSample(1, 0, 0, 255);

        GrayImage read = GrayImage.of(image);

        assertThat(read.at(13, 27)).isZero();
        assertThat(read.at(14, 0)).isEqualTo(1);
    }

    @Test
    void bytesThatAreNoPngAreRefused() {
        assertThatThrownBy(() -> GrayImage.ofPng(new byte[] {'G', 'I', 'F'})).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> GrayImage.ofPng(new byte[0])).isInstanceOf(IOException.class);
    }
}
