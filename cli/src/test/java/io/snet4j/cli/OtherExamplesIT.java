package io.snet4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.snet4j.cli.settings.RunningDevnet;
import io.snet4j.devnet.Devnet;
import io.snet4j.junit.SnetNetwork;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** The examples in the help of commands that pay nobody. */
@SnetNetwork(network = "other-examples")
class OtherExamplesIT {
    private final Path home;
    private final Cli cli;

    OtherExamplesIT(@TempDir Path home) {
        this.home = home;
        cli = new Cli(home);
    }

    private List<String[]> examples(String name) {
        CommandLine command = cli.commandLine();
        for (String word : name.split(" ")) {
            command = Objects.requireNonNull(command.getSubcommands().get(word));
        }
        List<String[]> lines = Examples.of(command).stream()
                .map(line -> line.substring("snet4j ".length()).split(" "))
                .toList();
        assertThat(lines).hasSizeGreaterThanOrEqualTo(2);
        return lines;
    }

    @Test
    void thoseOfNetworksAndOfTheDevnetThatRuns(Devnet devnet) {
        cli.typing(List.of("secret:password", "secret:password"), "key", "new", "alice")
                .ok();
        new RunningDevnet(home.resolve(".local/state/snet4j"))
                .offer(devnet.connection().settings("consumer"), () -> List.of(
                                "network",
                                "network list",
                                "network set",
                                "network use",
                                "network show",
                                "devnet fund",
                                "devnet mine")
                        .forEach(command -> examples(command)
                                .forEach(words -> cli.run(words).ok())));
    }

    @Test
    void thoseOfSamples() {
        for (String[] words : examples("demo samples")) {
            words[2] = home.resolve(words[2]).toString();
            cli.run(words).ok();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void thoseOfTheDevnet(int example, @TempDir Path folder) throws Exception {
        try (Child devnet = Child.start(folder, examples("devnet").get(example))) {
            assertThat(devnet.readLine()).startsWith("chain ");
            devnet.signal("INT");
            devnet.assertNoProcessIsLeft();
        }
    }
}
