package io.snet4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.snet4j.errors.InvalidRequestException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import org.junit.jupiter.api.Test;

class ErrorLineTest {
    @Test
    void anExpectedFailureIsToldInItsOwnWords() {
        assertThat(ErrorLine.of(new InvalidRequestException("port 1 is taken; choose another")))
                .isEqualTo("snet4j: port 1 is taken; choose another");
    }

    @Test
    void aMessageOfSeveralLinesBecomesOne() {
        assertThat(ErrorLine.of(new InvalidRequestException("anvil ended:\n  no such file\r\n\n")))
                .isEqualTo("snet4j: anvil ended: no such file");
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
                        + " run it again with --verbose and report what it shows");
    }
}
