package com.example.classifier;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A dataset, small enough to read. */
final class SampleTexts {
    static final Map<String, String> TWO_LABELS = Map.of(
            "sea/1.txt", "The tide brings waves into the harbour.",
            "sea/2.txt", "Gulls follow the ship.",
            "garden/1.txt", "Weeds grow between the roses.",
            "garden/2.txt", "Compost for the seeds and the hedge.");

    /** Refused: nothing can be told apart. */
    static final Map<String, String> ONE_LABEL = Map.of("sea/1.txt", "The tide brings waves into the harbour.");

    private SampleTexts() {}

    static Path zip(Path file, Map<String, String> texts) throws IOException {
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, String> text : new TreeMap<>(texts).entrySet()) {
                zip.putNextEntry(new ZipEntry(text.getKey()));
                zip.write(text.getValue().getBytes(StandardCharsets.UTF_8));
            }
        }
        return file;
    }
}
