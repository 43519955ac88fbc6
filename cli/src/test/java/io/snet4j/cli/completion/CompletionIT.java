package io.snet4j.cli.completion;

import static org.assertj.core.api.Assertions.assertThat;

import io.snet4j.cli.Cli;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompletionIT {
    private final Path home;
    private final Cli cli;

    CompletionIT(@TempDir Path home) {
        this.home = home;
        cli = new Cli(home);
    }

    /** As bash asks the function that was registered for the word. */
    private String completed(String line) throws Exception {
        Path script = Files.writeString(
                home.resolve("snet4j-completion"),
                cli.run("completion", "bash").ok().out());
        String ask = "compopt() { :; }; source '" + script + "'; COMP_WORDS=(" + line
                + " ''); COMP_CWORD=$((${#COMP_WORDS[@]} - 1));"
                + " COMP_LINE='" + line + " '; COMP_POINT=${#COMP_LINE};"
                + " f=$(complete -p snet4j | sed 's/.*-F \\([^ ]*\\).*/\\1/'); $f; echo \"${COMPREPLY[@]}\"";
        Process bash = new ProcessBuilder("bash", "-c", ask)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String reply = new String(bash.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(bash.waitFor()).isZero();
        return reply;
    }

    @Test
    void bashCompletesCommandsOfTheWholeTree() throws Exception {
        assertThat(completed("snet4j").strip().split(" ")).contains("account", "channels", "doctor", "network");
        assertThat(completed("snet4j account").strip().split(" ")).contains("balance", "deposit");
    }

    @Test
    void zshGetsAScriptThatTurnsItsBashCompletionOn() {
        assertThat(cli.run("completion", "zsh").ok().out()).contains("bashcompinit", "account");
        assertThat(cli.json("completion", "zsh").path("script").asText()).contains("bashcompinit");
    }

    @Test
    void anotherShellIsNamed() {
        cli.run("completion", "fish").failed(2, "fish", "completion --help");
    }
}
