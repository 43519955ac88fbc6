package io.snet4j.registry;

import static io.snet4j.testing.TarMaker.gzip;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.snet4j.errors.MetadataException;
import io.snet4j.internal.archive.TarGz;
import io.snet4j.testing.TarMaker;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ApiArchiveTest {
    /** As tarfile of Python 3 writes it by default, and so snet-cli: a short name, and one of more than 100 bytes. */
    static final String OF_PYTHON =
            "H4sICOGaBGsC/3BheC50YXIA7da7DoIwFAbgzjxF4wOU0xuVGBJHR1+hiSQ6IAZrgm8vyOBg0DDQePm/oW1Kkw7t6Y"
                    + "9IRbre+nZT+l3ZsFnQYKwn0uYx7uclKakYb1kEl3PwTbc9+09qyatwqMpCutyaTOdkhXMuz5xNGPw8L05NHepZ9+iL"
                    + "OjNmvP6VZtJqkrJrjWL9gBzjFLP+m7oOr9a9+/6lztdj8C0v+OJ+D/RihbL/J+ID8l9J95z/FvkfQ/fk8pMP+6Kd3x"
                    + "A1CX45PkiMY5+c/9qRVsh/5D8AAAAAAAAAAAAAAABMdQNbDVXiACgAAA==";

    private static final ProtoFile A = new ProtoFile("a.proto", "text");

    private static List<ProtoFile> read(byte[] archive) {
        return ApiArchive.read("service \"example/digits\"", archive);
    }

    private static TarMaker tar() {
        return new TarMaker();
    }

    private static TarMaker tarOfA() {
        return tar().file("a.proto", "text");
    }

    private static void refused(byte[] archive, String reason) {
        for (byte[] form : List.of(archive, gzip(archive))) {
            assertThatExceptionOfType(MetadataException.class)
                    .isThrownBy(() -> read(form))
                    .withMessageStartingWith("the API archive of service \"example/digits\" ")
                    .withMessageContaining(reason);
        }
    }

    @Test
    void whatWasPackedIsUnpacked() {
        assertThat(read(TarGz.of(Map.of("a.proto", "// ä", "b.proto", "", "readme.md", "# x"))))
                .containsExactly(new ProtoFile("a.proto", "// ä"), new ProtoFile("b.proto", ""));
    }

    @Test
    void itMayBePackedOrNot() {
        byte[] archive = tarOfA().build();

        assertThat(read(archive)).containsExactly(A);
        assertThat(read(gzip(archive))).containsExactly(A);
    }

    @Test
    void anArchiveOfThePythonToolsIsRead() {
        String text = "syntax = \"proto3\";\n";

        assertThat(read(Base64.getDecoder().decode(OF_PYTHON)))
                .containsExactly(new ProtoFile("a.proto", text), new ProtoFile("x".repeat(99) + ".proto", text));
    }

    @Test
    void foldersFilesOfOtherKindsAndAMarkAtTheBeginningArePassedOver() {
        byte[] archive = tar().entry("./", '5', new byte[0])
                .entry("sub/", '5', new byte[0])
                .entry("old/", '0', new byte[0])
                .file("./a.proto", "text")
                .file("sub/b.proto", "\uFEFFtext")
                .file("picture.png", "\u0000")
                .build();

        assertThat(read(archive)).containsExactly(A, new ProtoFile("sub/b.proto", "text"));
    }

    @Test
    void longNamesAreReadAsEitherFamilyWritesThem() {
        String name = "n".repeat(150) + ".proto";
        byte[] posix = tar().pax("mtime", "1.5")
                .pax("path", name)
                .file("short", "text")
                .build();
        byte[] gnu = tar().entry("././@LongLink", 'L', (name + "\0").getBytes(UTF_8))
                .file("short", "text")
                .build();

        assertThat(read(posix)).containsExactly(new ProtoFile(name, "text"));
        assertThat(read(gnu)).containsExactly(new ProtoFile(name, "text"));
    }

    @Test
    void pythonsHeadersDoNotDisturbAndNamesEndWithTheirEntry() {
        byte[] archive = tar().entry("x", 'g', TarMaker.paxLine("comment", "c").getBytes(UTF_8))
                .pax("path", "first.proto")
                .file("short", "1")
                .pax("mtime", "1700000000.123")
                .file("second.proto", "2")
                .build();

        assertThat(read(archive)).extracting(ProtoFile::path).containsExactly("first.proto", "second.proto");
    }

    @Test
    void anArchiveMayEndWithoutItsEmptyBlocks() {
        assertThat(read(tarOfA().withoutEnd())).containsExactly(A);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../a.proto",
                "sub/../../a.proto",
                "/etc/a.proto",
                "//a.proto",
                "C:/a.proto",
                "c:a.proto",
                "sub\\a.proto",
                "..\\a.proto",
                "sub//a.proto",
                "sub/./a.proto",
                "a\n.proto",
                "a\u001b[2J.proto"
            })
    void aPathThatLeadsOutOrLooksLikeAnotherIsRefused(String path) {
        String reason = "\"" + path.replace("\n", "\\n").replace("\u001b", "\\u001b") + "\" is refused: its path ";
        refused(tarOfA().file(path, "x").build(), reason);
        refused(tarOfA().pax("path", path).file("short", "x").build(), reason);
        refused(
                tarOfA().entry("././@LongLink", 'L', (path + "\0").getBytes(UTF_8))
                        .file("short", "x")
                        .build(),
                reason);
    }

    @Test
    void anEndlessPathIsRefused() {
        refused(
                tarOfA().pax("path", "n".repeat(250) + ".proto")
                        .file("short", "x")
                        .build(),
                "is refused: its path has more than 255 characters");
        // Else each beginning is cut off and all the rest copied, again and again.
        refused(
                tarOfA().pax("path", "./".repeat(30_000) + "b.proto")
                        .file("short", "x")
                        .build(),
                "is refused: its path has more than 255 characters");
    }

    @ParameterizedTest
    @CsvSource({
        "1, a hard link",
        "2, a symbolic link",
        "3, a device",
        "4, a device",
        "6, a pipe",
        "S, a sparse file",
        "D, of the unknown type 'D'"
    })
    void whatIsNoFileIsRefusedByNameAndKind(char type, String kind) {
        refused(tarOfA().entry("trap.proto", type, new byte[0]).build(), "\"trap.proto\" is " + kind);
    }

    @Test
    void aNameThatIsThereTwiceIsRefused() {
        refused(tarOfA().file("./a.proto", "other").build(), "\"a.proto\" is there twice");
    }

    @Test
    void textAndNamesThatAreNoUtf8AreRefused() {
        byte[] latin = {(byte) 0xe4};

        refused(tarOfA().entry("b.proto", '0', latin).build(), "the text of \"b.proto\" is not written in UTF-8");
        byte[] name = {(byte) 0xe4, '.', 'p', 'r', 'o', 't', 'o'};
        refused(tarOfA().entry(name, '0', "00000000000", new byte[0]).build(), "its path is not written in UTF-8");
        assertThat(read(tarOfA().entry("b.bin", '0', latin).build())).containsExactly(A);
    }

    @ParameterizedTest
    @CsvSource({
        "77777777777, has 8.00 GiB (8589934591 bytes); at most 4 MiB are",
        "00020000001, has 4.00 MiB (4194305 bytes); at most 4 MiB are",
        "00000001001, it ends within \"b.proto\"",
        "-0000000001, has a number that is damaged",
        "0x000000010, has a number that is damaged"
    })
    void aSizeThatIsNotThereIsRefused(String size, String reason) {
        byte[] archive = tarOfA().entry("b.proto".getBytes(UTF_8), '0', size, "text".getBytes(UTF_8))
                .withoutEnd();

        refused(archive, reason);
    }

    private static byte[] sized(byte[] archive, byte[] size) {
        System.arraycopy(size, 0, archive, 124, size.length);
        TarMaker.mendChecksums(archive);
        return archive;
    }

    @Test
    void sizesInOtherNotationsAreRead() {
        byte[] large = {(byte) 0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 4};
        byte[] huge = {(byte) 0x80, 127, 127, 127, 127, 127, 127, 127, 127, 127, 127, 127};

        assertThat(read(tar().pax("size", "4").file("a.proto", "text").build())).containsExactly(A);
        assertThat(read(sized(tar().file("a.proto", "text").build(), large))).containsExactly(A);
        refused(
                tarOfA().pax("size", "99999999999").file("c.proto", "").build(),
                "\"c.proto\" has 93.13 GiB (99999999999 bytes); at most 4 MiB are");
        refused(sized(tar().file("a.proto", "text").build(), huge), "at most 4 MiB are");
        refused(tarOfA().pax("size", "99999999999").file("c", "").build(), "it ends within \"c\"");
        refused(tarOfA().pax("size", "-1").file("c.proto", "").build(), "an extended header is damaged");
        refused(tarOfA().pax("GNU.sparse.major", "1").file("c.proto", "").build(), "\"c.proto\" is a sparse file");
    }

    /** As macOS, the platform's portal and Windows leave them. */
    @ParameterizedTest
    @ValueSource(
            strings = {"appledouble.tar.gz", "nonutf8-name-of-txt.tar.gz", "pax-size.tar.gz", "portal-mac-zip.tar.gz"})
    void whatToolsLeaveBesideAnApiIsPassedOver(String published) throws IOException {
        try (InputStream in = ApiArchiveTest.class.getResourceAsStream("/" + published)) {
            assertThat(read(Objects.requireNonNull(in).readAllBytes()))
                    .singleElement()
                    .satisfies(file -> assertThat(file.path()).isEqualTo("example_service.proto"))
                    .satisfies(file -> assertThat(file.text()).contains("rpc "));
        }
    }

    /** Only what is read has to be right. */
    @Test
    void nothingOfAnotherFileMatters() {
        byte[] archive = tarOfA().file("../b.txt", "x")
                .file("C:\\b.txt", "x")
                .file("", "x")
                .file("same.txt", "x")
                .file("same.txt", "x")
                .file("sub/__MACOSX/a.proto", "\u0000\u0005\u0016\u0007")
                .file("sub/._a.proto", "\u0000\u0005\u0016\u0007")
                .entry("link.txt", '2', new byte[0])
                .entry("label", 'V', new byte[0])
                .entry("sparse.bin", 'S', new byte[5])
                .pax("GNU.sparse.major", "1")
                .file("GNUSparseFile.0/b.bin", "x")
                .pax("comment", "c")
                .pax("path", "n".repeat(3_000))
                .file("short", "x")
                .file("big.bin", "x".repeat(5 << 20))
                .file("last.proto", "text")
                .build();

        assertThat(read(archive)).containsExactly(A, new ProtoFile("last.proto", "text"));
    }

    @Test
    void recordsOfAnExtendedHeaderNeedNoEncoding() {
        byte[] record = "14 comment=?x\n".getBytes(UTF_8);
        record[11] = (byte) 0xe4;

        assertThat(read(tar().entry("x", 'x', record).file("a.proto", "text").build()))
                .containsExactly(A);
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "x path=a\n", "99 path=a\n", "8 path=a\n", "10 pathaaa\n", "0 \n", "4 =\n"})
    void aDamagedExtendedHeaderIsRefused(String header) {
        refused(
                tarOfA().entry("x", 'x', header.getBytes(UTF_8)).file("b", "").build(),
                "an extended header is damaged");
    }

    @Test
    void anEndlessExtendedHeaderIsRefused() {
        refused(
                tarOfA().entry("x", 'x', new byte[70_000]).build(),
                "\"x\" has 68.36 KiB (70000 bytes); at most 64 KiB are");
        refused(
                tarOfA().entry("x", 'L', new byte[70_000]).build(),
                "\"x\" has 68.36 KiB (70000 bytes); at most 64 KiB are");
        refused(tarOfA().entry("f/", '5', new byte[1]).build(), "\"f/\" has 1 byte; at most 0 bytes are");
    }

    @Test
    void aBombIsRefusedBeforeItIsUnpacked() {
        TarMaker zeros = tarOfA();
        for (int i = 0; i < 4; i++) {
            zeros.entry("zeros" + i + ".bin", '0', new byte[1 << 20]);
        }

        assertThatExceptionOfType(MetadataException.class)
                .isThrownBy(() -> read(gzip(zeros.build())))
                .withMessageContaining("it unpacks to more than 1 MiB");
    }

    @Test
    void aBombBehindTheEndOfTheArchiveIsRefusedToo() {
        byte[] archive = tarOfA().raw(new byte[2 << 20]).build();

        assertThatExceptionOfType(MetadataException.class)
                .isThrownBy(() -> read(gzip(archive)))
                .withMessageContaining("it unpacks to more than 1 MiB");
    }

    @Test
    void tooManyEntriesAreRefused() {
        TarMaker many = tarOfA();
        for (int i = 0; i < TarReader.MAX_ENTRIES; i++) {
            many.file("f" + i, "");
        }

        refused(many.build(), "it has more than 1000 entries");
    }

    @Test
    void anArchiveThatIsTooLargeIsRefused() {
        TarMaker large = tarOfA();
        for (int i = 0; i < 5; i++) {
            large.entry("f" + i, '0', new byte[ApiArchive.MAX_FILE_BYTES]);
        }

        assertThatExceptionOfType(MetadataException.class)
                .isThrownBy(() -> read(large.build()))
                .withMessageContaining("it unpacks to more than 16 MiB");
    }

    @Test
    void aTruncatedArchiveIsRefused() {
        byte[] archive = TarGz.of(Map.of("a.proto", "x".repeat(5000)));

        for (int length = 3; length < archive.length; length++) {
            byte[] truncated = Arrays.copyOf(archive, length);
            assertThatExceptionOfType(MetadataException.class)
                    .isThrownBy(() -> read(truncated))
                    .withMessageNotContaining("null");
        }
    }

    @Test
    void anAlteredArchiveIsNoticedByItsChecksum() {
        byte[] archive = TarGz.of(Map.of("a.proto", "x"));
        archive[archive.length - 8] ^= 1;

        assertThatExceptionOfType(MetadataException.class)
                .isThrownBy(() -> read(archive))
                .withMessageContaining("Corrupt GZIP trailer");
    }

    @Test
    void whatIsNoArchiveIsRefused() {
        refused("<html>".repeat(100).getBytes(UTF_8), "or this is no tar archive");
        refused("<html>".getBytes(UTF_8), "it ends within a header");
        refused(new byte[0], "holds no file *.proto");
        refused(tar().file("readme.md", "x").build(), "holds no file *.proto");
    }
}
