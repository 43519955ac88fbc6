package io.snet4j.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What README and docs show as Java is what {@link DocsIT} and the programs of the test kits compile and run, word by
 * word.
 */
class DocsTest {
    private static final Pattern BLOCK = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
    private static final Pattern REGION =
            Pattern.compile("^ *// docs\n(.*?)^ *// end$", Pattern.DOTALL | Pattern.MULTILINE);

    /** Tests run in the module's folder. */
    private static Path root() {
        Path here = Path.of("").toAbsolutePath();
        return Files.exists(here.resolve("README.md"))
                ? here
                : here.resolve("..").normalize();
    }

    private static List<String> found(Pattern pattern, List<Path> files) throws IOException {
        List<String> texts = new ArrayList<>();
        for (Path file : files) {
            pattern.matcher(Files.readString(file))
                    .results()
                    .map(result -> result.group(1).stripTrailing().stripIndent())
                    .forEach(texts::add);
        }
        return texts;
    }

    private static List<Path> files(Path folder, String suffix) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(suffix))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void everyJavaBlockOfTheDocsIsCompiledAndRunAndEveryExampleIsShown() throws IOException {
        List<Path> pages = new ArrayList<>(files(root().resolve("docs"), ".md"));
        pages.add(root().resolve("README.md"));
        List<String> shown = found(BLOCK, pages);
        List<Path> programs =
                new ArrayList<>(files(root().resolve("acceptance/src/test/java/io/snet4j/docs"), ".java"));
        programs.addAll(files(root().resolve("junit/src/test/java/io/snet4j/junit/docs"), ".java"));
        programs.addAll(files(root().resolve("provider-tck/src/test/java/io/snet4j/provider/tck/docs"), ".java"));
        programs.addAll(files(root().resolve("state-jdbc/src/test/java/io/snet4j/state/jdbc/docs"), ".java"));
        List<String> run = found(REGION, programs);

        assertThat(shown).hasSizeGreaterThan(10).containsAll(run);
        List<String> written = projectToStartFrom();
        assertThat(shown).filteredOn(block -> !run.contains(block)).allSatisfy(block -> assertThat(written)
                .as("files of the project that \"provider new\" writes")
                .anySatisfy(file -> assertThat(file).contains(flat(block))));
    }

    /** Another test compiles and runs it. */
    private static List<String> projectToStartFrom() throws IOException {
        Path template = root().resolve("cli/src/main/resources/io/snet4j/cli/provider/template/src/main/java");
        List<String> texts = new ArrayList<>();
        for (Path file : files(template, ".java")) {
            texts.add(flat(Files.readString(file)));
        }
        return texts;
    }

    private static String flat(String code) {
        return code.lines().map(String::strip).collect(Collectors.joining("\n"));
    }
}
