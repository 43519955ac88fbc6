package io.snet4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.snet4j.devnet.Devnet;
import io.snet4j.junit.SnetNetwork;
import io.snet4j.junit.TestAccount;
import io.snet4j.value.ChannelId;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The examples of the commands about money end well, as they stand; only a channel's id is another one. */
@SnetNetwork(network = "money-examples")
class MoneyExamplesIT {
    private final Cli cli;

    MoneyExamplesIT(@TempDir Path home) {
        cli = new Cli(home);
    }

    @BeforeEach
    void aConsumerOfTheExampleService(Devnet net, TestAccount account) {
        ExampleService.in(net);
        cli.with(account.settings());
        cli.run("account", "deposit", "5FET", "--yes").ok();
    }

    private void run(String id, String... command) {
        CommandLine named = cli.commandLine();
        for (String word : command) {
            named = Objects.requireNonNull(named.getSubcommands().get(word));
        }
        List<String> lines = commands(named)
                .flatMap(each -> Examples.of(each).stream())
                .distinct()
                .toList();
        assertThat(lines).isNotEmpty();
        for (String line : lines) {
            String[] words = line.replaceFirst("^snet4j ", "")
                    .replaceFirst(" > .*", "")
                    .replaceFirst(" 0( |$)", " " + id + "$1")
                    .split(" ");
            assertThat(cli.run(words)).as(line).satisfies(Cli.Run::ok);
        }
    }

    private static Stream<CommandLine> commands(CommandLine command) {
        return Stream.concat(
                Stream.of(command),
                command.getSubcommands().values().stream().distinct().flatMap(MoneyExamplesIT::commands));
    }

    private String open(String blocks) {
        return cli.json("channels", "open", "example-org", "example-service", "0.1FET", "--blocks", blocks, "--yes")
                .at("/channel/id")
                .asText();
    }

    @Test
    void thoseOfTheAccount() {
        run("", "account");
    }

    @Test
    void thoseThatLookAndAdd() {
        String id = open("200");
        for (String command : List.of("list", "show", "open", "add", "extend")) {
            run(id, "channels", command);
        }
    }

    @Test
    void thoseThatTakeBack(Devnet net) {
        String id = open("150");
        net.expireChannel(ChannelId.parse(id));

        run(id, "channels", "refund");
        Examples.of(Objects.requireNonNull(cli.commandLine().getSubcommands().get("channels")))
                .forEach(line ->
                        cli.run(line.substring("snet4j ".length()).split(" ")).ok());
    }

    @Test
    void theOthers() {
        run("", "spending");
        run("", "doctor");
        run("", "completion");
    }
}
