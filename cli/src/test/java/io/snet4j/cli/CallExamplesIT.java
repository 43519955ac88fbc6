package io.snet4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.snet4j.devnet.Devnet;
import io.snet4j.junit.SnetNetwork;
import io.snet4j.junit.TestAccount;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** The examples of the commands about keys, the registry and calls end well, as they stand. */
@SnetNetwork
class CallExamplesIT {
    private static final Pattern WORD = Pattern.compile("'([^']*)'|\"([^\"]*)\"|(\\S+)");
    private static final List<String> NEW_PASSWORD = List.of("secret:one two", "secret:one two");

    private final Cli cli;

    CallExamplesIT(@TempDir Path home) {
        cli = new Cli(home);
    }

    @BeforeEach
    void aConsumerOfTheExampleService(Devnet net, TestAccount account) {
        ExampleService.in(net);
        cli.with(account.settings());
    }

    private List<String[]> examples(String command) {
        CommandLine named = cli.commandLine();
        for (String word : command.split(" ")) {
            named = Objects.requireNonNull(named.getSubcommands().get(word));
        }
        return Examples.of(named).stream().map(CallExamplesIT::words).toList();
    }

    /** As a shell splits them. */
    private static String[] words(String line) {
        return WORD.matcher(line.substring("snet4j ".length()))
                .results()
                .map(CallExamplesIT::word)
                .toArray(String[]::new);
    }

    private static String word(MatchResult found) {
        for (int group = 1; group <= found.groupCount(); group++) {
            if (found.group(group) != null) {
                return found.group(group);
            }
        }
        return "";
    }

    @ParameterizedTest
    @ValueSource(strings = {"orgs", "services", "service", "discover", "methods"})
    void thoseThatRead(String command) {
        examples(command).forEach(words -> assertThat(cli.run(words).ok().out()).isNotEmpty());
    }

    @Test
    void thoseThatCall() {
        examples("call").forEach(words -> cli.piped(List.of("{}", "{\"text\": \"hi\"}"), words)
                .ok());
    }

    @ParameterizedTest
    @ValueSource(strings = {"key list", "key show", "key use"})
    void thoseOfKeysThatAreThere(String command, @TempDir Path files) throws IOException {
        String wallet = TestKeystore.in(files).toString();
        for (String name : List.of("savings", "robot")) {
            cli.typing(List.of("secret:" + TestKeystore.PASSWORD), "key", "import", name, "--keystore", wallet)
                    .ok();
        }

        examples(command).forEach(words -> cli.run(words).ok());
    }

    @Test
    void thoseThatMakeKeys() {
        examples("key new").forEach(words -> cli.typing(NEW_PASSWORD, words).ok());
        cli.run(examples("key").get(1)).ok();
    }

    @Test
    void thoseThatImportKeys() {
        String mnemonic = "secret:test test test test test test test test test test test junk";
        List<String> typed = List.of(mnemonic, NEW_PASSWORD.get(0), NEW_PASSWORD.get(1));

        examples("key import").stream().skip(1).forEach(words -> cli.typing(typed, words)
                .ok());
    }
}
