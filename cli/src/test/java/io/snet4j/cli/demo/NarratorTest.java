package io.snet4j.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class NarratorTest {
    @Test
    void inAPipeEachLineIsPrintedOnceAndWithoutControlCharacters() {
        var text = written(false, narrator -> {
            narrator.live(Duration.ofMillis(100), "training", "TRAINING");
            narrator.live(Duration.ofMillis(900), "training", "TRAINING");
            try (var bar = narrator.uploadBar(1000)) {
                bar.sent(500);
                bar.sent(1000);
            }
            narrator.done(Duration.ofMillis(1500), "training", "READY_TO_USE");
        });

        assertThat(text).containsOnlyOnce("TRAINING ...").contains("   1.5 s  training    READY_TO_USE");
        assertThat(text.chars()).noneMatch(c -> c < ' ' && c != '\n');
        assertThat(text.lines()).hasSize(4).allSatisfy(line -> assertThat(line)
                .hasSizeLessThanOrEqualTo(Narrator.WIDTH));
    }

    @Test
    void onATerminalTheLiveLineIsReplacedByWhatFollows() {
        var text = written(true, narrator -> {
            narrator.live(Duration.ofMillis(100), "training", "TRAINING");
            narrator.live(Duration.ofMillis(900), "training", "TRAINING");
            narrator.say("done");
        });

        assertThat(text).contains("\r   0.1 s", "\r   0.9 s").endsWith("\rdone\n");
    }

    @Test
    void whatAServiceAnsweredMovesNoCursor() {
        for (var terminal : new boolean[] {true, false}) {
            var text = written(terminal, narrator -> {
                narrator.live(Duration.ofMillis(100), "training", "\u001b[2J\u202e\rall is well");
                narrator.done(Duration.ofMillis(1500), "default", "label \u001b]0;owned\u0007\n1 FET left");
                narrator.note("price", "\u009b31m");
            });

            assertThat(text)
                    .contains(
                            "\\u001b[2J\\u202e\\rall is well",
                            "label \\u001b]0;owned\\u0007\\n1 FET left",
                            "\\u009b31m");
            assertThat(text.chars())
                    .noneMatch(c -> c != '\n' && c != '\r' && Character.isISOControl(c) || c == '\u202e');
        }
    }

    private static String written(boolean terminal, Consumer<Narrator> story) {
        var bytes = new ByteArrayOutputStream();
        story.accept(new Narrator(new PrintStream(bytes, true, StandardCharsets.UTF_8), terminal));
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
