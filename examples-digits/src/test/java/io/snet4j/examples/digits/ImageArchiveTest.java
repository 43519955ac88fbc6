package io.snet4j.examples.digits;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.ZipException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageArchiveTest {
    private final Path folder;
    private final DrawnDigits drawn = new DrawnDigits(4);

    ImageArchiveTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void everyImageIsReadWithTheNameOfItsFolderAsLabel() throws Exception {
        Map<String, byte[]> entries = Zips.digits(drawn, 10, digit -> "label-" + digit);
        entries.put("empty-folder/", new byte[0]);

        assertThat(ImageArchive.read(zip(entries)))
                .hasSize(100)
                .extracting(Classifier.Sample::label)
                .startsWith("label-0")
                .endsWith("label-9")
                .doesNotContain("empty-folder");
    }

    @Test
    void aFileThatIsNoZipIsRefused() throws IOException {
        assertRefused(Files.writeString(folder.resolve("x.zip"), "no zip at all"), "");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "3.png",
                "3/4/5.png",
                "3/image.jpg",
                "../3/1.png",
                "/3/1.png",
                "3/.png/x",
                "__a b/1.png",
                "##UNKNOWN/1.png"
            })
    void anEntryThatIsNoPngInALabelsFolderIsRefusedByName(String name) throws IOException {
        Map<String, byte[]> entries = Zips.digits(drawn, 10, Integer::toString);
        entries.put(name, drawn.png(3));

        assertRefused(zip(entries), "\"" + name + "\"");
    }

    @Test
    void anEntryThatIsNoImageIsRefusedByName() throws IOException {
        Map<String, byte[]> entries = Zips.digits(drawn, 10, Integer::toString);
        entries.put("5/broken.png", "no image".getBytes(UTF_8));

        assertRefused(zip(entries), "5/broken.png");
    }

    @Test
    void aTruncatedImageIsRefusedByName() throws IOException {
        Map<String, byte[]> entries = Zips.digits(drawn, 10, Integer::toString);
        byte[] whole = drawn.png(5);
        entries.put("5/cut.png", java.util.Arrays.copyOf(whole, whole.length / 2));

        assertRefused(zip(entries), "5/cut.png");
    }

    @Test
    void aSmallFileThatUnpacksToAnEnormousOneIsRefused() throws IOException {
        Map<String, byte[]> entries = Zips.digits(drawn, 10, Integer::toString);
        entries.put("5/bomb.png", new byte[64 << 20]);
        Path bomb = zip(entries);

        assertThat(Files.size(bomb)).isLessThan(1 << 20);
        assertRefused(bomb, "5/bomb.png unpacks to more than 1 MiB");
    }

    @Test
    void aSmallFileThatDecodesToAnEnormousImageIsRefused() throws IOException {
        Map<String, byte[]> entries = Zips.digits(drawn, 10, Integer::toString);
        entries.put("5/wide.png", DrawnDigits.encode(new BufferedImage(100_000, 10, BufferedImage.TYPE_BYTE_BINARY)));

        assertRefused(zip(entries), "larger than 2048 pixels a side");
    }

    @Test
    void oneLabelIsNotEnough() throws IOException {
        assertRefused(zip(Zips.digits(drawn, 10, digit -> "same")), "1 labels");
    }

    @Test
    void aLabelWithTooFewImagesIsNamed() throws IOException {
        Map<String, byte[]> entries = Zips.digits(drawn, 10, Integer::toString);
        entries.put("rare/1.png", drawn.png(3));

        assertRefused(zip(entries), "label rare has 1 images; at least 10");
    }

    @Test
    void anEmptyArchiveIsRefused() throws IOException {
        assertRefused(zip(Map.of("folder/", new byte[0])), "0 labels");
    }

    private Path zip(Map<String, byte[]> entries) throws IOException {
        return Zips.write(folder.resolve("data.zip"), entries);
    }

    private static void assertRefused(Path zip, String reason) {
        assertThatThrownBy(() -> ImageArchive.read(zip))
                .isInstanceOf(ZipException.class)
                .hasMessageContaining(reason);
    }
}
