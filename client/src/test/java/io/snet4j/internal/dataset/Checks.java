package io.snet4j.internal.dataset;

import io.snet4j.dataset.DatasetProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Writes bytes to a file and checks it, as a user's program would. */
final class Checks {
    private Checks() {}

    static DatasetRules fileTypes(String types) {
        return DatasetRules.of(0, 0, 0, List.of(types), List.of());
    }

    static DatasetRules archiveTypes(String types) {
        return DatasetRules.of(0, 0, 0, List.of(), List.of(types));
    }

    static DatasetRules maxFiles(long count) {
        return DatasetRules.of(0, 0, count, List.of(), List.of());
    }

    static DatasetRules maxFileBytes(long bytes) {
        return DatasetRules.of(0, bytes, 0, List.of(), List.of());
    }

    static List<DatasetProblem> check(Path folder, byte[] archive) throws IOException {
        return check(folder, archive, DatasetRules.NONE);
    }

    static List<DatasetProblem> check(Path folder, byte[] archive, DatasetRules rules) throws IOException {
        return check(folder, archive, rules, UnpackLimit.defaultLimit(archive.length));
    }

    static List<DatasetProblem> check(Path folder, byte[] archive, DatasetRules rules, long unpackLimit)
            throws IOException {
        // The name is misleading on purpose: what counts is the content.
        Path file = Files.write(folder.resolve("dataset.bin"), archive);
        try (var dataset = OpenDataset.open(file)) {
            return dataset.check(rules, new UnpackLimit(archive.length, unpackLimit), (bytes, total) -> {});
        }
    }
}
