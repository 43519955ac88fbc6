package io.snet4j.provider;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snet4j.internal.archive.TarHeader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatasetEntriesTest {
    private static final DatasetLimits LIMITS = DatasetLimits.standard();

    private final Path file;

    DatasetEntriesTest(@TempDir Path folder) {
        file = folder.resolve("data");
    }

    enum Kind {
        ZIP,
        TAR,
        TAR_GZ
    }

    @ParameterizedTest
    @EnumSource
    void theFilesOfEachKindOfArchiveAreReadAlike(Kind kind) throws IOException {
        write(kind, Map.of("a/", "", "a/1.txt", "one", "./b/2.txt", "", "c", "x".repeat(2000)));

        assertThat(read(LIMITS))
                .containsOnly(Map.entry("a/1.txt", "one"), Map.entry("b/2.txt", ""), Map.entry("c", "x".repeat(2000)));
    }

    @ParameterizedTest
    @EnumSource
    void contentsThatNobodyReadArePassedOver(Kind kind) throws IOException {
        Map<String, String> files = new LinkedHashMap<>();
        files.put("a", "x".repeat(5000));
        files.put("b", "y".repeat(100));
        write(kind, files);

        try (DatasetEntries entries = dataset().entries(LIMITS)) {
            assertThat(entries).extracting(DatasetEntry::name).containsExactly("a", "b");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"../x", "/x", "a/../x", "a\\b", "c:/x", "a//b"})
    void namesThatLeadElsewhereAreRefused(String name) throws IOException {
        for (Kind kind : Kind.values()) {
            write(kind, Map.of(name, "x"));

            assertUnfit(LIMITS, "is refused: its path");
        }
    }

    @Test
    void aLinkIsRefused() throws IOException {
        Files.write(file, concat(TarHeader.write("a".getBytes(UTF_8), '2', 0), new byte[1024]));

        assertUnfit(LIMITS, "\"a\" is a link");
    }

    @ParameterizedTest
    @EnumSource
    void eachLimitIsHeldAgainstWhatComesOutAndNotAgainstWhatIsStated(Kind kind) throws IOException {
        write(kind, Map.of("a", "x".repeat(1000), "b", "y".repeat(1000)));

        assertUnfit(LIMITS.withEntries(1), "more than 1 files");
        assertUnfit(LIMITS.withEntryBytes(999), "unpacks to more than 999 bytes");
        assertUnfit(LIMITS.withTotalBytes(1999), "the archive unpacks to more than 1999 bytes");
        assertThat(read(new DatasetLimits(2, 1000, 2000, 200))).hasSize(2);
    }

    @Test
    void anArchiveThatUnpacksToManyTimesItsSizeIsRefused() throws IOException {
        write(Kind.ZIP, Map.of("a", "x".repeat(1_000_000)));

        assertUnfit(LIMITS, "the archive unpacks to more than");
    }

    @ParameterizedTest
    @EnumSource
    void anArchiveThatIsCutOffIsUnfit(Kind kind) throws IOException {
        write(kind, Map.of("a", "some text that does not compress ".repeat(100)));
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length * 2 / 5));

        assertUnfit(LIMITS, "");
    }

    @Test
    void whatIsNoArchiveIsUnfit() throws IOException {
        Files.writeString(file, "text");

        assertUnfit(LIMITS, "neither a zip nor a tar nor a tar.gz");
    }

    private void assertUnfit(DatasetLimits limits, String reason) {
        assertThatThrownBy(() -> read(limits))
                .isInstanceOf(UnfitDatasetException.class)
                .hasMessageContaining(reason);
    }

    private Dataset dataset() throws IOException {
        return new Dataset(file, "data", Files.size(file));
    }

    private Map<String, String> read(DatasetLimits limits) throws IOException {
        Map<String, String> found = new LinkedHashMap<>();
        try (DatasetEntries entries = dataset().entries(limits)) {
            for (DatasetEntry entry : entries) {
                found.put(entry.name(), new String(entry.bytes(), UTF_8));
            }
        }
        return found;
    }

    private void write(Kind kind, Map<String, String> files) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        if (kind == Kind.ZIP) {
            try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
                for (Map.Entry<String, String> one : files.entrySet()) {
                    zip.putNextEntry(new ZipEntry(one.getKey()));
                    zip.write(one.getValue().getBytes(UTF_8));
                }
            }
        } else {
            try (var out = kind == Kind.TAR ? bytes : new GZIPOutputStream(bytes)) {
                for (Map.Entry<String, String> one : files.entrySet()) {
                    byte[] content = one.getValue().getBytes(UTF_8);
                    char type = one.getKey().endsWith("/") ? '5' : '0';
                    out.write(TarHeader.write(one.getKey().getBytes(UTF_8), type, content.length));
                    out.write(content);
                    out.write(new byte[TarHeader.padding(content.length)]);
                }
                out.write(new byte[1024]);
            }
        }
        Files.write(file, bytes.toByteArray());
    }

    private static byte[] concat(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
