package io.snet4j.cli.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private final StringWriter err = new StringWriter();
    private Instant now = Instant.EPOCH.plusSeconds(1_000_000);

    private final Clock clock = new Clock() {
        @Override
        public ZoneId getZone() {
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
    };

    private Progress progress(Terminal terminal) {
        return new Progress(new Shell(
                Map.of(),
                InputStream.nullInputStream(),
                new PrintWriter(new StringWriter()),
                new PrintWriter(err),
                terminal,
                clock));
    }

    private void pass(Duration time) {
        now = now.plus(time);
    }

    @Test
    void withoutATerminalThereIsALineAMinute() {
        Progress progress = progress(Terminal.none());

        progress.line("begins");
        for (int second = 1; second <= 150; second++) {
            pass(Duration.ofSeconds(1));
            progress.now(second + " s");
        }
        progress.clear();

        assertThat(err.toString().lines()).containsExactly("begins", "60 s", "120 s");
    }

    @Test
    void onATerminalOneLineChangesAndGivesWayToWhatStays() {
        Progress progress = progress(Terminal.of("2"));

        progress.line("begins");
        pass(Duration.ofSeconds(1));
        progress.now("half");
        progress.now("too soon");
        pass(Duration.ofSeconds(1));
        progress.now("x".repeat(10_000));
        progress.line("ends");
        progress.clear();

        assertThat(err.toString())
                .startsWith("begins\n\r\u001b[Khalf\r\u001b[Kxxx")
                .endsWith("x…\r\u001b[Kends\n")
                .hasSizeLessThan(1_000);
    }

    @Test
    void ofAStepThatEndsTheLastWordStays() {
        Progress progress = progress(Terminal.of("2"));

        progress.begin("0%");
        progress.now("100%, too soon to be shown");
        progress.begin("next");
        progress.clear();

        assertThat(err.toString())
                .isEqualTo("\r\u001b[K0%\r\u001b[K100%, too soon to be shown\n\r\u001b[Knext\r\u001b[Knext\n");
    }

    @Test
    void withoutATerminalAStepIsALine() {
        Progress progress = progress(Terminal.none());

        progress.begin("begins");
        progress.now("too soon");
        progress.clear();

        assertThat(err.toString().lines()).containsExactly("begins");
    }

    @Test
    void withoutATerminalWorkOfLessThanAMinuteLeavesNoLine() {
        Progress progress = progress(Terminal.none());

        progress.now("1 of 2");
        pass(Duration.ofSeconds(59));
        progress.now("2 of 2");
        progress.clear();

        assertThat(err.toString()).isEmpty();
    }
}
