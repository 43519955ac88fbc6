package io.snet4j.examples.digits;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

final class Zips {
    private Zips() {}

    static Path write(Path file, Map<String, byte[]> entries) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
                zip.closeEntry();
            }
        }
        return file;
    }

    /** @param label what a digit's folder is called */
    static Map<String, byte[]> digits(DrawnDigits drawn, int perDigit, IntFunction<String> label) {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        for (int digit = 0; digit < 10; digit++) {
            for (int i = 0; i < perDigit; i++) {
                entries.put(label.apply(digit) + "/" + i + ".png", drawn.png(digit));
            }
        }
        return entries;
    }
}
