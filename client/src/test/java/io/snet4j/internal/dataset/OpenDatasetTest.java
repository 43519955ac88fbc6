package io.snet4j.internal.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snet4j.dataset.DatasetProblem;
import io.snet4j.dataset.DatasetProblem.Changed;
import io.snet4j.errors.CallCancelledException;
import io.snet4j.errors.InvalidRequestException;
import io.snet4j.errors.SnetException.Charge;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenDatasetTest {
    private final Path folder;
    private final Path file;

    OpenDatasetTest(@TempDir Path folder) throws IOException {
        this.folder = folder;
        file = Files.write(
                folder.resolve("data.zip"),
                new ZipMaker().stored("a.png", new byte[300_000]).build());
    }

    @AfterEach
    void noInterruptIsLeftForTheNextTest() {
        Thread.interrupted();
    }

    // D4: falls if OpenDataset.close leaves its channel open, or the check opens the path itself.
    @Test
    @Tag("D4")
    void refusedDatasetsLeaveNoFileOpen() throws IOException {
        for (int i = 0; i < 3; i++) {
            try (var dataset = OpenDataset.open(file)) {
                assertThat(dataset.check(Checks.fileTypes("jpg"))).hasSize(1);
                assertThat(handles()).isEqualTo(onLinux() ? 1 : 0);
            }
        }
        assertThat(handles()).isZero();
    }

    // D4: falls if OpenDataset.check opens the path a second time, or OpenDataset.changed ignores the file's key.
    @Test
    @Tag("D4")
    void whatIsCheckedIsWhatIsSentEvenIfTheFileIsReplaced() throws IOException {
        byte[] checked = Files.readAllBytes(file);
        try (var dataset = OpenDataset.open(file)) {
            // Told apart from the first by nothing but its identity.
            byte[] replacement =
                    new ZipMaker().stored("e.exe", new byte[300_000]).build();
            Path other = Files.write(folder.resolve("other"), replacement);
            Files.setLastModifiedTime(other, Files.getLastModifiedTime(file));
            assertThat(other).hasSize(dataset.size());
            Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);
            assertThat(dataset.check(Checks.fileTypes("png"))).singleElement().isInstanceOf(Changed.class);
            ByteBuffer sent = ByteBuffer.allocate(checked.length + 1);
            while (dataset.channel().read(sent) >= 0) {}
            assertThat(sent.flip()).isEqualTo(ByteBuffer.wrap(checked));
            assertThat(dataset.size()).isEqualTo(checked.length);
        }
    }

    // D4: falls if OpenDataset.changed does not compare the size.
    @Test
    @Tag("D4")
    void aFileThatGrowsOrShrinksIsReported() throws IOException {
        try (var dataset = OpenDataset.open(file)) {
            FileTime time = Files.getLastModifiedTime(file);
            assertThat(dataset.changed()).isEmpty();
            Files.write(file, new byte[1], StandardOpenOption.APPEND);
            Files.setLastModifiedTime(file, time);
            assertThat(dataset.changed()).containsInstanceOf(Changed.class);
            Files.write(file, new byte[10]);
            Files.setLastModifiedTime(file, time);
            assertThat(dataset.check(DatasetRules.NONE)).first().isInstanceOf(Changed.class);
        }
    }

    // D4: falls if OpenDataset.changed does not compare the time.
    @Test
    @Tag("D4")
    void aFileWrittenToIsReported() throws IOException {
        try (var dataset = OpenDataset.open(file)) {
            Files.setLastModifiedTime(file, FileTime.fromMillis(1_000_000));
            assertThat(dataset.changed())
                    .get()
                    .extracting(DatasetProblem::describe)
                    .asString()
                    .contains("1970-01-01");
        }
    }

    @Test
    void aFileThatIsGoneIsReported() throws IOException {
        try (var dataset = OpenDataset.open(file)) {
            Files.delete(file);
            assertThat(dataset.changed()).containsInstanceOf(Changed.class);
        }
    }

    @Test
    void aPathThatIsNoFileIsNamed() {
        Path missing = folder.resolve("missing.zip");
        assertThatThrownBy(() -> OpenDataset.open(missing))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContainingAll(missing.toString(), "does not exist");
        assertThatThrownBy(() -> OpenDataset.open(folder))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContainingAll(folder.toString(), "not a file");
    }

    @Test
    void anInterruptEndsTheCheckAndIsKept() {
        try (var dataset = OpenDataset.open(file)) {
            assertThatThrownBy(() -> dataset.check(DatasetRules.NONE, (bytes, total) -> Thread.currentThread()
                            .interrupt()))
                    .isInstanceOfSatisfying(CallCancelledException.class, e -> assertThat(e.charge())
                            .isEqualTo(Charge.NONE));
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void anInterruptBeforeTheCheckLeavesTheChannelOpen() {
        try (var dataset = OpenDataset.open(file)) {
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> dataset.check(DatasetRules.NONE)).isInstanceOf(CallCancelledException.class);
            assertThat(Thread.interrupted()).isTrue();
            assertThat(dataset.check(DatasetRules.NONE)).isEmpty();
        }
    }

    @Test
    void closingTwiceIsFine() {
        var dataset = OpenDataset.open(file);
        dataset.close();
        dataset.close();
    }

    @Test
    void aFolderIsPackedIntoATypeThatTheServiceTakesAndThePackedFileIsDeleted() throws IOException {
        Path images = Files.createDirectories(folder.resolve("images/3"));
        Files.write(images.resolve("1.png"), new byte[10]);
        var rules = Checks.archiveTypes("tar, tgz");
        Path packed;
        try (var dataset = OpenDataset.openOrPack(folder.resolve("images"), rules, PackListener.NONE)) {
            assertThat(dataset.fileName()).isEqualTo("images.tar.gz");
            assertThat(dataset.isPacked()).isTrue();
            assertThat(dataset.check(rules)).isEmpty();
            packed = dataset.path();
            assertThat(packed).exists().hasSize(dataset.size());
        }
        assertThat(packed).doesNotExist();
    }

    @Test
    void aFolderForAServiceThatTakesNoArchiveIsRefused() {
        assertThatThrownBy(() -> OpenDataset.openOrPack(folder, Checks.archiveTypes("rar"), PackListener.NONE))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("rar");
    }

    private static boolean onLinux() {
        return Files.isDirectory(Path.of("/proc/self/fd"));
    }

    /** How often this process has the dataset open; always 0 where that cannot be seen. */
    private long handles() throws IOException {
        if (!onLinux()) {
            return 0;
        }
        Path real = file.toRealPath();
        try (Stream<Path> handles = Files.list(Path.of("/proc/self/fd"))) {
            return handles.filter(handle -> {
                        try {
                            return Files.readSymbolicLink(handle).equals(real);
                        } catch (IOException e) {
                            return false;
                        }
                    })
                    .count();
        }
    }
}
