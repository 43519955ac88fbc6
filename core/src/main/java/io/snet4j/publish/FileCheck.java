package io.snet4j.publish;

import java.util.ArrayList;
import java.util.List;

/**
 * What keeps a file from being published. What is wrong with the published one, too, is no reason to let a price be: it
 * is warned of.
 */
final class FileCheck {
    private final List<FileProblem> problems = new ArrayList<>();
    private final List<FileProblem> warnings = new ArrayList<>();

    /** @param before what the same check says of the published file */
    void add(List<FileProblem> found, List<FileProblem> before) {
        for (FileProblem each : found) {
            if (before.contains(each)) {
                warnings.add(new FileProblem(each.path(), each.message() + " (it is published so already)"));
            } else {
                problems.add(each);
            }
        }
    }

    void warn(List<FileProblem> found) {
        warnings.addAll(found);
    }

    /** @throws InvalidFileException if anything is wrong */
    List<FileProblem> require(String file) {
        if (!problems.isEmpty()) {
            throw new InvalidFileException(file, problems);
        }
        return List.copyOf(warnings);
    }
}
