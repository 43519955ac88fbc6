package io.snet4j.internal.archive;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TarHeaderTest {
    private static TarHeader sized(byte[] size) {
        byte[] block = TarHeader.write("a".getBytes(US_ASCII), '0', 0);
        System.arraycopy(size, 0, block, 124, size.length);
        return TarHeader.of(block);
    }

    @Test
    void whatIsWrittenIsRead() {
        byte[] block = TarHeader.write("a.csv".getBytes(US_ASCII), '0', 1234);

        assertThat(TarHeader.isHeader(block)).isTrue();
        TarHeader header = TarHeader.of(block);
        assertThat(header.name()).asString(US_ASCII).isEqualTo("a.csv");
        assertThat(header.type()).isEqualTo('0');
        assertThat(header.bytes()).isEqualTo(1234);
        assertThat(header.realBytes()).isEqualTo(1234);
        assertThat(1234 + TarHeader.padding(1234)).isEqualTo(3 * TarHeader.BLOCK);
    }

    @ParameterizedTest
    @CsvSource({
        "00000001234, 668",
        "000000001234, 668",
        "'    1234 777', 668",
        "'           ', 0",
        "777777777777, 68719476735",
        "-0000000001, -1",
        "0x000000010, -1",
        "00000000008, -1"
    })
    void aSizeIsOctalAndAnythingElseIsDamage(String size, long bytes) {
        assertThat(sized(size.getBytes(US_ASCII)).bytes()).isEqualTo(bytes);
    }

    @Test
    void aSizeMayBeBinaryAndOneThatDoesNotFitIsTheLargest() {
        byte[] size = new byte[12];
        size[0] = (byte) 0x80;
        size[11] = 4;
        assertThat(sized(size).bytes()).isEqualTo(4);
        size[4] = 127;
        assertThat(sized(size).bytes()).isEqualTo((127L << 56) + 4);
        size[3] = 1;
        assertThat(sized(size).bytes()).isEqualTo(Long.MAX_VALUE);
        Arrays.fill(size, (byte) 0xff);
        assertThat(sized(size).bytes()).isNegative();
    }

    @Test
    void recordsAreReadUntilOneIsDamaged() throws IOException {
        List<String> seen = new ArrayList<>();
        PaxRecords.Sink sink = (key, value) -> seen.add(key + "=" + new String(value, US_ASCII));
        String records = PaxRecords.write("path", "x".repeat(90)) + PaxRecords.write("size", "3");

        assertThat(PaxRecords.read((records + "\0\0").getBytes(US_ASCII), sink)).isTrue();
        assertThat(PaxRecords.read((records + "7 a=b").getBytes(US_ASCII), sink))
                .isFalse();
        assertThat(seen).containsExactly("path=" + "x".repeat(90), "size=3", "path=" + "x".repeat(90), "size=3");
    }

    /** One zip in some thousands has such a sum. */
    @Test
    void aBlockWithoutAChecksumIsNoHeaderWhateverItsBytesAddUpTo() {
        for (int last = -10; last <= 10; last++) {
            byte[] block = new byte[TarHeader.BLOCK];
            Arrays.fill(block, 148, 156, (byte) 'x');
            // Eight blanks are counted for the checksum, 256 in all.
            block[0] = -128;
            block[1] = -128;
            block[2] = (byte) last;

            assertThat(TarHeader.isHeader(block)).as("a sum of %d", last).isFalse();
        }
    }
}
