package io.snet4j.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipFile;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetArchiveTest {
    @Test
    void eachDigitIsAPngFileInTheFolderOfItsLabel(@TempDir Path folder) throws IOException {
        var digits = Digits.plain(3, 9, 3);

        var archive = DatasetArchive.write(digits, folder.resolve("digits.zip"));

        try (var zip = new ZipFile(archive.toFile())) {
            assertThat(zip.stream().map(entry -> entry.getName()))
                    .containsExactly("3/00000.png", "9/00001.png", "3/00002.png");
            var image = ImageIO.read(zip.getInputStream(zip.getEntry("9/00001.png")));
            assertThat(image.getWidth()).isEqualTo(Digit.SIDE);
            assertThat(image.getRaster().getSample(5, 5, 0))
                    .isEqualTo(digits.get(1).ink(5, 5));
        }
    }

    @Test
    void theSameDigitsMakeTheSameBytes(@TempDir Path folder) throws IOException {
        var one = DatasetArchive.write(Digits.plain(1, 2), folder.resolve("one.zip"));
        var two = DatasetArchive.write(Digits.plain(1, 2), folder.resolve("two.zip"));

        assertThat(one).hasSameBinaryContentAs(two);
    }

    @Test
    void theDemosDatasetCrossesAtLeastTwelveMessages(@TempDir Path folder) throws IOException {
        var split = DigitSplit.of(DigitFile.read(Digits.file()), Dataset.HELD_OUT, Dataset.SEED);

        var archive = DatasetArchive.write(split.training(), folder.resolve("digits.zip"));

        assertThat(Files.size(archive)).isGreaterThan(3_000_000).isGreaterThan(11L * Dataset.MESSAGE_BYTES);
    }
}
