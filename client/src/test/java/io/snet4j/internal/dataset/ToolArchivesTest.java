package io.snet4j.internal.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import io.snet4j.dataset.DatasetProblem.UnsafePath;
import io.snet4j.dataset.DatasetProblem.WrongFileType;
import io.snet4j.testing.TarMaker;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What packers write that others than they read, too. */
class ToolArchivesTest {
    private final Path folder;

    ToolArchivesTest(@TempDir Path folder) {
        this.folder = folder;
    }

    private static byte[] published(String name) throws IOException {
        try (InputStream in = ToolArchivesTest.class.getResourceAsStream("/" + name)) {
            return Objects.requireNonNull(in, name).readAllBytes();
        }
    }

    /** Guard: ZipDirectory looks for the larger record whatever the old one says, as unzip and Python do. */
    @Test
    void aZip64ThatFillsItsOldRecordTooIsRead() throws IOException {
        assertThat(Checks.check(folder, published("zip64-end-not-saturated.zip")))
                .isEmpty();
        assertThat(Checks.check(folder, published("zip64-always-commons-compress.zip"), Checks.fileTypes("png")))
                .isEmpty();
    }

    @Test
    void aNameInShiftJisKeepsItsType() throws IOException {
        assertThat(Checks.check(folder, published("sjis-5c.zip"), Checks.fileTypes("png")))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"Shift_JIS, \u4e88\u8868\u5341", "GBK, \u4e57\u4fd3\u50dc", "Big5, \u4e48\u4f62\u4fde"})
    void aBackslashThatIsHalfOfALetterSeparatesNothing(String charset, String letters) throws IOException {
        String name = "data/" + letters + ".png";
        byte[] raw = name.getBytes(Charset.forName(charset));
        assertThat(raw).contains('\\');

        ZipEntryHeader entry = only(raw, 0, new byte[0]);

        assertThat(EntryPath.normal(entry.name()).split("/")).hasSize(2);
        assertThat(EntryPath.extensions(entry.name())).containsExactly("png");
        assertThat(EntryPath.danger(entry.name())).isEmpty();
    }

    @Test
    void inNamesOfAsciiAndOfUtf8ABackslashSeparates() throws IOException {
        byte[] utf8 = "d\\\u00e9.png".getBytes(StandardCharsets.UTF_8);

        assertThat(EntryPath.normal(only("d\\a.png".getBytes(StandardCharsets.US_ASCII), 0, new byte[0])
                        .name()))
                .isEqualTo("d/a.png");
        assertThat(EntryPath.normal(only(utf8, 1 << 11, new byte[0]).name())).isEqualTo("d/\u00e9.png");
        assertThat(EntryPath.normal(only(utf8, 0, new byte[0]).name())).isEqualTo("d\uff3c\u00e9.png");
    }

    /** Guard: EntryPath.danger takes all of them for separators. */
    @ParameterizedTest
    @ValueSource(strings = {"..\\\u00e9.png", "\u00e9\\..\\..\\a.png", "\\\u00e9.png", "C:\\\u00e9.png"})
    void aPathThatMayLeadOutIsDangerousInEveryEncoding(String name) throws IOException {
        String read =
                only(name.getBytes(StandardCharsets.ISO_8859_1), 0, new byte[0]).name();
        assertThat(EntryPath.danger(read)).isPresent();
    }

    /** Guards: EntryPath.decode and linkLeadsOut; what is told to be UTF-8, and is none, is told nothing. */
    @Test
    void whatIsToldToBeUtf8AndIsNoneHasBackslashesThatMaySeparate() throws IOException {
        byte[] raw = {(byte) 0x95, '\\', '.', 'p', 'n', 'g'};

        assertThat(only(raw, 1 << 11, new byte[0]).name()).isEqualTo("\u0095\uff3c.png");
        for (String target : new String[] {"\u0095\\..\\..\\x", "..\\\u0095", "\u0095\\a/../../.."}) {
            byte[] out = target.getBytes(StandardCharsets.ISO_8859_1);
            byte[] tar = new TarMaker()
                    .entry("l", '2', "", new byte[0], block -> System.arraycopy(out, 0, block, 157, out.length))
                    .build();
            assertThat(Checks.check(folder, tar)).containsExactly(new UnsafePath("l", EntryPath.LINK_OUT));
        }
    }

    @Test
    void whatFollowsALongNameDoesNotChangeIt() throws IOException {
        byte[] name = "\u00c3\u00a9.csv\0\u0095".getBytes(StandardCharsets.ISO_8859_1);
        byte[] tar = new TarMaker()
                .entry("././@LongLink", 'L', "", name, TarMaker::gnu)
                .file("short", "x")
                .build();

        assertThat(Checks.check(folder, tar, Checks.fileTypes("png")))
                .containsExactly(new WrongFileType("\u00e9.csv", "csv", List.of("png")));
    }

    @Test
    void theUnicodePathWinsIfItIsOfThisName() throws IOException {
        byte[] raw = {(byte) 0x95, '\\', '.', 'p', 'n', 'g'};
        byte[] other = {'a', '.', 'p', 'n', 'g'};

        assertThat(only(raw, 0, unicodePath("\u8868.csv", raw)).name()).isEqualTo("\u8868.csv");
        assertThat(only(raw, 0, unicodePath("\u8868.csv", other)).name()).endsWith(".png");
        assertThat(EntryPath.danger(only(other, 0, unicodePath("../b", other)).name()))
                .isPresent();
    }

    private static byte[] unicodePath(String name, byte[] raw) {
        byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
        CRC32 crc = new CRC32();
        crc.update(raw);
        return ByteBuffer.allocate(9 + utf8.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putShort((short) 0x7075)
                .putShort((short) (5 + utf8.length))
                .put((byte) 1)
                .putInt((int) crc.getValue())
                .put(utf8)
                .array();
    }

    /** As the list of entries has it. */
    private ZipEntryHeader only(byte[] name, int flags, byte[] extra) throws IOException {
        ByteBuffer header = ByteBuffer.allocate(ZipEntryHeader.FIXED_BYTES + name.length + extra.length)
                .order(ByteOrder.LITTLE_ENDIAN);
        header.putInt(0, ZipDirectory.ENTRY).putShort(8, (short) flags);
        header.putShort(28, (short) name.length).putShort(30, (short) extra.length);
        header.position(ZipEntryHeader.FIXED_BYTES);
        header.put(name).put(extra);
        int length = header.capacity();
        Path file = Files.write(folder.resolve("header"), header.array());
        try (FileChannel channel = FileChannel.open(file)) {
            return ZipEntryHeader.read(new FileWindow(channel, length, length, (bytes, total) -> {}), 0, length);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void disksThatAToolCountsDifferentlyDoNotMatter(int disks) throws IOException {
        byte[] zip = new ZipMaker().add("a.png", "one").zip64().build();
        int locator = zip.length - ZipDirectory.END_BYTES - 20;
        zip[locator + 16] = (byte) disks;

        assertThat(Checks.check(folder, zip)).isEmpty();
    }

    @Test
    void whatFollowsAnArchiveDoesNotMatter() throws IOException {
        byte[] zip = new ZipMaker().add("a.png", "one").build();
        byte[] more = Arrays.copyOf(zip, zip.length + 100);

        assertThat(Checks.check(folder, more)).isEmpty();
    }
}
