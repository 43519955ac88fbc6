package io.snet4j.devnet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The network from a jar, where anvil is no file that could be started. */
final class PackedIT {
    private static final Path CLASSES = Path.of("target", "classes").toAbsolutePath();

    @Test
    void anvilIsUnpackedFromTheJar(@TempDir Path folder) throws Exception {
        Process jvm = start(jar(folder, file -> true), folder);
        try {
            assertThat(jvm.inputReader().readLine()).startsWith("ready");
            List<String> commands = jvm.descendants()
                    .map(process -> process.info().command().orElse(""))
                    .toList();
            assertThat(commands)
                    .anyMatch(command -> command.startsWith(folder.toString()) && command.endsWith("/anvil"));
        } finally {
            jvm.destroy();
            jvm.waitFor();
        }
        assertThat(folder.resolve("tmp")).isEmptyDirectory();
    }

    @Test
    void aJarBuiltWithoutNodeSaysHowToBuildIt(@TempDir Path folder) throws Exception {
        Process jvm = start(jar(folder, file -> !file.endsWith(".hex") && !file.endsWith("/anvil")), folder);
        assertThat(jvm.waitFor()).isNotZero();
        assertThat(folder.resolve("log")).content().contains("install Node 20 or newer and build it again");
    }

    private static Path jar(Path folder, Predicate<String> kept) throws IOException {
        Path jar = folder.resolve("devnet.jar");
        try (OutputStream out = Files.newOutputStream(jar);
                ZipOutputStream zip = new ZipOutputStream(out);
                Stream<Path> files = Files.walk(CLASSES)) {
            zip.setLevel(Deflater.NO_COMPRESSION);
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = CLASSES.relativize(file).toString();
                if (kept.test(name)) {
                    zip.putNextEntry(new ZipEntry(name));
                    Files.copy(file, zip);
                }
            }
        }
        return jar;
    }

    private static Process start(Path jar, Path folder) throws IOException {
        String others = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(entry -> !Path.of(entry).toAbsolutePath().equals(CLASSES))
                .collect(Collectors.joining(File.pathSeparator));
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Djava.io.tmpdir=" + Files.createDirectory(folder.resolve("tmp")),
                        "-cp",
                        jar + File.pathSeparator + others,
                        KilledDevnet.class.getName())
                .redirectError(folder.resolve("log").toFile())
                .start();
    }
}
