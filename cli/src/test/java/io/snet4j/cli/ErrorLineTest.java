package io.snet4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.snet4j.errors.ChainException;
import io.snet4j.errors.InvalidRequestException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ErrorLineTest {
    @Test
    void anExpectedFailureIsToldInItsOwnWords() {
        assertThat(ErrorLine.of(new InvalidRequestException("port 1 is taken; choose another")))
                .isEqualTo("snet4j: port 1 is taken; choose another");
    }

    @Test
    void aMessageOfSeveralLinesBecomesOne() {
        assertThat(ErrorLine.of(new IllegalStateException("anvil ended:\n  no such file\r\n\n")))
                .startsWith("snet4j: unexpected: IllegalStateException: anvil ended: no such file");
    }

    @Test
    void whatStrangersWroteIsPrintableAndShort() {
        var hostile = "node: \u001b]0;owned\u0007\u001b[2J\u202e" + "x".repeat(1 << 20) + "\r\nsnet4j: all is well";

        for (var failure : List.of(new IllegalStateException(hostile), new ChainException(hostile))) {
            assertThat(ErrorLine.of(failure))
                    .hasSizeLessThanOrEqualTo(2000)
                    .contains("\\u001b]0;owned\\u0007")
                    .matches(line -> line.chars()
                            .noneMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT));
        }
        assertThat(ErrorLine.of(hostile, null)).contains("all is well").doesNotContain("\n");
    }

    @Test
    void aFileFailureNamesTheFile() {
        assertThat(ErrorLine.of(new UncheckedIOException(new NoSuchFileException("/no/where"))))
                .startsWith("snet4j: reading or writing failed: ")
                .contains("/no/where");
    }

    @Test
    void whatNobodyExpectedSaysHowToSeeMore() {
        assertThat(ErrorLine.of(new IllegalStateException()))
                .isEqualTo("snet4j: unexpected: IllegalStateException;"
                        + " run it again with --debug and report what it shows");
    }
}
