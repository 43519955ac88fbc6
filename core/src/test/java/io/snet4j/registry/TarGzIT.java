package io.snet4j.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.snet4j.internal.archive.TarGz;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Against the system's {@code tar}, both ways. */
class TarGzIT {
    @Test
    void tarUnpacksWhatWasPacked(@TempDir Path folder) throws Exception {
        Map<String, String> files = Map.of(
                "service.proto",
                "syntax = \"proto3\";\n",
                "empty.proto",
                "",
                "block.proto",
                "x".repeat(512),
                "umlaut.proto",
                "// ä\n".repeat(200),
                "n".repeat(100),
                "long name");
        Path archive = Files.write(folder.resolve("archive.tar.gz"), TarGz.of(files));
        Path unpacked = Files.createDirectory(folder.resolve("unpacked"));

        Process tar = new ProcessBuilder("tar", "-xzf", archive.toString(), "-C", unpacked.toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(tar.getInputStream().readAllBytes());

        assertThat(tar.waitFor(10, TimeUnit.MINUTES)).isTrue();
        assertThat(output).isEmpty();
        assertThat(tar.exitValue()).isZero();
        assertThat(filesIn(unpacked)).isEqualTo(files);
    }

    @ParameterizedTest
    @CsvSource({"v7, 20", "ustar, 90", "gnu, 200", "posix, 200"})
    void whatTarPackedIsUnpacked(String format, int nameLength, @TempDir Path folder) throws Exception {
        String name = "n".repeat(nameLength) + ".proto";
        Files.writeString(folder.resolve(name), "syntax = \"proto3\";");
        Process tar = new ProcessBuilder("tar", "--format=" + format, "-czf", "a.tar.gz", "./" + name)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(tar.getInputStream().readAllBytes());

        assertThat(tar.waitFor(10, TimeUnit.MINUTES)).isTrue();
        assertThat(output).isEmpty();
        assertThat(ApiArchive.read("a service", Files.readAllBytes(folder.resolve("a.tar.gz"))))
                .containsExactly(new ProtoFile(name, "syntax = \"proto3\";"));
    }

    private static Map<String, String> filesIn(Path folder) throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> paths = Files.list(folder)) {
            for (Path path : paths.toList()) {
                files.put(path.getFileName().toString(), Files.readString(path));
            }
        }
        return files;
    }

    @Test
    void theSameFilesGiveTheSameArchive() {
        assertThat(TarGz.of(new TreeMap<>(Map.of("a", "1", "b", "2")))).isEqualTo(TarGz.of(Map.of("b", "2", "a", "1")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a/b.proto", "/etc/passwd", "ä.proto", "a b", "a\\b", "a\u0000"})
    void aNameThatIsNoPlainFileNameIsRefused(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TarGz.of(Map.of(name, "x")))
                .withMessageContaining("\"" + name + "\"");
    }
}
