package io.snet4j.cli.demo;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;

/** The dataset as the service wants it: a zip of PNG files, each in a folder named by its label. */
final class DatasetArchive {
    private DatasetArchive() {}

    /** Writes {@code LABEL/NNNNN.png} for each digit, and returns the file. */
    static Path write(List<Digit> digits, Path file) {
        ImageIO.setUseCache(false); // its files would lie in the temporary folder
        try (var zip = new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(file), 1 << 16))) {
            zip.setMethod(ZipOutputStream.STORED); // PNG is compressed already
            for (var i = 0; i < digits.size(); i++) {
                add(zip, String.format("%d/%05d.png", digits.get(i).label(), i), DigitImage.png(digits.get(i)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file;
    }

    private static void add(ZipOutputStream zip, String name, byte[] content) throws IOException {
        var sum = new CRC32();
        sum.update(content);
        var entry = new ZipEntry(name);
        entry.setTime(0); // the same digits make the same archive
        entry.setSize(content.length);
        entry.setCrc(sum.getValue());
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
    }
}
