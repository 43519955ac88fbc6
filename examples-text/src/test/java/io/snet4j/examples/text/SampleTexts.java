package io.snet4j.examples.text;

import io.snet4j.testing.TarMaker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Texts about three things, in words that no other one has. */
final class SampleTexts {
    private static final Map<String, List<String>> WORDS = new TreeMap<>(Map.of(
            "sea", List.of("waves", "tide", "harbour", "ship", "salt", "gulls"),
            "kitchen", List.of("oven", "flour", "spoon", "butter", "dough", "pan"),
            "garden", List.of("spade", "roses", "weeds", "compost", "seeds", "hedge")));

    private SampleTexts() {}

    /** A text of words that the label's dataset has, in an order that it does not have. */
    static String question(String label) {
        List<String> words = WORDS.getOrDefault(label, List.of());
        return words.get(5) + " and " + words.get(0) + " and " + words.get(3);
    }

    /** By their paths. */
    static Map<String, String> all() {
        Map<String, String> texts = new TreeMap<>();
        WORDS.forEach((label, words) -> {
            for (int i = 0; i < words.size(); i++) {
                String next = words.get((i + 1) % words.size());
                texts.put(label + "/" + i + ".txt", "The " + words.get(i) + " and the " + next + ".");
            }
        });
        return texts;
    }

    /** So many that checking and learning them takes a moment. */
    static Map<String, String> many() {
        Map<String, String> texts = new TreeMap<>();
        all().forEach((path, text) -> {
            for (int copy = 0; copy < 50; copy++) {
                texts.put(path.replace(".txt", "-" + copy + ".txt"), text);
            }
        });
        return texts;
    }

    static Path folder(Path folder) throws IOException {
        for (Map.Entry<String, String> text : all().entrySet()) {
            Path file = folder.resolve(text.getKey());
            Files.createDirectories(file.getParent());
            Files.writeString(file, text.getValue());
        }
        return folder;
    }

    static Path tarGz(Path file, Map<String, String> texts) {
        TarMaker tar = new TarMaker();
        texts.forEach(tar::file);
        try {
            return Files.write(file, tar.gzip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
