package io.snet4j.internal.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class TarHeaderTest {
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
