package io.snet4j.internal.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.snet4j.dataset.DatasetLimits;
import io.snet4j.dataset.DatasetProblem.ArchiveTooLarge;
import io.snet4j.dataset.DatasetProblem.FileTooLarge;
import io.snet4j.dataset.DatasetProblem.NoFiles;
import io.snet4j.dataset.DatasetProblem.TooManyFiles;
import io.snet4j.dataset.DatasetProblem.WrongArchiveType;
import io.snet4j.dataset.DatasetProblem.WrongFileType;
import io.snet4j.testing.TarMaker;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class GoodArchivesTest {
    private final Path folder;

    GoodArchivesTest(@TempDir Path folder) {
        this.folder = folder;
    }

    static Stream<Arguments> goodArchives() throws IOException {
        byte[] zip = new ZipMaker().add("a.png", "one").add("b/c.png", "two").build();
        byte[] tar = new TarMaker().file("a.png", "one").file("b/c.png", "two").build();
        byte[] fakeEnd = {'P', 'K', 5, 6, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 'x'};
        return Stream.of(
                arguments("zip", "zip", zip),
                arguments(
                        "zip of stored files",
                        "zip",
                        new ZipMaker().stored("a.png", new byte[99]).build()),
                arguments("zip streamed by the JDK, sizes behind the data", "zip", streamedZip()),
                arguments(
                        "zip64",
                        "zip",
                        new ZipMaker().add("a.png", "one").zip64().build()),
                arguments(
                        "zip64 behind other data",
                        "zip",
                        new ZipMaker()
                                .add("a.png", "one")
                                .zip64()
                                .prefix(new byte[777])
                                .build()),
                arguments(
                        "zip behind a program",
                        "zip",
                        new ZipMaker()
                                .add("a.png", "one")
                                .prefix("#!/bin/sh\nexit".getBytes(StandardCharsets.UTF_8))
                                .build()),
                arguments(
                        "zip with a comment",
                        "zip",
                        new ZipMaker()
                                .add("a.png", "one")
                                .comment(new byte[65535])
                                .build()),
                arguments(
                        "zip whose comment looks like an end",
                        "zip",
                        new ZipMaker().add("a.png", "one").comment(fakeEnd).build()),
                arguments(
                        "zip with a link inside",
                        "zip",
                        new ZipMaker()
                                .add("a.png", "one")
                                .symbolicLink("b/l.png", "../a.png")
                                .build()),
                arguments("tar", "tar", tar),
                arguments(
                        "tar without its second end block",
                        "tar",
                        new TarMaker().file("a.png", "one").raw(new byte[512]).withoutEnd()),
                arguments(
                        "tar with GNU long names",
                        "tar",
                        new TarMaker()
                                .gnuLong('L', "d/".repeat(200) + "a.png")
                                .file("cut", "one")
                                .build()),
                arguments(
                        "tar with pax names",
                        "tar",
                        new TarMaker().pax("14 path=a.png\n").file("cut", "one").build()),
                arguments(
                        "tar with links inside",
                        "tar",
                        new TarMaker()
                                .file("d/a.png", "one")
                                .link("d/s.png", '2', "../d/a.png")
                                .link("h.png", '1', "d/a.png")
                                .build()),
                arguments(
                        "tar of format v7",
                        "tar",
                        new TarMaker()
                                .entry(
                                        "d/",
                                        '\0',
                                        "",
                                        new byte[0],
                                        block -> TarMaker.put(block, 257, "\0\0\0\0\0\0\0\0"))
                                .entry(
                                        "d/a.png",
                                        '\0',
                                        "",
                                        new byte[3],
                                        block -> TarMaker.put(block, 257, "\0\0\0\0\0\0\0\0"))
                                .build()),
                arguments("tar.gz", "tar.gz", TarMaker.gzip(tar)),
                arguments("tar.gz of two members", "tar.gz", twoMembers(tar)));
    }

    // D3: falls if Content.of asks the file's name, or DatasetCheck.checkEntries has no branch for tar.
    @Tag("D3")
    @ParameterizedTest(name = "{0}")
    @MethodSource("goodArchives")
    void aGoodArchiveOfEveryTypeHasNoProblem(String what, String type, byte[] archive) throws IOException {
        var rules = DatasetRules.of(1 << 20, 1 << 10, 5, List.of("png"), List.of(type));
        assertThat(Checks.check(folder, archive, rules)).isEmpty();
    }

    // D3b: falls if DatasetCheck.checkType does not ask DatasetRules.allows.
    @Tag("D3")
    @ParameterizedTest(name = "{0}")
    @MethodSource("goodArchives")
    void anArchiveOfATypeThatTheServiceDoesNotListIsRefused(String what, String type, byte[] archive)
            throws IOException {
        String others = Stream.of("zip", "tar", "tar.gz")
                .filter(t -> !t.equals(type))
                .toList()
                .toString();
        var problems = Checks.check(folder, archive, Checks.archiveTypes(others));
        assertThat(problems)
                .containsExactly(new WrongArchiveType(
                        type,
                        Stream.of("zip", "tar", "tar.gz")
                                .filter(t -> !t.equals(type))
                                .toList()));
    }

    // D3: falls if Content.of looks for a zip's end before it looks for a tar's beginning.
    @Test
    @Tag("D3")
    void aTarThatHoldsAStoredZipIsATar() throws IOException {
        byte[] zip = new ZipMaker().add("inner.png", "x").comment(new byte[60]).build();
        byte[] tar = new TarMaker().file("a.csv", "x").file("inner.zip", zip).build();
        assertThat(Checks.check(folder, tar, Checks.archiveTypes("zip")))
                .containsExactly(new WrongArchiveType("tar", List.of("zip")));
        assertThat(Checks.check(folder, tar, Checks.fileTypes("csv, zip"))).isEmpty();
    }

    // D2: falls if Findings.entry counts directories.
    @Test
    @Tag("D2")
    void directoriesAreNeitherCountedNorOfAWrongType() throws IOException {
        byte[] zip = new ZipMaker()
                .add("images/", "")
                .add("images/a.png", "x")
                .add("b\\", "")
                .add("b\\c.png", "y")
                .build();
        byte[] tar = new TarMaker()
                .directory("./")
                .directory("images")
                .file("images/a.png", "x")
                .file("c.png", "y")
                .build();
        var rules = DatasetRules.of(0, 0, 2, List.of("png"), List.of());
        assertThat(Checks.check(folder, zip, rules)).isEmpty();
        assertThat(Checks.check(folder, tar, rules)).isEmpty();
        assertThat(Checks.check(folder, zip, Checks.maxFiles(1))).containsExactly(new TooManyFiles(2, 1));
        assertThat(Checks.check(folder, tar, Checks.maxFiles(1))).containsExactly(new TooManyFiles(2, 1));
    }

    // D2: falls if Findings.entry does not ask EntryPath.isPlatformFile.
    @Tag("D2")
    @ParameterizedTest
    @CsvSource({
        "__MACOSX/._a.png",
        "images/__MACOSX/x",
        ".DS_Store",
        "images/.DS_Store",
        "Thumbs.db",
        "images/thumbs.DB",
        "desktop.ini",
        "Desktop.ini",
        "images/._a.png"
    })
    void platformFilesAreNeitherCountedNorOfAWrongType(String name) throws IOException {
        byte[] zip = new ZipMaker().add("a.png", "x").add(name, "junk").build();
        assertThat(Checks.check(folder, zip, DatasetRules.of(0, 1, 1, List.of("png"), List.of())))
                .isEmpty();
    }

    // D2: falls if TypeNames.parse or EntryPath.extensions keeps case or dots, or TypeNames.withSynonyms is left out.
    @Tag("D2")
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                ".jpg, JPEG; IMG_1.JPG",
                ".jpg, JPEG; a.jpeg",
                "jpeg; a.JPG",
                " . jpg ,png ; a.b.jpg",
                "['png', 'jpg']; a.jpg",
                "[\"png\"]; a.png",
                "*.png; a.png",
                "image/png; a.png",
                "png jpg; a.jpg",
                "nii.gz; brain.NII.gz",
                "gz; brain.nii.gz",
                "*; LICENSE",
                "''; LICENSE",
            })
    void declaredFileTypesAreReadWithTolerance(String declared, String file) throws IOException {
        assertThat(Checks.check(folder, new ZipMaker().add(file, "x").build(), Checks.fileTypes(declared)))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"LICENSE,''", "a.jpg,jpg", ".png,''", "png,''", "d.png/a,''", "a.png.exe,exe", "a.nii,nii"})
    void otherFileTypesAreRefused(String file, String type) throws IOException {
        assertThat(Checks.check(folder, new ZipMaker().add(file, "x").build(), Checks.fileTypes("PNG, .nii.gz")))
                .containsExactly(new WrongFileType(file, type, List.of("png", "nii.gz")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "zip, tar.gz, tar",
                "TGZ",
                ".tgz",
                "Tar.GZ",
                " .tar.gz ",
                "['tar.gz']",
                "gzip",
                "*",
                "''",
                "application/gzip"
            })
    void declaredArchiveTypesAreReadWithTolerance(String declared) throws IOException {
        byte[] packed = new TarMaker().file("a.png", "x").gzip();
        assertThat(Checks.check(folder, packed, Checks.archiveTypes(declared))).isEmpty();
    }

    @Test
    void aFileOfADeclaredTypeThatIsNoArchiveIsLeftToTheService() throws IOException {
        Path csv = Files.writeString(folder.resolve("Table.CSV"), "a,b\n1,2\n");
        try (var dataset = OpenDataset.open(csv)) {
            assertThat(dataset.check(Checks.archiveTypes("zip, csv"))).isEmpty();
            assertThat(dataset.check(Checks.archiveTypes("zip")))
                    .containsExactly(new WrongArchiveType("file of another kind", List.of("zip")));
        }
    }

    @Test
    void theLimitsOfAMethodBecomeRules() throws IOException {
        byte[] zip = new ZipMaker().add("a.txt", "xyz").add("b.png", "x").build();
        var limits = new DatasetLimits(
                OptionalLong.of(9), OptionalLong.of(2), OptionalLong.of(1), Set.of("png"), Set.of("tar"), "for people");
        assertThat(Checks.check(folder, zip, DatasetRules.of(limits)))
                .extracting(Object::getClass)
                .containsExactly(
                        ArchiveTooLarge.class,
                        WrongArchiveType.class,
                        TooManyFiles.class,
                        WrongFileType.class,
                        FileTooLarge.class);
        var none = new DatasetLimits(
                OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty(), Set.of(), Set.of(), "");
        assertThat(Checks.check(folder, zip, DatasetRules.of(none))).isEmpty();
    }

    static Stream<Arguments> emptyArchives() {
        return Stream.of(
                arguments("zip", new ZipMaker().build()),
                arguments(
                        "zip of a folder",
                        new ZipMaker().add("d/", "").add(".DS_Store", "x").build()),
                arguments("tar", new byte[10240]),
                arguments("tar.gz", TarMaker.gzip(new byte[10240])));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("emptyArchives")
    void anArchiveWithoutFilesIsNotWorthItsPrice(String what, byte[] archive) throws IOException {
        assertThat(Checks.check(folder, archive)).containsExactly(new NoFiles());
    }

    @Test
    void checkingTellsHowFarItIs() throws IOException {
        byte[] archive = new ZipMaker().stored("a", new byte[200_000]).build();
        var seen = new ArrayList<Long>();
        try (var dataset = OpenDataset.open(Files.write(folder.resolve("a.zip"), archive))) {
            dataset.check(DatasetRules.NONE, (bytes, total) -> seen.add(bytes));
        }
        assertThat(seen)
                .hasSizeGreaterThan(3)
                .isSorted()
                .doesNotHaveDuplicates()
                .last()
                .isEqualTo((long) archive.length);
    }

    private static byte[] streamedZip() throws IOException {
        var out = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry("ä/"));
            zip.putNextEntry(new ZipEntry("ä/ö.png"));
            zip.write(new byte[500]);
        }
        return out.toByteArray();
    }

    private static byte[] twoMembers(byte[] tar) {
        var out = new ByteArrayOutputStream();
        out.writeBytes(TarMaker.gzip(Arrays.copyOf(tar, 700)));
        out.writeBytes(TarMaker.gzip(Arrays.copyOfRange(tar, 700, tar.length)));
        return out.toByteArray();
    }
}
