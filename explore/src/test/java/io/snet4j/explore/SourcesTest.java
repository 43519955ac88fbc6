package io.snet4j.explore;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What holds for the tests of all modules. */
class SourcesTest {
    private static final Pattern UNSEEDED = Pattern.compile("new Random\\(\\)|new SplittableRandom\\(\\)|SecureRandom"
            + "|ThreadLocalRandom|Math\\.random|randomUUID|RandomGenerator|[sS]eed = System\\.|Random\\(System\\.");

    private static final Map<Path, String> SOURCES = sources();

    private static Map<Path, String> sources() {
        Map<Path, String> sources = new TreeMap<>();
        try (Stream<Path> modules = Files.list(Path.of(".."))) {
            for (Path module :
                    modules.map(path -> path.resolve("src/test/java")).toList()) {
                if (Files.isDirectory(module) && !module.startsWith("../explore")) {
                    try (Stream<Path> files = Files.walk(module)) {
                        for (Path file : files.filter(path -> path.toString().endsWith(".java"))
                                .toList()) {
                            sources.put(file, Files.readString(file));
                        }
                    }
                }
            }
            return sources;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void noTestTakesItsInputFromAClockOrFromChance() {
        assertThat(SOURCES).hasSizeGreaterThan(100);
        assertThat(SOURCES.entrySet().stream().flatMap(source -> UNSEEDED.matcher(source.getValue())
                        .results()
                        .map(found -> source.getKey() + ": " + found.group())))
                .as("seeds are those of RandomTest")
                .isEmpty();
    }

    /** Else its part of the time is lost, or it takes more than its part. */
    @ParameterizedTest
    @EnumSource
    void eachRandomTestIsOneAndRunsWhenExploring(RandomTest test) {
        Pattern name = Pattern.compile("\\bRandomTest\\." + test + "\\b");
        List<Path> users = SOURCES.entrySet().stream()
                .flatMap(source -> name.matcher(source.getValue()).results().map(found -> source.getKey()))
                .toList();

        assertThat(users).as("places that run %s", test).hasSize(1);
        assertThat(SOURCES.getOrDefault(users.get(0), "").contains("@Tag(\"explore\")"))
                .as("%s has @Tag(\"explore\")", users.get(0))
                .isTrue();
    }
}
