package io.snet4j.publish;

import java.util.ArrayList;
import java.util.List;

/** What was found in one file: what keeps it from being published, and what others may stumble over. */
final class Findings {
    /** A file of a million wrong prices needs no million lines. */
    private static final int MOST = 500;

    private final List<FileProblem> problems = new ArrayList<>();
    private final List<FileProblem> warnings = new ArrayList<>();

    void problem(String path, String message) {
        add(problems, path, message);
    }

    void warning(String path, String message) {
        add(warnings, path, message);
    }

    private static void add(List<FileProblem> list, String path, String message) {
        if (list.size() < MOST) {
            list.add(new FileProblem(path, message));
        }
    }

    List<FileProblem> problems() {
        return List.copyOf(problems);
    }

    List<FileProblem> warnings() {
        return List.copyOf(warnings);
    }
}
