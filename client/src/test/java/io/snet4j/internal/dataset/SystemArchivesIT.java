package io.snet4j.internal.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.snet4j.dataset.DatasetProblem;
import io.snet4j.dataset.DatasetProblem.Encrypted;
import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The programs that people pack with, as far as this machine has them: the table has no rows for the others. */
class SystemArchivesIT {
    private final Path folder;
    private final Path data;

    SystemArchivesIT(@TempDir Path folder) {
        this.folder = folder;
        data = folder.resolve("data");
    }

    @BeforeEach
    void aFolderWithAllThatIsUnusual() throws IOException {
        Files.createDirectories(data.resolve("b/empty"));
        Files.writeString(data.resolve("a.png"), "one");
        Files.writeString(data.resolve("b/2.png"), "two".repeat(5000));
        Files.createDirectories(data.resolve("n".repeat(120)));
        Files.writeString(data.resolve("n".repeat(120) + "/" + "m".repeat(120) + ".png"), "long");
        Files.createLink(data.resolve("hard.png"), data.resolve("a.png"));
        Files.createSymbolicLink(data.resolve("b/soft.png"), Path.of("../a.png"));
        try (var sparse = new RandomAccessFile(data.resolve("sparse.png").toFile(), "rw")) {
            sparse.setLength(3 << 20);
            sparse.seek(1 << 20);
            sparse.write(1);
        }
    }

    static Stream<Arguments> packers() {
        List<Arguments> rows = new ArrayList<>();
        if (installed("zip")) {
            rows.add(arguments("zip", List.of("zip", "-q", "-r", "ARCHIVE", ".")));
            rows.add(arguments("zip", List.of("zip", "-q", "-0", "-r", "ARCHIVE", ".")));
            rows.add(arguments("zip", List.of("zip", "-q", "--symlinks", "-r", "ARCHIVE", ".")));
            rows.add(arguments("zip", List.of("zip", "-q", "-fz", "-r", "ARCHIVE", ".")));
            rows.add(arguments("zip", List.of("sh", "-c", "zip -q -r - . > ARCHIVE")));
        }
        if (installed("tar")) {
            for (String format : List.of("gnu", "oldgnu", "pax", "posix")) {
                rows.add(arguments("tar", List.of("tar", "--format=" + format, "-cf", "ARCHIVE", ".")));
                rows.add(arguments(
                        "tar.gz",
                        List.of("tar", "--format=" + format, "-Sczf", "ARCHIVE", "a.png", "b", "sparse.png")));
            }
            rows.add(arguments(
                    "tar", List.of("tar", "--format=ustar", "-cf", "ARCHIVE", "a.png", "b", "hard.png", "sparse.png")));
            rows.add(arguments("tar", List.of("tar", "--format=v7", "-cf", "ARCHIVE", "a.png", "b", "sparse.png")));
            rows.add(arguments("tar", List.of("tar", "-V", "label", "-cf", "ARCHIVE", ".")));
        }
        return rows.stream();
    }

    @ParameterizedTest(name = "{1}", allowZeroInvocations = true)
    @MethodSource("packers")
    void whatTheUsualProgramsPackIsReadAsTheyMeantIt(String type, List<String> command)
            throws IOException, InterruptedException {
        Path archive = folder.resolve("archive.zip");
        run(
                data,
                command.stream()
                        .map(word -> word.replace("ARCHIVE", archive.toString()))
                        .toList());
        assertThat(check(archive, DatasetRules.of(0, 3 << 20, 6, List.of("png"), List.of(type))))
                .isEmpty();
        // The real size, also where holes are left out; the file counts 4 to 6 by what was packed.
        assertThat(check(archive, DatasetRules.of(0, (3 << 20) - 1, 3, List.of("png"), List.of(type))))
                .extracting(Object::getClass)
                .extracting(Class::getSimpleName)
                .contains("FileTooLarge")
                .allMatch(name -> List.of("FileTooLarge", "TooManyFiles").contains(name));
    }

    static Stream<List<String>> encrypters() {
        return installed("zip") ? Stream.of(List.of("zip", "-q", "-P", "password", "ARCHIVE", "a.png")) : Stream.of();
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("encrypters")
    void whatTheUsualProgramsEncryptIsNamed(List<String> command) throws IOException, InterruptedException {
        Path archive = folder.resolve("archive.zip");
        run(
                data,
                command.stream()
                        .map(word -> word.replace("ARCHIVE", archive.toString()))
                        .toList());
        assertThat(check(archive, DatasetRules.NONE)).containsExactly(new Encrypted("a.png"));
    }

    @ParameterizedTest
    @EnumSource(names = {"TAR", "TAR_GZ"})
    void whatWePackTheUsualProgramUnpacks(ArchiveType type) throws IOException, InterruptedException {
        Path archive = folder.resolve("archive.zip");
        DatasetPacker.pack(data, archive, type, PackListener.NONE);
        if (!installed("tar")) {
            assertThat(check(archive, DatasetRules.NONE)).isEmpty();
            return;
        }
        Path unpacked = Files.createDirectories(folder.resolve("unpacked"));
        run(unpacked, List.of("tar", "-xf", archive.toString()));
        try (Stream<Path> files = Files.walk(data)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(unpacked.resolve(data.relativize(file))).hasSameBinaryContentAs(file);
            }
        }
    }

    private static List<DatasetProblem> check(Path archive, DatasetRules rules) {
        try (var dataset = OpenDataset.open(archive)) {
            return dataset.check(rules);
        }
    }

    private static boolean installed(String program) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(path -> Files.isExecutable(Path.of(path, program)));
    }

    private void run(Path directory, List<String> command) throws IOException, InterruptedException {
        Path output = folder.resolve("output");
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(process.waitFor(10, TimeUnit.MINUTES)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.exitValue()).as(() -> outputOf(output)).isZero();
    }

    private static String outputOf(Path output) {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
