package io.snet4j.internal.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.snet4j.dataset.DatasetProblem;
import io.snet4j.dataset.DatasetProblem.ArchiveBomb;
import io.snet4j.dataset.DatasetProblem.ArchiveTooLarge;
import io.snet4j.dataset.DatasetProblem.Damaged;
import io.snet4j.dataset.DatasetProblem.DuplicateFile;
import io.snet4j.dataset.DatasetProblem.Encrypted;
import io.snet4j.dataset.DatasetProblem.FileTooLarge;
import io.snet4j.dataset.DatasetProblem.MoreProblems;
import io.snet4j.dataset.DatasetProblem.TooManyFiles;
import io.snet4j.dataset.DatasetProblem.Unreadable;
import io.snet4j.dataset.DatasetProblem.UnsafePath;
import io.snet4j.dataset.DatasetProblem.UnsupportedCompression;
import io.snet4j.dataset.DatasetProblem.WrongArchiveType;
import io.snet4j.dataset.DatasetProblem.WrongFileType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class BadZipsTest {
    private static final byte[] CONTENT = "some content, some content".getBytes(StandardCharsets.UTF_8);

    private final Path folder;

    BadZipsTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void allProblemsAreReportedAtOnceTheArchiveFirst() throws IOException {
        byte[] zip = new ZipMaker()
                .add("a.exe", "12345678901")
                .add("../b.png", "x")
                .add("c.png", CONTENT, entry -> entry.crc++)
                .build();
        var rules = DatasetRules.of(100, 10, 2, List.of("png"), List.of("tar"));
        assertThat(Checks.check(folder, zip, rules))
                .containsExactly(
                        new ArchiveTooLarge(zip.length, 100),
                        new WrongArchiveType("zip", List.of("tar")),
                        new TooManyFiles(3, 2),
                        new WrongFileType("a.exe", "exe", List.of("png")),
                        new FileTooLarge("a.exe", 11, 10),
                        new UnsafePath("../b.png", "its path leads out of the archive's folder"),
                        new FileTooLarge("c.png", CONTENT.length, 10),
                        new Damaged("c.png", "its checksum is wrong"));
    }

    @Test
    void manyProblemsOfOneKindDoNotHideOthers() throws IOException {
        ZipMaker zip = new ZipMaker();
        for (int i = 0; i < 1000; i++) {
            zip.add(i + ".exe", "x");
        }
        zip.add("secret.png", CONTENT, entry -> entry.flags |= 1);
        var problems = Checks.check(folder, zip.build(), Checks.fileTypes("png"));
        assertThat(problems).hasSize(Findings.PER_KIND + 2);
        assertThat(problems.get(Findings.PER_KIND)).isEqualTo(new Encrypted("secret.png"));
        assertThat(problems.get(Findings.PER_KIND + 1)).isEqualTo(new MoreProblems(1000 - Findings.PER_KIND));
    }

    @ParameterizedTest
    @CsvSource({"1,8", "0x41,8", "1,99", "0,99"})
    void anEncryptedFileIsNamed(String flags, int method) throws IOException {
        byte[] zip = new ZipMaker()
                .add("a", CONTENT, entry -> {
                    entry.flags = Integer.decode(flags);
                    entry.method = method;
                })
                .build();
        assertThat(Checks.check(folder, zip)).containsExactly(new Encrypted("a"));
    }

    @ParameterizedTest
    @CsvSource({"9,deflate64", "12,bzip2", "14,lzma", "93,zstd", "77,method 77"})
    void anUnsupportedCompressionIsNamed(int method, String name) throws IOException {
        byte[] zip =
                new ZipMaker().add("a", CONTENT, entry -> entry.method = method).build();
        assertThat(Checks.check(folder, zip)).containsExactly(new UnsupportedCompression("a", name));
    }

    static Stream<Arguments> damagedFiles() {
        return Stream.of(
                arguments("checksum", new ZipMaker().add("a", CONTENT, e -> e.crc++)),
                arguments(
                        "checksum of a stored file",
                        new ZipMaker().stored("a", CONTENT).add("a", CONTENT, e -> {
                            e.method = 0;
                            e.name = e.localName = new byte[] {'b'};
                            e.data = new byte[3];
                            e.compressed = e.bytes = 3;
                        })),
                arguments("declares less than it holds", new ZipMaker().add("a", CONTENT, e -> e.bytes--)),
                arguments("declares more than it holds", new ZipMaker().add("a", CONTENT, e -> e.bytes++)),
                arguments("stored with two sizes", new ZipMaker().add("a", CONTENT, e -> e.method = 0)),
                arguments("compressed data too short", new ZipMaker().add("a", CONTENT, e -> e.compressed--)),
                arguments(
                        "compressed data garbled",
                        new ZipMaker().add("a", CONTENT, e -> Arrays.fill(e.data, (byte) 0xff))),
                arguments("needs no dictionary, is garbage", new ZipMaker().add("a", CONTENT, e -> e.data[0] ^= 6)),
                arguments(
                        "another name at its data",
                        new ZipMaker().add("a", CONTENT, e -> e.localName = new byte[] {'b'})),
                arguments("offset into nowhere", new ZipMaker().add("a", CONTENT, e -> e.offset = 1 << 30)),
                arguments("offset into data", new ZipMaker().add("a", CONTENT, e -> e.offset = 5)),
                arguments("compressed data too long", new ZipMaker().add("a", CONTENT, e -> e.compressed += 20)),
                arguments("reaches behind the end", new ZipMaker().add("a", CONTENT, e -> e.compressed += 1 << 20)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("damagedFiles")
    void aDamagedFileIsNamedAndTheOthersAreRead(String what, ZipMaker zip) throws IOException {
        byte[] archive = zip.add("good", CONTENT).build();
        var problems = Checks.check(folder, archive);
        assertThat(problems).hasSize(1);
        assertThat(problems.get(0)).isInstanceOfSatisfying(Damaged.class, problem -> assertThat(problem.file())
                .isIn("a", "b"));
    }

    @Test
    void aTruncatedZipIsNamedAsSuchWhereverItEnds() throws IOException {
        byte[] zip = new ZipMaker().add("a", CONTENT).add("b", CONTENT).build();
        for (int length = 4; length < zip.length; length++) {
            assertThat(Checks.check(folder, Arrays.copyOf(zip, length)))
                    .as("%d bytes", length)
                    .singleElement()
                    .isInstanceOfSatisfying(Unreadable.class, problem -> assertThat(problem.reason())
                            .contains("truncated"));
        }
    }

    @Test
    void aZipWithoutItsBeginningIsUnreadable() throws IOException {
        byte[] zip = new ZipMaker().add("a", CONTENT).add("b", CONTENT).build();
        byte[] rest = Arrays.copyOfRange(zip, 40, zip.length);
        assertThat(Checks.check(folder, rest)).singleElement().isInstanceOf(Unreadable.class);
    }

    @Test
    void aPartOfASplitZipIsNamedAsSuch() throws IOException {
        assertThat(Checks.check(folder, new ZipMaker().add("a", CONTENT).disk(2).build()))
                .containsExactly(new Unreadable("it is one part of a split zip; join the parts first"));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 1})
    void aListThatDiffersFromItsAnnouncementIsUnreadable(int more) throws IOException {
        assertThat(Checks.check(
                        folder,
                        new ZipMaker().add("a", CONTENT).announceMore(more).build()))
                .singleElement()
                .isInstanceOf(Unreadable.class);
    }

    @Test
    void entriesThatShareTheirDataAreABomb() throws IOException {
        ZipMaker zip = new ZipMaker();
        byte[] kernel = new byte[1 << 16];
        zip.add("0", kernel);
        for (int i = 1; i < 200; i++) {
            zip.add("0", kernel, entry -> {
                entry.data = new byte[0];
                entry.localName = new byte[0];
                entry.offset = 0;
            });
        }
        assertThat(Checks.check(folder, zip.build()))
                .anySatisfy(problem -> assertThat(problem.describe()).contains("overlap", "zip bomb"));
    }

    @Test
    void whatUnpacksToFarMoreThanItHasIsABomb() throws IOException {
        byte[] zip = new ZipMaker().add("a", new byte[3 << 20]).add("../b", "x").build();
        List<DatasetProblem> problems = Checks.check(folder, zip, DatasetRules.NONE, 1 << 20);
        assertThat(problems).hasSize(2);
        assertThat(problems.get(0)).isInstanceOfSatisfying(ArchiveBomb.class, bomb -> {
            assertThat(bomb.archiveBytes()).isEqualTo(zip.length);
            assertThat(bomb.limitBytes()).isEqualTo(1 << 20);
            assertThat(bomb.unpackedBytes()).isBetween(1L << 20, (1L << 20) + (32 << 10));
        });
        assertThat(problems.get(1)).isInstanceOf(UnsafePath.class);
    }

    @Test
    void aBombThatDeclaresToBeSmallIsStoppedAtItsDeclaration() throws IOException {
        byte[] zip = new ZipMaker()
                .add("a", new byte[3 << 20], entry -> entry.bytes = 10)
                .build();
        assertThat(Checks.check(folder, zip, DatasetRules.NONE, 1 << 20))
                .containsExactly(new Damaged("a", "it unpacks to more than the 10 bytes it declares"));
    }

    @ParameterizedTest
    @CsvSource({"0,268435456", "1048576,268435456", "10485760,2621440000", "9223372036854775807,1099511627776"})
    void whatMayBeUnpackedGrowsWithTheArchive(long archiveBytes, long limit) {
        assertThat(UnpackLimit.defaultLimit(archiveBytes)).isEqualTo(limit);
    }

    @Test
    void anInnerArchiveIsNotFollowed() throws IOException {
        byte[] inner = new ZipMaker().add("bomb", new byte[3 << 20]).build();
        byte[] zip = new ZipMaker().add("inner.zip", inner).build();
        assertThat(Checks.check(folder, zip, DatasetRules.NONE, 1 << 20)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../a",
                "a/../../b",
                "a/..",
                "..",
                "/a",
                "\\a",
                "..\\a",
                "a\\..\\b",
                "C:\\a",
                "c:a",
                "//host/a",
                "a\0b"
            })
    void aPathThatLeadsOutIsNamed(String name) throws IOException {
        assertThat(Checks.check(folder, new ZipMaker().add(name, CONTENT).build()))
                .singleElement()
                .isInstanceOfSatisfying(
                        UnsafePath.class, problem -> assertThat(problem.file()).isEqualTo(name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a..b", "...", "..a/b", "ab:c", "~/a", "%2e%2e/a"})
    void anOddButHarmlessPathIsFine(String name) throws IOException {
        assertThat(Checks.check(folder, new ZipMaker().add(name, CONTENT).build()))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"l,../x", "d/l,../../x", "l,/etc/passwd", "l,a/../../x", "d/l,C:\\x"})
    void aLinkThatLeadsOutIsNamed(String link, String target) throws IOException {
        byte[] zip = new ZipMaker().add("a", CONTENT).symbolicLink(link, target).build();
        assertThat(Checks.check(folder, zip)).containsExactly(new UnsafePath(link, EntryPath.LINK_OUT));
    }

    @Test
    void aDeviceIsNamed() throws IOException {
        byte[] zip = new ZipMaker()
                .add("a", CONTENT, entry -> {
                    entry.madeBy = 3 << 8;
                    entry.attributes = 0020644 << 16;
                })
                .build();
        assertThat(Checks.check(folder, zip)).containsExactly(new UnsafePath("a", "it is a device or a pipe"));
    }

    @Test
    void aNameThatComesAgainIsNamedHoweverItIsSpelt() throws IOException {
        byte[] zip = new ZipMaker()
                .add("d/", "")
                .add("d/a", CONTENT)
                .add("d/b", CONTENT)
                .add("d/", "")
                .add("./d//a", CONTENT)
                .add("d\\a", CONTENT)
                .build();
        assertThat(Checks.check(folder, zip)).containsExactly(new DuplicateFile("./d//a"), new DuplicateFile("d\\a"));
    }

    @ParameterizedTest
    @CsvSource({
        "377abcaf271c0000,7z archive",
        "526172211a070100,rar archive",
        "425a683931,bzip2 file",
        "fd377a585a00,xz file",
        "28b52ffd00,zstd file",
        "68656c6c6f,file of another kind"
    })
    void anotherKindOfFileIsNamed(String hex, String name) throws IOException {
        byte[] bytes = HexFormat.of().parseHex(hex);
        assertThat(Checks.check(folder, bytes))
                .containsExactly(new Unreadable("it is a " + name + ", neither zip nor tar nor tar.gz"));
        assertThat(Checks.check(folder, bytes, Checks.archiveTypes("zip")))
                .containsExactly(new WrongArchiveType(name, List.of("zip")));
    }

    @Test
    void anEmptyFileIsUnreadable() throws IOException {
        assertThat(Checks.check(folder, new byte[0])).containsExactly(new Unreadable("the file is empty"));
    }
}
