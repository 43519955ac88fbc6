package io.snet4j.internal.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import io.snet4j.dataset.DatasetProblem;
import io.snet4j.testing.OtherJvm;
import io.snet4j.testing.TarMaker;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A million files are checked, to the last byte, by a JVM with a heap of 64 MiB. */
class DatasetMemoryIT {
    private static final int FILES = 1_000_000;
    private static final byte[] CONTENT = "x".getBytes(StandardCharsets.US_ASCII);

    private final Path folder;

    DatasetMemoryIT(@TempDir Path folder) {
        this.folder = folder;
    }

    @ParameterizedTest
    @ValueSource(strings = {"zip", "tar.gz"})
    @Timeout(value = 20, unit = TimeUnit.MINUTES)
    void aMillionFilesFitIntoASmallHeap(String type) throws IOException, InterruptedException {
        Path archive = folder.resolve("million." + type);
        if (type.equals("zip")) {
            writeZip(archive);
        } else {
            writeTarGz(archive);
        }
        Path output = folder.resolve("output");
        Process child = OtherJvm.of(Child.class, List.of("-Xmx64m"), archive.toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(child.waitFor(10, TimeUnit.MINUTES)).isTrue();
        } finally {
            child.destroyForcibly();
        }
        System.out.println(Files.size(archive) + " bytes of " + type + ": " + Files.readString(output));
        assertThat(Files.readAllLines(output))
                .contains(
                        "the archive has 1000001 files; the service takes at most 1000",
                        "f0000000.png is in the archive more than once");
        assertThat(child.exitValue()).isZero();
    }

    /** Runs in the small JVM. */
    static final class Child {
        private Child() {}

        public static void main(String[] args) {
            long start = System.nanoTime();
            try (var dataset = OpenDataset.open(Path.of(args[0]))) {
                var rules = DatasetRules.of(0, 10, 1000, List.of("png"), List.of("zip, tar.gz"));
                System.out.println(DatasetProblem.describeAll(dataset.check(rules)));
            }
            System.out.println(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start) + " ms");
        }
    }

    /** By hand, as the JDK's keeps every entry. The last name is the first again. */
    private static void writeZip(Path target) throws IOException {
        CRC32 crc = new CRC32();
        crc.update(CONTENT);
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(target), 1 << 20)) {
            ByteBuffer local = buffer(30 + 12 + CONTENT.length);
            local.putInt(0, 0x04034b50).putInt(14, (int) crc.getValue()).putInt(18, CONTENT.length);
            local.putInt(22, CONTENT.length).putShort(26, (short) 12).put(42, CONTENT);
            ByteBuffer listed = buffer(46 + 12);
            listed.putInt(0, 0x02014b50).putInt(16, (int) crc.getValue()).putInt(20, CONTENT.length);
            listed.putInt(24, CONTENT.length).putShort(28, (short) 12);
            for (int i = 0; i <= FILES; i++) {
                out.write(local.put(30, name(i)).array());
            }
            long start = (FILES + 1L) * local.capacity();
            for (int i = 0; i <= FILES; i++) {
                out.write(
                        listed.put(46, name(i)).putInt(42, i * local.capacity()).array());
            }
            long size = (FILES + 1L) * listed.capacity();
            ByteBuffer end = buffer(56 + 20 + 22);
            end.putInt(0x06064b50).putLong(44).putInt(0).putInt(0).putInt(0);
            end.putLong(FILES + 1).putLong(FILES + 1).putLong(size).putLong(start);
            end.putInt(0x07064b50).putInt(0).putLong(start + size).putInt(1);
            end.putInt(0x06054b50).putInt(0).putInt(-1).putInt(-1).putInt(-1).putShort((short) 0);
            out.write(end.array());
        }
    }

    private static void writeTarGz(Path target) throws IOException {
        try (OutputStream file = Files.newOutputStream(target);
                OutputStream fast = new GZIPOutputStream(file, 1 << 16) {
                    {
                        def.setLevel(Deflater.BEST_SPEED);
                    }
                }) {
            byte[] entry = new TarMaker().file("f0000000.png", CONTENT).withoutEnd();
            for (int i = 0; i <= FILES; i++) {
                byte[] name = name(i);
                // The digits of the checksum follow the digits of the name.
                System.arraycopy(name, 0, entry, 0, name.length);
                checksum(entry);
                fast.write(entry);
            }
            fast.write(new byte[1024]);
        }
    }

    private static void checksum(byte[] entry) {
        TarMaker.put(entry, 148, "        ");
        int sum = 0;
        for (int i = 0; i < 512; i++) {
            sum += entry[i];
        }
        for (int i = 0; i < 6; i++) {
            entry[153 - i] = (byte) ('0' + (sum >> 3 * i & 7));
        }
        entry[154] = 0;
    }

    private static byte[] name(int i) {
        byte[] name = "f0000000.png".getBytes(StandardCharsets.US_ASCII);
        int rest = i % FILES;
        for (int digit = 7; digit > 0; digit--) {
            name[digit] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        return name;
    }

    private static ByteBuffer buffer(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
