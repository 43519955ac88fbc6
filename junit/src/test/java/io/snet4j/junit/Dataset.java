package io.snet4j.junit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Of one small file. */
public final class Dataset {
    private Dataset() {}

    public static Path in(Path folder) throws IOException {
        Path dataset = folder.resolve("dataset.zip");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(dataset))) {
            zip.putNextEntry(new ZipEntry("a.txt"));
            zip.write(new byte[] {1, 2, 3});
        }
        return dataset;
    }
}
