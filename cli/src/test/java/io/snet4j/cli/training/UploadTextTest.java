package io.snet4j.cli.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.snet4j.dataset.UploadProgress;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class UploadTextTest {
    private static final long MIB = 1 << 20;

    private static String text(long sent, long seconds) {
        return UploadText.of(new UploadProgress(sent * MIB, 8 * MIB, Duration.ofSeconds(seconds)));
    }

    @Test
    void rateAndTimeLeftAreThoseOfWhatWasSent() {
        assertThat(text(2, 4)).isEqualTo("25%, 2 MiB of 8 MiB, 512 KiB/s, 12 seconds left");
        assertThat(text(1, 60)).contains("7 minutes left");
    }

    @Test
    void beforeTheFirstByteAndAfterTheLastThereIsNoTimeLeft() {
        assertThat(text(0, 3)).isEqualTo("0%, 0 bytes of 8 MiB");
        assertThat(text(8, 0)).isEqualTo("100%, 8 MiB of 8 MiB");
        assertThat(text(8, 4)).isEqualTo("100%, 8 MiB of 8 MiB, 2 MiB/s");
    }
}
