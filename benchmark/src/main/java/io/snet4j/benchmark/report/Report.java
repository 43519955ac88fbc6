package io.snet4j.benchmark.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes a run's results where people read them. */
public final class Report {
    private Report() {}

    /** @param docs gets performance.md, and a folder with one plot for each growth */
    public static void write(Results results, Path docs) {
        try {
            Path plots = Files.createDirectories(docs.resolve("performance"));
            for (Growth growth : results.growths()) {
                Files.writeString(plots.resolve(growth.file() + ".svg"), Plot.of(growth));
            }
            Files.writeString(docs.resolve("performance.md"), Page.of(results));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
