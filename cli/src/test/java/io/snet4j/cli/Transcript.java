package io.snet4j.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The commands of a page, in blocks marked {@code console}, each with what it prints. */
public final class Transcript {
    /**
     * @param command without the prompt
     * @param output as the page has it; {@code …} stands for anything
     */
    public record Step(String command, List<String> output) {
        /** Whether the lines are those of the page. */
        public boolean matches(String printed) {
            String pattern = output.stream()
                    .map(line -> Arrays.stream(line.split("…", -1))
                            .map(Pattern::quote)
                            .collect(Collectors.joining(".*")))
                    .collect(Collectors.joining("\n"));
            return Pattern.compile(pattern, Pattern.DOTALL)
                    .matcher(printed.stripTrailing())
                    .matches();
        }
    }

    private Transcript() {}

    public static List<Step> of(Path page) throws IOException {
        List<Step> steps = new ArrayList<>();
        boolean inside = false;
        for (String line : Files.readAllLines(page)) {
            if (line.startsWith("```")) {
                inside = line.equals("```console");
            } else if (inside && line.startsWith("$ ")) {
                steps.add(new Step(line.substring(2), new ArrayList<>()));
            } else if (inside) {
                steps.get(steps.size() - 1).output().add(line);
            }
        }
        return steps;
    }
}
