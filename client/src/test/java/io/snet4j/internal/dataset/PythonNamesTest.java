package io.snet4j.internal.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A hundred names that Windows, macOS and Linux tools write, in four encodings, and what Python's zipfile and tarfile (3.12)
 * see in them: {@code python-names.tsv} has the encoding, the bytes of the name, kind, size and name in a zip, kind, size
 * and the name's bytes in a tar.
 *
 * <p>Ours differs on purpose in three things. A name of ASCII or UTF-8 that ends with a backslash is a folder's. A name
 * without the UTF-8 flag is UTF-8 if it can be, else one character per byte, while Python takes it for code page 437. In such a name, a backslash
 * that separates nothing is shown as a wide one.
 */
class PythonNamesTest {
    private static final Charset BYTES = StandardCharsets.ISO_8859_1;

    private final Path folder;

    PythonNamesTest(@TempDir Path folder) {
        this.folder = folder;
    }

    private record Seen(
            byte[] raw,
            boolean zipFolder,
            long zipBytes,
            String zipName,
            boolean tarFolder,
            long tarBytes,
            byte[] tarName) {
        static Seen parse(String line) {
            String[] parts = line.split("\t", -1);
            HexFormat hex = HexFormat.of();
            return new Seen(
                    hex.parseHex(parts[1]),
                    parts[2].equals("d"),
                    Long.parseLong(parts[3]),
                    parts[4],
                    parts[5].equals("d"),
                    Long.parseLong(parts[6]),
                    hex.parseHex(parts[7]));
        }

        boolean isAscii() {
            return new String(raw, BYTES).chars().allMatch(c -> c < 0x80);
        }

        /** The first of the differences. */
        boolean isFolderOfWindows(boolean utf8) {
            return (utf8 || isAscii()) && raw[raw.length - 1] == '\\';
        }
    }

    private static List<Seen> seen(String encoding) throws IOException {
        try (InputStream in = PythonNamesTest.class.getResourceAsStream("/python-names.tsv")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> line.startsWith(encoding + "\t"))
                    .map(Seen::parse)
                    .toList();
        }
    }

    /** The other two: what is UTF-8, told or not, is read as that. */
    private static byte[] bytes(String name, byte[] raw) {
        String text = name.replace('\uff3c', '\\');
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        return Arrays.equals(utf8, raw) ? utf8 : text.getBytes(BYTES);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "Shift_JIS", "GBK", "Big5"})
    void aZipIsWhatPythonSees(String encoding) throws IOException {
        List<Seen> seen = seen(encoding);
        boolean utf8 = encoding.equals("UTF-8");
        List<ZipEntryHeader> entries = zipEntries(zip(seen, utf8 ? StandardCharsets.UTF_8 : BYTES));

        assertThat(entries).hasSize(100).hasSameSizeAs(seen);
        for (int i = 0; i < entries.size(); i++) {
            ZipEntryHeader entry = entries.get(i);
            Seen python = seen.get(i);
            assertThat(entry.isDirectory())
                    .as(python.zipName)
                    .isEqualTo(python.zipFolder || python.isFolderOfWindows(utf8));
            assertThat(entry.bytes()).as(python.zipName).isEqualTo(python.zipBytes);
            if (utf8 || python.isAscii()) {
                assertThat(entry.name()).isEqualTo(python.zipName);
            } else {
                assertThat(bytes(entry.name(), python.raw))
                        .as(python.zipName)
                        .isEqualTo(python.raw)
                        .isEqualTo(python.zipName.getBytes(Charset.forName("IBM437")));
            }
        }
    }

    private static byte[] zip(List<Seen> seen, Charset charset) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(out, charset)) {
            for (Seen each : seen) {
                zip.putNextEntry(new ZipEntry(new String(each.raw, charset)));
                zip.write(new byte[(int) each.zipBytes]);
            }
        }
        return out.toByteArray();
    }

    private List<ZipEntryHeader> zipEntries(byte[] zip) throws IOException {
        assertThat(Checks.check(folder, zip)).isEmpty();
        Path file = Files.write(folder.resolve("names.zip"), zip);
        List<ZipEntryHeader> entries = new ArrayList<>();
        try (FileChannel channel = FileChannel.open(file)) {
            FileWindow window = new FileWindow(channel, zip.length, 1 << 18, (bytes, total) -> {});
            ZipDirectory where = ZipDirectory.find(window).orElseThrow();
            for (long at = where.start(); at < where.end(); ) {
                ZipEntryHeader entry = ZipEntryHeader.read(window, at, where.end());
                entries.add(entry);
                at += entry.headerBytes();
            }
        }
        return entries;
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "Shift_JIS", "GBK", "Big5"})
    void aTarIsWhatPythonSees(String encoding) throws IOException {
        for (Seen python : seen(encoding)) {
            byte[] tar = new TarMaker()
                    .entry(
                            "",
                            python.tarFolder ? '5' : '0',
                            "",
                            new byte[(int) python.tarBytes],
                            block -> System.arraycopy(python.raw, 0, block, 0, python.raw.length))
                    .build();
            TarHeader header = TarHeader.parse(Arrays.copyOf(tar, TarHeader.BLOCK), 0);

            assertThat(header.isDirectory())
                    .as(python.zipName)
                    .isEqualTo(python.tarFolder || python.isFolderOfWindows(false));
            assertThat(header.bytes()).isEqualTo(python.tarBytes);
            String name = python.tarFolder ? header.name().replaceFirst("/$", "") : header.name();
            assertThat(bytes(name, python.tarName)).as(python.zipName).isEqualTo(python.tarName);
        }
    }
}
