package io.snet4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class MainTest {
    private final Cli cli;

    MainTest(@TempDir Path home) {
        cli = new Cli(home);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '!',
            textBlock =
                    """
                    network                           | a command is missing      | snet4j network --help
                    dmeo                              | 'dmeo'                    | snet4j --help
                    --nope                            | '--nope'                  | snet4j --help
                    demo --nope                       | '--nope'                  | snet4j demo --help
                    demo --attach                     | '--attach'                | snet4j demo --help
                    demo extra                        | 'extra'                   | snet4j demo --help
                    devnet --daemon-version 7         | "7" is none of 6.0        | snet4j devnet --help
                    devnet --daemon-endpoint http://[  | '--daemon-endpoint'       | snet4j devnet --help
                    devnet --block-time soon          | 'soon' is not an int      | snet4j devnet --help
                    devnet --block-time 0             | blockTime                 | snet4j devnet --help
                    devnet --port-base 70000          | 70000                     | snet4j devnet --help
                    devnet --expiration-threshold -1  | -1                        | snet4j devnet --help
                    devnet --channel-life 5           | channelLife               | snet4j devnet --help
                    devnet --free-calls -1            | freeCalls                 | snet4j devnet --help
                    devnet --min-balance-for-free-calls -1 | -1                   | snet4j devnet --help
                    devnet --prepaid-token-life 0     | prepaidTokenLife          | snet4j devnet --help
                    devnet --json --env               | exclude each other        | snet4j devnet --help
                    devnet --token-at 0x12            | 0x12                      | snet4j devnet --help
                    channels show seven               | not a channel id: "seven" | snet4j channels show --help
                    channels open o s 1 --blocks -1   | not a number of blocks    | snet4j channels open --help
                    """)
    void wrongUsageIsOneLineThatPointsToTheHelp(String line, String problem, String help) {
        var run = cli.run(line.split(" +"));

        run.failed(2, problem);
        assertThat(run.err()).endsWith("see " + help + System.lineSeparator());
        assertThat(run.out()).isEmpty();
    }

    @Test
    void aWrongCommandSuggestsTheNearOne() {
        cli.run("dmeo").failed(2, "did you mean snet4j demo?");
        cli.run("network", "lsit").failed(2, "did you mean snet4j network list?");
    }

    @Test
    void whoTypesNothingElseGetsTheFirstSteps() {
        assertThat(cli.run().ok().out()).contains("snet4j demo", "snet4j doctor", "--help");
    }

    @TestFactory
    Stream<DynamicTest> everyCommandHasHelpWithTwoExamplesWithinEightyColumns() {
        return commands(cli.commandLine()).map(command -> {
            String name = command.getCommandSpec().qualifiedName(" ");
            return DynamicTest.dynamicTest(name, () -> {
                String[] words =
                        (name + " --help").substring("snet4j ".length()).split(" ");
                var run = cli.run(words).ok();

                assertThat(run.out().lines())
                        .allSatisfy(text -> assertThat(text).hasSizeLessThanOrEqualTo(80));
                assertThat(run.err()).isEmpty();
                if (!name.equals("snet4j")) {
                    assertThat(Examples.of(command)).as("examples").hasSizeGreaterThanOrEqualTo(2);
                }
            });
        });
    }

    @Test
    void aCommandThatIsBuiltAloneIsWhatItIsAmongTheOthers() {
        Map<String, CommandLine> all = cli.commandLine().getSubcommands();

        all.forEach((name, command) -> assertThat(Commands.neededFor(name, "--help"))
                .as(name)
                .isEqualTo(
                        name.equals("completion")
                                ? Commands.ALL
                                : List.of(command.getCommandSpec().userObject().getClass())));
        assertThat(Objects.requireNonNull(all.get("models")).getUsageMessage())
                .isEqualTo(cli.run("models", "--help").ok().out());
        assertThat(Commands.neededFor("--debug", "models", "list")).isEqualTo(Commands.ALL);
    }

    private static Stream<CommandLine> commands(CommandLine command) {
        return Stream.concat(
                Stream.of(command),
                command.getSubcommands().values().stream().distinct().flatMap(MainTest::commands));
    }

    @Test
    void theVersionIsOneLine() {
        String printed = cli.run("--version").ok().out();

        assertThat(printed).startsWith("snet4j ").hasLineCount(1);
        assertThat(printed.strip()).isEqualTo(Version.TEXT);
        assertThat(Commands.isVersion("--version")).isTrue();
        assertThat(Commands.isVersion("--version", "demo")).isFalse();
    }

    @Test
    void attachingToAFileThatIsNotThereSaysHowToWriteIt(@TempDir Path folder) {
        var file = folder.resolve("net.json");

        cli.run("demo", "--attach", file.toString()).failed(3, file.toString(), "devnet --json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"no JSON", "", "{}", "[1]", "{\"rpcUrl\": \"http://127.0.0.1:1\"}"})
    void attachingToSomethingElseNamesTheFile(String content, @TempDir Path folder) throws IOException {
        var file = Files.writeString(folder.resolve("net.json"), content);

        cli.run("demo", "--attach", file.toString()).failed(3, file + " is not what devnet --json prints");
    }
}
