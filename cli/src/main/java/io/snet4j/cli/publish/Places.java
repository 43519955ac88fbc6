package io.snet4j.cli.publish;

import io.snet4j.publish.FileProblem;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where the fields of a platform's file come from in another one. */
final class Places {
    private record Place(int line, String field) {}

    private final String file;
    private final Map<String, Place> places = new HashMap<>();

    Places(String file) {
        this.file = file;
    }

    /** @param path in the platform's file */
    void put(String path, int line, String field) {
        places.putIfAbsent(path, new Place(line, field));
    }

    List<Problem> of(List<FileProblem> problems, boolean warnings) {
        return problems.stream().map(problem -> of(problem, warnings)).toList();
    }

    /** At the field, or at the nearest one around it that stands in the file. */
    private Problem of(FileProblem problem, boolean warning) {
        String path = problem.path();
        Optional<Place> exact = Optional.ofNullable(places.get(path));
        if (exact.isPresent()) {
            return new Problem(file, exact.get().line(), exact.get().field(), problem.message(), warning);
        }
        for (String around = path; !around.isEmpty(); ) {
            int end = Math.max(around.lastIndexOf('.'), around.lastIndexOf('['));
            around = end < 0 ? "" : around.substring(0, end);
            Place place = places.get(around);
            if (place != null) {
                return new Problem(file, place.line(), place.field(), path + ": " + problem.message(), warning);
            }
        }
        Place whole = places.getOrDefault("", new Place(0, ""));
        String message = path.isEmpty() ? problem.message() : path + ": " + problem.message();
        return new Problem(file, whole.line(), whole.field(), message, warning);
    }
}
