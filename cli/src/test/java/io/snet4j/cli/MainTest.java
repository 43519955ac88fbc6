package io.snet4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '!',
            textBlock =
                    """
                    !!                                | a command is missing      | snet4j --help
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
                    devnet --json --env               | mutually exclusive        | snet4j devnet --help
                    devnet --token-at 0x12            | 0x12                      | snet4j devnet --help
                    """)
    void wrongUsageIsOneLineThatPointsToTheHelp(String line, String problem, String help) {
        var run = run(line.isEmpty() ? new String[0] : line.split(" +"));

        assertThat(run.code).isEqualTo(2);
        assertThat(run.err).startsWith("snet4j: ").contains(problem).endsWith("; see " + help + System.lineSeparator());
        assertThat(run.err.lines()).hasSize(1);
        assertThat(run.out).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "demo --help", "devnet --help", "--version"})
    void whoAsksForHelpGetsItOnStandardOutput(String line) {
        var run = run(line.split(" "));

        assertThat(run.code).isZero();
        assertThat(run.out).contains("snet4j");
        assertThat(run.out.lines()).allSatisfy(text -> assertThat(text).hasSizeLessThanOrEqualTo(80));
        assertThat(run.err).isEmpty();
    }

    @Test
    void attachingToAFileThatIsNotThereSaysHowToWriteIt(@TempDir Path folder) {
        var file = folder.resolve("net.json");

        assertOneLine(run("demo", "--attach", file.toString()), file.toString(), "devnet --json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"no JSON", "", "{}", "[1]", "{\"rpcUrl\": \"http://127.0.0.1:1\"}"})
    void attachingToSomethingElseNamesTheFile(String content, @TempDir Path folder) throws IOException {
        var file = Files.writeString(folder.resolve("net.json"), content);

        assertOneLine(run("demo", "--attach", file.toString()), file + " is not what devnet --json prints");
    }

    private static void assertOneLine(Run run, String... parts) {
        assertThat(run.code).isEqualTo(1);
        assertThat(run.err).startsWith("snet4j: ").contains(parts);
        assertThat(run.err.lines()).hasSize(1);
    }

    private record Run(int code, String out, String err) {}

    private static Run run(String... arguments) {
        var out = new StringWriter();
        var err = new StringWriter();
        var code = Main.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
        return new Run(code, out.toString(), err.toString());
    }
}
