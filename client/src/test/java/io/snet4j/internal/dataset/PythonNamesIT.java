package io.snet4j.internal.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import io.snet4j.internal.dataset.ToolNames.Layout;
import java.io.File;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** That {@link ToolNames} says what Python sees, where there is a Python (3.11 was asked). */
class PythonNamesIT {
    private final Path folder;

    PythonNamesIT(@TempDir Path folder) {
        this.folder = folder;
    }

    static Stream<Arguments> layouts() {
        boolean python = Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(path -> Files.isExecutable(Path.of(path, "python3")));
        return python ? PythonNamesTest.layouts() : Stream.empty();
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("layouts")
    void pythonSeesWhatWasWritten(Layout layout, Charset encoding) throws IOException, InterruptedException {
        Path archive = folder.resolve(layout.isZip() ? "names.zip" : "names.tar");
        Files.write(archive, ToolNames.archive(layout, encoding));

        assertThat(python(archive))
                .containsExactlyElementsOf(ToolNames.written(layout, encoding).stream()
                        .map(named -> (named.kind() == 'b' ? 'f' : named.kind()) + " " + named.size() + " "
                                + HexFormat.of().formatHex(named.name()))
                        .toList());
    }

    private List<String> python(Path archive) throws IOException, InterruptedException {
        String script;
        try (var in = PythonNamesIT.class.getResourceAsStream("/python-names.py")) {
            script = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        }
        Path output = folder.resolve("seen");
        Process process = new ProcessBuilder("python3", "-c", script, archive.toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(process.waitFor(10, TimeUnit.MINUTES)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        List<String> lines = Files.readAllLines(output);
        assertThat(process.exitValue()).as(() -> String.join("\n", lines)).isZero();
        return lines;
    }
}
