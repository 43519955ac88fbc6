package io.snet4j.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snet4j.errors.InvalidRequestException;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoTest {
    @Test
    void withoutImagesNothingIsStarted(@TempDir Path folder) {
        var told = new ByteArrayOutputStream();
        var narrator = new Narrator(new PrintStream(told, true, StandardCharsets.UTF_8), false);
        var demo = new Demo(folder.resolve("digits.bin.gz"), narrator);

        assertThatThrownBy(() -> demo.play(Optional.empty()))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("images are missing");
        assertThat(told.size()).isZero();
    }
}
