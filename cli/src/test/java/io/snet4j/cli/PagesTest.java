package io.snet4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code SNET4J_WRITE_DOCS=1} writes the pages, and removes those of commands that are gone. */
class PagesTest {
    private static final Path FOLDER = Path.of("..", "docs", "cli");

    @Test
    void eachCommandHasItsPageAndTheIndexNamesAll(@TempDir Path home) throws IOException {
        Map<String, String> pages = new TreeMap<>(CommandPages.of(new Cli(home).commandLine()));
        if (System.getenv("SNET4J_WRITE_DOCS") != null) {
            write(pages);
        }

        assertThat(written()).isEqualTo(pages);
    }

    private static void write(Map<String, String> pages) throws IOException {
        Files.createDirectories(FOLDER);
        for (String old : written().keySet()) {
            Files.delete(FOLDER.resolve(old));
        }
        for (Map.Entry<String, String> page : pages.entrySet()) {
            Files.writeString(FOLDER.resolve(page.getKey()), page.getValue());
        }
    }

    private static Map<String, String> written() throws IOException {
        if (!Files.isDirectory(FOLDER)) {
            return Map.of();
        }
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.collect(Collectors.toMap(
                    file -> file.getFileName().toString(), PagesTest::content, (a, b) -> a, TreeMap::new));
        }
    }

    private static String content(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
