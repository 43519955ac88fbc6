package io.snet4j.internal.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snet4j.errors.CallCancelledException;
import io.snet4j.errors.InvalidRequestException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TimeZone;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Isolated("one test changes the time zone")
class DatasetPackerTest {
    private static final String LONG_NAME = "d".repeat(150) + "/ü".repeat(30) + ".png";

    private final Path folder;
    private final Path target;

    DatasetPackerTest(@TempDir Path temporary) {
        folder = temporary.resolve("images");
        target = temporary.resolve("images.bin");
    }

    @BeforeEach
    void someFiles() throws IOException {
        write("b/2.png", "two");
        write("a.png", "one");
        write("b/1.png", "x".repeat(200_000));
        write(LONG_NAME, "");
        write(".DS_Store", "junk");
        write("__MACOSX/b/._2.png", "junk");
        write("b/Thumbs.db", "junk");
        Files.createDirectories(folder.resolve("empty"));
    }

    @AfterEach
    void noInterruptIsLeftForTheNextTest() {
        Thread.interrupted();
    }

    @ParameterizedTest
    @EnumSource
    void aPackedFolderPassesTheCheckAndHasItsFiles(ArchiveType type) throws IOException {
        PackProgress packed = DatasetPacker.pack(folder, target, type, PackListener.NONE);
        assertThat(packed).isEqualTo(new PackProgress(4, 4, 200_006, 200_006));
        try (var dataset = OpenDataset.open(target)) {
            assertThat(dataset.check(DatasetRules.of(0, 200_000, 4, List.of("png"), List.of(type.text()))))
                    .isEmpty();
            assertThat(dataset.check(Checks.maxFiles(3))).hasSize(1);
        }
    }

    @Test
    void theFilesAreSortedAndFoldersAreNotEntries() throws IOException {
        DatasetPacker.pack(folder, target, ArchiveType.ZIP, PackListener.NONE);
        try (var zip = new ZipFile(target.toFile())) {
            assertThat(zip.stream().map(ZipEntry::getName)).containsExactly("a.png", "b/1.png", "b/2.png", LONG_NAME);
            assertThat(zip.getInputStream(zip.getEntry("b/2.png")))
                    .hasBinaryContent("two".getBytes(StandardCharsets.UTF_8));
        }
    }

    @ParameterizedTest
    @EnumSource
    void theSameFilesGiveTheSameBytes(ArchiveType type) throws IOException {
        DatasetPacker.pack(folder, target, type, PackListener.NONE);
        byte[] first = Files.readAllBytes(target);
        Files.setLastModifiedTime(folder.resolve("a.png"), FileTime.fromMillis(1_000_000));
        TimeZone before = TimeZone.getDefault();
        try {
            TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Kiritimati"));
            DatasetPacker.pack(folder, target, type, PackListener.NONE);
        } finally {
            TimeZone.setDefault(before);
        }
        assertThat(target).hasBinaryContent(first);
    }

    @Test
    void aLinkThatStaysInsideIsPackedAsWhatItPointsTo() throws IOException {
        Files.createSymbolicLink(folder.resolve("z.png"), Path.of("b/2.png"));
        DatasetPacker.pack(folder, target, ArchiveType.ZIP, PackListener.NONE);
        try (var zip = new ZipFile(target.toFile())) {
            assertThat(zip.getInputStream(zip.getEntry("z.png")))
                    .hasBinaryContent("two".getBytes(StandardCharsets.UTF_8));
        }
    }

    @Test
    void linksOutOfTheFolderOrIntoThemselvesOrToNothingAreRefused() throws IOException {
        Path outside = Files.writeString(folder.resolveSibling("secret"), "x");
        Path outsideFolder = Files.createDirectories(folder.resolveSibling("images2"));
        refuses(Path.of("../secret"), outside.toRealPath().toString());
        refuses(outsideFolder, outsideFolder.toRealPath().toString());
        refuses(Path.of("."), "links to a folder that holds it");
        refuses(Path.of("nothing"), "links to nothing");
    }

    private void refuses(Path linkTarget, String reason) throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link"), linkTarget);
        assertThatThrownBy(() -> DatasetPacker.pack(folder, target, ArchiveType.ZIP, PackListener.NONE))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContainingAll(link.toString(), reason);
        assertThat(target).doesNotExist();
        Files.delete(link);
    }

    @Test
    void theFolderItselfMayBeALink() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolveSibling("link"), folder);
        assertThat(DatasetPacker.pack(link, target, ArchiveType.TAR, PackListener.NONE)
                        .files())
                .isEqualTo(4);
    }

    @Test
    void aTargetInTheFolderIsRefused() {
        assertThatThrownBy(() ->
                        DatasetPacker.pack(folder, folder.resolve("b/all.zip"), ArchiveType.ZIP, PackListener.NONE))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("same folder");
    }

    @Test
    void whatIsNotAFolderIsRefused() {
        Path file = folder.resolve("a.png");
        assertThatThrownBy(() -> DatasetPacker.pack(file, target, ArchiveType.ZIP, PackListener.NONE))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining(file.toString());
    }

    @Test
    void progressGrowsUpToTheWhole() {
        List<PackProgress> seen = Collections.synchronizedList(new ArrayList<>());
        PackProgress last = DatasetPacker.pack(folder, target, ArchiveType.TAR_GZ, seen::add);
        assertThat(seen).hasSizeGreaterThan(4).last().isEqualTo(last);
        assertThat(seen).extracting(PackProgress::bytes).isSorted();
        assertThat(seen)
                .allSatisfy(progress -> assertThat(progress.totalBytes()).isEqualTo(200_006));
    }

    @ParameterizedTest
    @EnumSource
    void anInterruptEndsPackingIsKeptAndLeavesNothing(ArchiveType type) {
        assertThatThrownBy(() -> DatasetPacker.pack(
                        folder, target, type, progress -> Thread.currentThread().interrupt()))
                .isInstanceOf(CallCancelledException.class);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(target).doesNotExist();
    }

    @ParameterizedTest
    @EnumSource
    void aFileThatGrowsWhileBeingPackedIsNamed(ArchiveType type) {
        assertThatThrownBy(() -> DatasetPacker.pack(folder, target, type, progress -> {
                    if (progress.files() == 1) {
                        append("b/2.png");
                    }
                }))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("2.png");
        assertThat(target).doesNotExist();
    }

    private void append(String name) {
        try {
            Files.writeString(folder.resolve(name), "longer than before");
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private void write(String name, String content) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }
}
