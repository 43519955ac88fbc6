package io.snet4j.cli.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ShellWordsTest {
    @Test
    void whatAShellWouldReadAsSomethingElseIsQuoted() {
        List<String> words = List.of("run", "my cats.zip", "it's", "", "$HOME", "a;b");

        assertThat(ShellWords.line(words)).isEqualTo("run 'my cats.zip' 'it'\\''s' '' '$HOME' 'a;b'");
    }
}
