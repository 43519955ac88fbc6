package io.snet4j.cli.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.snet4j.training.ModelStatus;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class WaitTextTest {
    private Instant now = Instant.EPOCH;
    private final WaitText waiting = new WaitText(new Clock() {
        @Override
        public ZoneOffset getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    });

    @Test
    void aStatusCountsFromWhenItWasFirstSeen() {
        assertThat(after(0, ModelStatus.VALIDATED)).isEqualTo("VALIDATED");
        assertThat(after(3, ModelStatus.VALIDATED)).isEqualTo("VALIDATED, for 3 seconds");
        assertThat(after(5, ModelStatus.TRAINING)).isEqualTo("TRAINING");
        assertThat(after(8, ModelStatus.TRAINING)).isEqualTo("TRAINING, for 8 seconds");
    }

    @Test
    void aStatusThatComesBackCountsAnew() {
        after(0, ModelStatus.TRAINING);
        after(60, ModelStatus.VALIDATED);

        assertThat(after(60, ModelStatus.TRAINING)).isEqualTo("TRAINING");
    }

    private String after(int seconds, ModelStatus status) {
        now = now.plusSeconds(seconds);
        return waiting.of(status);
    }
}
