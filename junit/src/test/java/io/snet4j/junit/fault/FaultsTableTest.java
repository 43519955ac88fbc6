package io.snet4j.junit.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.snet4j.testing.PrintedTable;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page lists each fault that is tested, as it is tested. */
class FaultsTableTest {
    private static final Path PAGE = Path.of("../docs/testing.md");
    private static final Path SOURCES = Path.of("src/test/java/io/snet4j/junit/fault");
    private static final List<Class<? extends FaultCase>> CASES = List.of(
            ChainFaultsIT.class,
            StorageFaultsIT.class,
            DaemonFaultsIT.class,
            ProviderFaultsIT.class,
            MoneyFaultsIT.class);

    @Test
    void thePageShowsTheTable() throws IOException {
        StringBuilder table = new StringBuilder("| fault | by | a client sees | charge |\n|---|---|---|---|\n");
        for (Class<?> cases : CASES) {
            String source = source(cases);
            tests(cases, source).forEach(test -> table.append(row(test.getAnnotation(Seen.class))));
        }
        PrintedTable.check(PAGE, FaultsTableTest.class, table.toString());
    }

    @Test
    void eachTestCausesItsFaultByTheCallThatItNames() throws IOException {
        for (Class<?> cases : CASES) {
            String source = source(cases);
            for (Method test : tests(cases, source)) {
                Seen seen = test.getAnnotation(Seen.class);
                assertThat(seen).as(test.getName()).isNotNull();
                assertThat(text(test, source).replaceAll("\\s+", ""))
                        .contains(seen.by().replaceAll("\\s+", ""));
            }
        }
    }

    @Test
    void noClassOfFaultsIsMissing() throws IOException {
        try (Stream<Path> files = Files.list(SOURCES)) {
            assertThat(files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith("IT.java")))
                    .containsExactlyInAnyOrderElementsOf(CASES.stream()
                            .map(cases -> cases.getSimpleName() + ".java")
                            .toList());
        }
    }

    private static String source(Class<?> cases) throws IOException {
        return Files.readString(SOURCES.resolve(cases.getSimpleName() + ".java"));
    }

    private static List<Method> tests(Class<?> cases, String source) {
        return Arrays.stream(cases.getDeclaredMethods())
                .filter(method -> method.isAnnotationPresent(Test.class))
                .sorted(Comparator.comparingInt(method -> begin(method, source)))
                .toList();
    }

    private static int begin(Method test, String source) {
        return source.indexOf(" " + test.getName() + "(");
    }

    /** The test's body, and its options. */
    private static String text(Method test, String source) {
        int begin = begin(test, source);
        String options = source.substring(source.lastIndexOf("@Test", begin), begin);
        return options.substring(0, options.indexOf("@Seen"))
                + source.substring(begin, source.indexOf("\n    }\n", begin));
    }

    private static String row(Seen seen) {
        boolean served = seen.as() == Seen.Nothing.class;
        return "| " + seen.fault() + " | `" + shown(seen.by()) + "` | "
                + (served ? "nothing: it is served" : "`" + seen.as().getSimpleName() + "`") + " | "
                + seen.charge() + " |\n";
    }

    /** Without what does not matter of its arguments. */
    private static String shown(String call) {
        long open = call.chars().filter(c -> c == '(').count()
                - call.chars().filter(c -> c == ')').count();
        String left = call.endsWith(",") ? call.substring(0, call.length() - 1) : call;
        return open == 0 ? call : left + (left.endsWith("(") ? "…" : ", …") + ")".repeat((int) open);
    }
}
