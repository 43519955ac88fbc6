package io.snet4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.snet4j.devnet.PublishedService;
import io.snet4j.junit.SnetNetwork;
import io.snet4j.junit.TestAccount;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What each command's end says to a shell, where the same thing is wrong for many of them. */
@SnetNetwork
class ExitCodesIT {
    private static final String SERVICE = "ORG example-service";

    private static final List<String> OF_THE_REGISTRY = List.of(
            "services ORG",
            "service " + SERVICE,
            "methods " + SERVICE,
            "discover ORG",
            "provider doctor " + SERVICE,
            "claims list " + SERVICE,
            "claims claim " + SERVICE + " --all");

    private static final List<String> FREE = List.of(
            "models list " + SERVICE,
            "models show " + SERVICE + " m",
            "models create " + SERVICE + " --method ask --name cats",
            "models update " + SERVICE + " m --name dogs",
            "models delete " + SERVICE + " m --yes",
            "dataset check " + SERVICE + " ask FILE",
            "price validate " + SERVICE + " m",
            "price train " + SERVICE + " m");

    /** Asks again while the daemon is away. */
    private static final List<String> WAITING = List.of("wait " + SERVICE + " m --for validated --timeout 1s");

    private static final List<String> PAID = List.of(
            "call " + SERVICE + " ask {}",
            "upload " + SERVICE + " m FILE",
            "validate " + SERVICE + " m --link http://127.0.0.1:1/x.zip",
            "train " + SERVICE + " m",
            "run " + SERVICE + " --method ask --name cats --dataset FILE");

    private static final List<String> OF_THE_ACCOUNT = List.of(
            "account balance",
            "account deposit 1FET",
            "account withdraw 1FET",
            "account transfer 0x70997970C51812dc3A010C7d01b50e0d17dc79C8 1FET",
            "account approve 1FET",
            "channels list",
            "channels show 0",
            "channels open " + SERVICE + " 1FET",
            "channels add " + SERVICE + " 0 1FET",
            "channels extend " + SERVICE + " 0 --blocks 100",
            "channels refund --expired",
            "publish org members add ORG 0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
            "publish org members remove ORG 0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
            "publish org owner ORG 0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
            "publish org delete ORG",
            "publish service delete " + SERVICE);

    private static final List<String> LOCAL = List.of(
            "network list",
            "network use sepolia",
            "network show",
            "network set mine SNET4J_CONFIRMATIONS=1",
            "key new one",
            "key import one",
            "key list",
            "key show one",
            "key use one",
            "spending",
            "completion bash",
            "devnet fund one",
            "devnet mine 1",
            "demo samples FILE",
            "provider new FILE",
            "publish init FILE",
            "publish check --file FILE",
            "publish diff --file FILE",
            "publish org --file FILE",
            "publish service --file FILE");

    private final Path dataset;
    private final Cli cli;
    private String organization = "";

    ExitCodesIT(@TempDir Path folder) throws IOException {
        dataset = Files.createFile(folder.resolve("cats.zip"));
        cli = new Cli(Files.createDirectory(folder.resolve("home")));
    }

    @BeforeEach
    void aConsumer(TestAccount account, PublishedService service) {
        cli.with(account.settings());
        organization = service.connection().orgId();
    }

    private Cli.Run run(String line, String... more) {
        List<String> words = new ArrayList<>(List.of(line.replace("ORG", organization)
                .replace("FILE", dataset.toString())
                .split(" ")));
        words.addAll(List.of(more));
        return cli.run(words.toArray(String[]::new));
    }

    private static List<String> all(List<List<String>> lists) {
        return lists.stream().flatMap(List::stream).toList();
    }

    @Test
    void thisListKnowsEveryCommand() {
        List<String> lines = all(List.of(
                OF_THE_REGISTRY,
                FREE,
                WAITING,
                PAID,
                OF_THE_ACCOUNT,
                LOCAL,
                List.of("orgs", "doctor", "devnet", "demo")));

        assertThat(leaves(cli.commandLine(), "")).allSatisfy(command -> assertThat(lines)
                .anySatisfy(line -> assertThat(line + " ").startsWith(command + " ")));
    }

    private static Stream<String> leaves(CommandLine command, String name) {
        if (command.getSubcommands().isEmpty()) {
            return Stream.of(name.strip());
        }
        return command.getSubcommands().entrySet().stream()
                .flatMap(next -> leaves(next.getValue(), name + " " + next.getKey()));
    }

    @Test
    void anOptionThatIsNoneIsWrongUsage() {
        for (String line : all(List.of(OF_THE_REGISTRY, FREE, WAITING, PAID, OF_THE_ACCOUNT, LOCAL))) {
            assertThat(run(line, "--nope").code()).as(line).isEqualTo(2);
        }
    }

    @Test
    void aNodeThatIsAwayIsTheNetworks() {
        for (String line : all(List.of(OF_THE_REGISTRY, FREE, WAITING, PAID, OF_THE_ACCOUNT))) {
            assertThat(run(line, "--rpc", "http://127.0.0.1:1").code()).as(line).isEqualTo(6);
        }
    }

    @Test
    void anOrganizationThatIsNotThereIsNotFound() {
        organization = "nobody";
        for (String line : all(List.of(OF_THE_REGISTRY, FREE, WAITING, PAID))) {
            assertThat(run(line).code()).as(line).isEqualTo(4);
        }
    }

    @Test
    void aDaemonThatIsDownIsTheServices(PublishedService service) {
        service.stopDaemon();
        for (String line : all(List.of(FREE, WAITING, PAID))) {
            assertThat(run(line, PAID.contains(line) ? new String[] {"--yes"} : new String[0])
                            .code())
                    .as(line)
                    .isEqualTo(7);
        }
    }

    @Test
    void whoLacksAKeyIsRefused() {
        cli.with("SNET4J_PRIVATE_KEY", "");
        List<String> withoutKey = List.of("dataset check " + SERVICE + " ask FILE");
        for (String line : all(List.of(FREE, WAITING, PAID, OF_THE_ACCOUNT))) {
            if (!withoutKey.contains(line)) {
                assertThat(run(line)).as(line).satisfies(run -> run.failed(3, "key new"));
            }
        }
    }
}
