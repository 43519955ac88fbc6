package io.snet4j.journeys;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Top-level classes of the client and of core that every round of a journey entered, after the first. */
record Entered(Journey journey, List<Type> types) {
    /**
     * One class with those that are nested in it.
     *
     * @param methods as they were entered in the last round
     */
    record Type(String name, String module, int lines, boolean isData, String methods) {
        /** Whether somebody who follows the call must have read it: it decides something, and is the client's own. */
        boolean hasBehaviour() {
            return module.equals("client") && !isData;
        }
    }

    /** What a newcomer must know: no record, exception or class of core. */
    List<Type> behaviour() {
        return types.stream().filter(Type::hasBehaviour).toList();
    }

    static Entered of(Journey journey, List<MethodTrace.Run> runs) {
        List<Map<String, String>> rounds = runs.stream()
                .filter(run -> run.journey() == journey)
                .skip(1)
                .map(run -> topLevel(run.methods()))
                .toList();
        return new Entered(
                journey,
                rounds.get(rounds.size() - 1).entrySet().stream()
                        // What happens by the way, such as a look at the latest block, is not in every round.
                        .filter(type -> rounds.stream().allMatch(round -> round.containsKey(type.getKey())))
                        .flatMap(type -> type(type.getKey(), type.getValue()).stream())
                        .toList());
    }

    private static Map<String, String> topLevel(Map<String, Set<String>> methods) {
        Map<String, String> types = new LinkedHashMap<>();
        methods.forEach((type, entered) -> types.merge(
                type.replaceFirst("\\$.*", ""), String.join(" ", entered), (first, nested) -> first + " " + nested));
        return types;
    }

    /** Empty for tests and for the devnet, of which the program reads where everything is. */
    private static Optional<Type> type(String name, String methods) {
        return Stream.of("client", "core")
                .filter(module -> Files.exists(source(module, name)))
                .findFirst()
                .map(module -> new Type(name, module, lines(source(module, name)), isData(name), methods));
    }

    private static Path source(String module, String type) {
        return Path.of("..", module, "src/main/java", type.replace('.', '/') + ".java");
    }

    private static int lines(Path source) {
        try {
            return Files.readAllLines(source).size();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isData(String name) {
        try {
            Class<?> type = Class.forName(name, false, Entered.class.getClassLoader());
            return type.isRecord() || Throwable.class.isAssignableFrom(type);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        text.append("%s: %s with behaviour, %s of all%n".formatted(journey.title, size(behaviour()), size(types)));
        append(text, "with behaviour", Type::hasBehaviour);
        append(text, "the others", type -> !type.hasBehaviour());
        return text.toString();
    }

    private void append(StringBuilder text, String title, Predicate<Type> chosen) {
        text.append("  ").append(title).append('\n');
        types.stream()
                .filter(chosen)
                .forEach(type -> text.append(
                        "    %-60s %4d  %s%n".formatted(type.name().substring(10), type.lines(), type.methods())));
    }

    private static String size(Collection<Type> types) {
        return types.size() + " classes in "
                + types.stream().mapToInt(Type::lines).sum() + " lines";
    }
}
