package io.snet4j.internal.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.snet4j.internal.onchain.BlockClock;
import io.snet4j.value.BlockNumber;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The node answers within the message here, so the counts are exact. */
class UploadBlocksTest {
    private static final int MESSAGES = 200;
    private static final int BYTES = 5_000;
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private long nanos;
    private long block = 1000;
    private int asked;

    private final BlockClock clock = new BlockClock(this::node, Runnable::run, () -> nanos, Duration.ofSeconds(1));
    private final UploadBlocks blocks = new UploadBlocks(clock);
    private final UploadPace pace = new UploadPace(BYTES, true, () -> nanos);

    private BlockNumber node() {
        asked++;
        return BlockNumber.of(block);
    }

    private void pass(int seconds) {
        nanos += seconds * SECOND;
        block += seconds;
    }

    /** The transport never lets anybody wait. */
    private long send() {
        pace.waiting();
        pace.ready();
        long signed = blocks.next(pace).toLong();
        pace.sent(BYTES);
        return signed;
    }

    @Test
    void atABlockASecondTheNodeIsAskedEachFourSecondsUntilTheReadersSpeedIsKnownAndEachFiveFromThenOn() {
        int window = 2 * UploadPace.WINDOW;
        int unknown = (window + BYTES - 1) / BYTES;

        for (int i = 0; i < MESSAGES; i++) {
            assertThat(send()).as("message %d", i).isBetween(block - BlockClock.WINDOW, block + BlockClock.WINDOW);
            pass(1);
        }

        assertThat(asked).isLessThanOrEqualTo(2 + unknown / 4 + (MESSAGES - unknown) / 5);
    }

    @Test
    void withinOneBlockTheNodeIsAskedOnce() {
        for (int i = 0; i < MESSAGES; i++) {
            send();
        }

        assertThat(asked).isEqualTo(1);
    }
}
