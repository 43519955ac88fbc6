package io.snet4j.cli.training;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Datasets, good and bad. */
final class Archives {
    private Archives() {}

    static Path good(Path folder) throws IOException {
        return zip(folder.resolve("cats.zip"), "a.png", "b.png");
    }

    /** More than fits into all buffers between a client and a provider that does not read. */
    static Path large(Path folder) throws IOException {
        Path file = folder.resolve("large.zip");
        byte[] noise = new byte[8 << 20];
        new Random(1).nextBytes(noise);
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            zip.putNextEntry(new ZipEntry("a.png"));
            zip.write(noise);
        }
        return file;
    }

    /** Two of its files would be unpacked outside of the folder. */
    static Path bad(Path folder) throws IOException {
        return zip(folder.resolve("bad.zip"), "../a.png", "../../b.png");
    }

    static Path folder(Path parent) throws IOException {
        Path folder = Files.createDirectory(parent.resolve("cats"));
        Files.writeString(folder.resolve("a.png"), "a cat");
        return folder;
    }

    private static Path zip(Path file, String... names) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            for (String name : names) {
                zip.putNextEntry(new ZipEntry(name));
                zip.write(name.getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
            }
        }
        return file;
    }
}
