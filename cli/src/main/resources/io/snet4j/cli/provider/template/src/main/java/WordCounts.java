package com.example.classifier;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What is learned: how often each word stands in the texts of each label. A text belongs to the label most like it. */
final class WordCounts {
    private final Map<String, Map<String, Integer>> byLabel = new TreeMap<>();

    record Nearest(String label, double similarity) {}

    void add(String label, String text) {
        Map<String, Integer> counts = byLabel.computeIfAbsent(label, same -> new TreeMap<>());
        count(text).forEach((word, count) -> counts.merge(word, count, Integer::sum));
    }

    int labels() {
        return byLabel.size();
    }

    Nearest nearest(String text) {
        Map<String, Integer> words = count(text);
        Nearest nearest = new Nearest("", -1);
        for (Map.Entry<String, Map<String, Integer>> label : byLabel.entrySet()) {
            double similarity = product(words, label.getValue())
                    / Math.max(1, Math.sqrt(product(words, words) * product(label.getValue(), label.getValue())));
            if (similarity > nearest.similarity()) {
                nearest = new Nearest(label.getKey(), similarity);
            }
        }
        return nearest;
    }

    private static double product(Map<String, Integer> one, Map<String, Integer> other) {
        return one.entrySet().stream()
                .mapToDouble(word -> (double) word.getValue() * other.getOrDefault(word.getKey(), 0))
                .sum();
    }

    private static Map<String, Integer> count(String text) {
        Map<String, Integer> counts = new TreeMap<>();
        for (String word : text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+")) {
            if (!word.isEmpty()) {
                counts.merge(word, 1, Integer::sum);
            }
        }
        return counts;
    }

    /** A line for each word of each label: label, word, count, with tabs between. */
    void write(Path file) throws IOException {
        List<String> lines = new ArrayList<>();
        byLabel.forEach((label, counts) ->
                counts.forEach((word, count) -> lines.add(label + "\t" + word + "\t" + count)));
        Files.write(file, lines);
    }

    static WordCounts read(Path file) throws IOException {
        WordCounts read = new WordCounts();
        for (String line : Files.readAllLines(file)) {
            String[] parts = line.split("\t");
            read.byLabel.computeIfAbsent(parts[0], same -> new TreeMap<>()).put(parts[1], Integer.valueOf(parts[2]));
        }
        return read;
    }
}
