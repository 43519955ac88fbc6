package io.snet4j.internal.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import io.snet4j.dataset.DatasetProblem.ArchiveBomb;
import io.snet4j.dataset.DatasetProblem.DuplicateFile;
import io.snet4j.dataset.DatasetProblem.FileTooLarge;
import io.snet4j.dataset.DatasetProblem.Unreadable;
import io.snet4j.dataset.DatasetProblem.UnsafePath;
import io.snet4j.testing.TarMaker;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BadTarsTest {
    private final Path folder;

    BadTarsTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void aTruncatedTarIsNamedAsSuchWhereverItEnds() throws IOException {
        byte[] tar = new TarMaker().file("a", "x".repeat(700)).file("b", "y").withoutEnd();
        for (int length = 512; length <= tar.length; length += 64) {
            unreadable(Arrays.copyOf(tar, length), "truncated");
        }
    }

    @Test
    void aTruncatedTarGzIsNamedAsSuchWhereverItEnds() throws IOException {
        byte[] packed = new TarMaker().file("a", "xyz").gzip();
        for (int length = 3; length < packed.length; length++) {
            unreadable(Arrays.copyOf(packed, length), "truncated");
        }
    }

    @Test
    void aTarWithADamagedHeaderIsUnreadableFromThereOn() throws IOException {
        byte[] tar = new TarMaker().file("../a", "x").file("b", "y").build();
        tar[1024]++;
        assertThat(Checks.check(folder, tar))
                .containsExactly(
                        new Unreadable("corrupt: the header at byte 1024 of the tar is damaged"),
                        new UnsafePath("../a", "its path leads out of the archive's folder"));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5})
    void aTarGzWithAWrongChecksumOrLengthIsCorrupt(int fromEnd) throws IOException {
        byte[] packed = new TarMaker().file("a", "xyz").gzip();
        packed[packed.length - fromEnd]++;
        unreadable(packed, "corrupt");
    }

    @Test
    void aPackedFileThatIsNoTarIsNamedAsSuch() throws IOException {
        unreadable(TarMaker.gzip("a,b\n1,2\n".repeat(100).getBytes(StandardCharsets.UTF_8)), "no tar");
        unreadable(TarMaker.gzip("a,b".getBytes(StandardCharsets.UTF_8)), "no tar");
        unreadable(TarMaker.gzip(new byte[0]), "no tar");
    }

    @ParameterizedTest
    @CsvSource({
        "2,d/l,../../x",
        "2,l,/etc/passwd",
        "2,l,..",
        "1,l,/etc/passwd",
        "1,d/l,../x",
        "1,l,c:x",
    })
    void aLinkThatLeadsOutIsNamed(char type, String link, String target) throws IOException {
        byte[] tar = new TarMaker().file("a", "x").link(link, type, target).build();
        assertThat(Checks.check(folder, tar)).containsExactly(new UnsafePath(link, EntryPath.LINK_OUT));
    }

    @Test
    void aLongTargetIsReadWhereverItStands() throws IOException {
        String out = "d/".repeat(100) + "../".repeat(102) + "x";
        byte[] gnu = new TarMaker().gnuLong('K', out).link("l", '2', "short").build();
        byte[] pax =
                new TarMaker().pax("17 linkpath=../x\n").link("l", '2', "short").build();
        assertThat(Checks.check(folder, gnu)).containsExactly(new UnsafePath("l", EntryPath.LINK_OUT));
        assertThat(Checks.check(folder, pax)).containsExactly(new UnsafePath("l", EntryPath.LINK_OUT));
    }

    @ParameterizedTest
    @ValueSource(strings = {"3", "4", "6"})
    void aDeviceIsNamed(char type) throws IOException {
        byte[] tar = new TarMaker().link("dev", type, "").build();
        assertThat(Checks.check(folder, tar)).containsExactly(new UnsafePath("dev", "it is a device or a pipe"));
    }

    @Test
    void pathsThatLeadOutAreNamedWhereverTheyStand() throws IOException {
        byte[] tar = new TarMaker()
                .file("/a", "x")
                .gnuLong('L', "../" + "b".repeat(200))
                .file("short", "x")
                .pax("13 path=../c\n")
                .file("short", "x")
                .entry("d", '0', "", new byte[0], block -> TarMaker.put(block, 345, "../e"))
                .file("fine", "x")
                .build();
        assertThat(Checks.check(folder, tar)).hasSize(4).allSatisfy(problem -> assertThat(problem)
                .isInstanceOf(UnsafePath.class));
    }

    @Test
    void theSizeOfAFileIsReadInAllItsSpellings() throws IOException {
        Consumer<byte[]> binary = block -> {
            Arrays.fill(block, 124, 136, (byte) 0);
            block[124] = (byte) 0x80;
            block[134] = 2;
        };
        byte[] tar = new TarMaker()
                .file("octal", "x".repeat(512))
                .entry("binary", '0', "", new byte[512], binary)
                .pax("12 size=512\n")
                .entry("pax", '0', "", new byte[512], block -> TarMaker.put(block, 124, "00000000000"))
                .pax("29 GNU.sparse.realsize=70000\n")
                .file("hole", "x")
                .entry("old hole", 'S', "", new byte[1], block -> TarMaker.put(block, 483, "00000210560"))
                .build();
        assertThat(Checks.check(folder, tar, Checks.maxFileBytes(511)))
                .containsExactly(
                        new FileTooLarge("octal", 512, 511),
                        new FileTooLarge("binary", 512, 511),
                        new FileTooLarge("pax", 512, 511),
                        new FileTooLarge("hole", 70000, 511),
                        new FileTooLarge("old hole", 0210560, 511));
    }

    @Test
    void aFileOfHolesIsABomb() throws IOException {
        byte[] tar = new TarMaker()
                .pax("39 GNU.sparse.realsize=999999999999999\n")
                .file("hole", "x")
                .build();
        assertThat(Checks.check(folder, tar)).singleElement().isInstanceOf(ArchiveBomb.class);
    }

    @Test
    void aTarGzThatUnpacksToFarMoreThanItHasIsABomb() throws IOException {
        byte[] packed = new TarMaker().file("a", new byte[3 << 20]).gzip();
        byte[] behindTheEnd =
                new TarMaker().file("a", "x").raw(new byte[3 << 20]).gzip();
        for (byte[] archive : new byte[][] {packed, behindTheEnd}) {
            assertThat(Checks.check(folder, archive, DatasetRules.NONE, 1 << 20))
                    .singleElement()
                    .isInstanceOf(ArchiveBomb.class);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "12 size=-12\n",
                "12 size=abc\n",
                "99 path=a\n",
                "8 path=a",
                "x path=a\n",
                "0 path=a\n",
                "8 path=a\n"
            })
    void attributesThatMakeNoSenseAreReported(String records) throws IOException {
        unreadable(new TarMaker().pax(records).file("a", "x").build(), "corrupt");
    }

    @Test
    void sizesThatMakeNoSenseAreReported() throws IOException {
        unreadable(
                new TarMaker()
                        .entry("a", '0', "", new byte[0], block -> Arrays.fill(block, 124, 136, (byte) 0xff))
                        .build(),
                "corrupt");
        unreadable(
                new TarMaker()
                        .entry("a", '0', "", new byte[0], block -> TarMaker.put(block, 124, "9"))
                        .build(),
                "corrupt");
        unreadable(
                new TarMaker()
                        .entry("a", 'L', "", new byte[0], block -> TarMaker.put(block, 124, "77777777777"))
                        .build(),
                "corrupt");
        unreadable(
                new TarMaker()
                        .entry("a", '0', "", new byte[0], block -> TarMaker.put(block, 124, "77777777777"))
                        .build(),
                "truncated");
    }

    @Test
    void aNameThatComesAgainIsNamed() throws IOException {
        byte[] tar = new TarMaker().file("a", "x").file("./a", "y").build();
        assertThat(Checks.check(folder, tar)).containsExactly(new DuplicateFile("./a"));
    }

    private void unreadable(byte[] archive, String reason) throws IOException {
        assertThat(Checks.check(folder, archive))
                .singleElement()
                .isInstanceOfSatisfying(Unreadable.class, problem -> assertThat(problem.reason())
                        .contains(reason));
    }
}
