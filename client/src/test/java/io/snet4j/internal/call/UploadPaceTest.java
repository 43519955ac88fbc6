package io.snet4j.internal.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.snet4j.value.BlockNumber;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class UploadPaceTest {
    private static final int MAX = 1 << 20;

    private long nanos;

    /** A reader with a buffer: what it has not read yet waits there, and what does not fit waits at the sender. */
    private final class Reader {
        private final double bytesPerSecond;
        private final double secondsPerBlock;
        private final UploadPace pace;
        private final List<Integer> chunks = new ArrayList<>();
        private final List<Double> blocksOff = new ArrayList<>();
        private double sent;

        Reader(double bytesPerSecond, double secondsPerBlock, boolean careful) {
            this.bytesPerSecond = bytesPerSecond;
            this.secondsPerBlock = secondsPerBlock;
            pace = new UploadPace(MAX, careful, () -> nanos);
        }

        private double head() {
            return Math.floor(nanos / 1e9 / secondsPerBlock);
        }

        Reader take(long bytes) {
            long rest = bytes;
            pace.waiting();
            pace.ready();
            while (rest > 0) {
                int chunk = (int) Math.min(rest, pace.chunk());
                pace.block(BlockNumber.of((long) head()), BlockNumber.of((long) head()));
                double signedFor = head() + Math.min(4, pace.blocksUntilRead());
                assertThat(pace.mostBlocksUntilRead()).isGreaterThanOrEqualTo(pace.blocksUntilRead());
                pace.sent(chunk);
                chunks.add(chunk);
                sent += chunk;
                rest -= chunk;
                double readAt = sent / bytesPerSecond;
                blocksOff.add(Math.abs(Math.floor(readAt / secondsPerBlock) - signedFor));
                double roomAt = Math.max(0, sent - UploadPace.WINDOW) / bytesPerSecond;
                nanos += 1_000_000;
                pace.waiting();
                nanos = Math.max(nanos + 1_000_000, (long) (roomAt * 1e9));
                pace.ready();
            }
            return this;
        }
    }

    @Test
    void aReaderOf20KilobytesASecondAtABlockASecondGetsSmallMessagesInTime() {
        Reader reader = new Reader(20_000, 1, true).take(2_000_000);

        assertThat(reader.blocksOff).allMatch(off -> off <= 5);
        assertThat(reader.chunks.get(20)).isBetween(UploadPace.SMALLEST_CHUNK, UploadPace.FIRST_CHUNK - 1);
    }

    @Test
    void theSameReaderGetsLargerOnesWhereBlocksAreSlow() {
        Reader slow = new Reader(20_000, 1, true).take(2_000_000);
        nanos = 0;
        Reader reader = new Reader(20_000, 12, true).take(20_000_000);

        assertThat(reader.blocksOff).allMatch(off -> off <= 5);
        assertThat(reader.chunks.get(20)).isGreaterThan(4 * slow.chunks.get(20));
    }

    @Test
    void aFastReaderGetsTheLargestMessagesAfterAFewSmallOnes() {
        Reader reader = new Reader(50_000_000, 12, true).take(20_000_000);

        int first = UploadPace.FIRST_CHUNKS;
        assertThat(reader.chunks.subList(0, first)).containsOnly(UploadPace.FIRST_CHUNK);
        assertThat(reader.chunks.subList(first, reader.chunks.size() - 1)).containsOnly(MAX);
        assertThat(reader.blocksOff).allMatch(off -> off <= 1);
    }

    @Test
    void whoeverChoseTheSizeGetsItFromTheFirstMessage() {
        assertThat(new Reader(50_000_000, 12, false).take(3L * MAX).chunks).containsExactly(MAX, MAX, MAX);
    }

    @Test
    void theCountAnnouncedFirstIsTheCountSentUnlessTheReaderIsSlow() {
        UploadPace pace = new UploadPace(MAX, true, () -> nanos);
        long bytes = 10_000_000;
        pace.ready();
        int first = pace.chunk();
        long announced = 1 + pace.messagesFor(bytes - first);

        assertThat(new Reader(50_000_000, 12, true).take(bytes).chunks).hasSize((int) announced);
        assertThat(new UploadPace(MAX, true, () -> 0).messagesFor(100_000)).isEqualTo(4);
        assertThat(new UploadPace(MAX, true, () -> 0).messagesFor(0)).isZero();
        assertThat(new UploadPace(1000, true, () -> 0).messagesFor(2001)).isEqualTo(3);
    }

    @Test
    void aSourceThatIsSlowerThanItsReaderLeavesNothingInTheWindow() {
        UploadPace pace = new UploadPace(20_000, false, () -> nanos);
        pace.waiting();
        pace.ready();
        for (int i = 0; i < 20; i++) {
            pace.block(BlockNumber.of(2L * i), BlockNumber.of(2L * i));
            pace.sent(20_000);
            nanos += 1_500_000_000;
            pace.waiting();
            nanos += 1_000_000;
            pace.ready();
        }

        assertThat(pace.chunk()).isEqualTo(20_000);
        assertThat(pace.blocksUntilRead()).isEqualTo(2);
        assertThat(pace.mostBlocksUntilRead()).isEqualTo(4);
    }
}
