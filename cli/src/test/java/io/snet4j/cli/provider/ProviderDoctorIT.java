package io.snet4j.cli.provider;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.snet4j.cli.Cli;
import io.snet4j.cli.Examples;
import io.snet4j.devnet.DevnetConnection;
import io.snet4j.devnet.JournalEntry;
import io.snet4j.devnet.daemon.DaemonVersion;
import io.snet4j.devnet.fault.NodeControl;
import io.snet4j.junit.ProviderMethod;
import io.snet4j.junit.ScriptedProvider;
import io.snet4j.junit.SnetNetwork;
import io.snet4j.junit.TestSession;
import io.snet4j.provider.ProviderServer;
import io.snet4j.value.Address;
import io.snet4j.value.Wei;
import io.snet4j.wire.training.ModelGrpc;
import io.snet4j.wire.training.TrainingProto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@SnetNetwork(network = "provider-doctor")
class ProviderDoctorIT {
    private static final String NOBODY = "http://127.0.0.1:1";

    private final Path home;
    private final Cli cli;

    ProviderDoctorIT(@TempDir Path home) {
        this.home = home;
        cli = new Cli(home);
    }

    @BeforeEach
    void theProvider(TestSession session) {
        cli.with(session.service().connection().settings("provider"));
    }

    /** Causes one fault, and gives the arguments that go behind the service's name. */
    interface Fault {
        List<String> cause(ProviderScene scene) throws Exception;
    }

    private static Arguments fault(String name, int code, String finding, String said, String wayOut, Fault fault) {
        return Arguments.of(name, code, finding, said, wayOut, fault);
    }

    private static Arguments config(String name, String said, String wayOut, Fault fault) {
        return fault(name, 3, "config", said, wayOut, fault);
    }

    private static ProviderServer.Builder models() {
        return ProviderServer.builder().addService(new ModelGrpc.ModelImplBase() {});
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                fault("a profile that is not there", 4, "settings", "no profile nowhere", "network list", scene -> {
                    return List.of("--profile", "nowhere");
                }),
                fault("a node that is away", 6, "node", "127.0.0.1:1", "--rpc URI", scene -> {
                    return List.of("--rpc", NOBODY);
                }),
                fault("a storage that is away", 6, "storage", NOBODY, "SNET4J_STORAGE=URI", scene -> {
                    return List.of("--storage", NOBODY);
                }),
                fault(
                        "a service that is not published",
                        4,
                        "service",
                        "nothing-there",
                        "publish the service",
                        scene -> {
                            return List.of(
                                    scene.session().service().connection().orgId(), "nothing-there");
                        }),
                config("a configuration that is not there", "there is no file", "docs/provider.md", scene -> {
                    return List.of("--config", scene.home().resolve("none.json").toString());
                }),
                config("a configuration that is no JSON", "from line 2 on", "docs/provider.md", scene -> {
                    Path file = Files.writeString(scene.home().resolve("half.json"), "{\n\"secret\": s3cret}");
                    return List.of("--config", file.toString());
                }),
                config("another organization", "organization_id is \"nobody\"", "set it to ", scene -> {
                    return scene.set("organization_id", "nobody");
                }),
                config("another service", "service_id is \"nothing\"", "set it to ", scene -> {
                    return scene.set("service_id", "nothing");
                }),
                config("another group", "daemon_group_name is \"group2\"", "set it to default_group", scene -> {
                    return scene.set("daemon_group_name", "group2");
                }),
                config("a chain that is switched off", "blockchain_enabled is false", "takes no payment", scene -> {
                    scene.config().put("blockchain_enabled", false);
                    return List.of();
                }),
                config("calls that are not passed on", "passthrough_enabled is false", "set it to true", scene -> {
                    scene.config().put("passthrough_enabled", false);
                    return List.of();
                }),
                config("a network that snetd does not know", "\"local\"", "set it to sepolia", scene -> {
                    return scene.set("blockchain_network_selected", "local");
                }),
                config("another registry", "0x00000000000000000000000000000000000000aa", "set it to 0x", scene -> {
                    return scene.set("registry_address_key", "0x00000000000000000000000000000000000000aa");
                }),
                config(
                        "an endpoint without its scheme",
                        "service_endpoint is \"127.0",
                        "with scheme and port",
                        scene -> {
                            return scene.set("service_endpoint", "127.0.0.1:7003");
                        }),
                config("an endpoint without its port", "model_maintenance_endpoint", "with scheme and port", scene -> {
                    return scene.set("model_maintenance_endpoint", "http://127.0.0.1");
                }),
                config("training that is switched off", "model_training_enabled", "set it to true", scene -> {
                    scene.config().remove("model_training_enabled");
                    return List.of();
                }),
                config("a daemon that listens with a scheme", "daemon_endpoint", "HOST:PORT", scene -> {
                    return scene.set("daemon_endpoint", "http://127.0.0.1:7000");
                }),
                config("a daemon that would call itself", "are both", "port of its own", scene -> {
                    return scene.set(
                            "daemon_endpoint",
                            scene.session().service().connection().serviceUrl().getAuthority());
                }),
                config("a free calls' key with 0x", "begins with 0x", "take the 0x away", scene -> {
                    return scene.set("private_key_for_free_calls", "0xs3cret");
                }),
                config("a short secret", "token_secret_key has 6 characters", "32 or more", scene -> {
                    return scene.set("token_secret_key", "s3cret");
                }),
                fault("a daemon that was killed", 7, "daemon", "127.0.0.1", "start snetd there", scene -> {
                    scene.session().service().killDaemon();
                    return List.of();
                }),
                fault(
                        "a daemon that does not train",
                        7,
                        "training",
                        "does not train",
                        "model_training_enabled",
                        scene -> {
                            return scene.otherApi(TrainingProto.getDescriptor());
                        }),
                fault("a provider that is down", 7, "provider", "nobody answers", "start the provider", scene -> {
                    ((ScriptedProvider) scene.session().provider()).goDown();
                    return List.of();
                }),
                fault(
                        "a provider that cannot be trained",
                        7,
                        "provider",
                        "training.Model/train_model",
                        "add",
                        scene -> {
                            return scene.at(ProviderServer.builder());
                        }),
                fault(
                        "a method that is not served",
                        7,
                        "methods",
                        "example.Example/ask",
                        "publish the proto",
                        scene -> {
                            return scene.at(models());
                        }),
                fault("a provider that is stopping", 7, "health", "does not serve", "start it again", scene -> {
                    return scene.at(models().serves(() -> false));
                }),
                fault("a key that is another's", 5, "claimer", "payments are for 0x", "--key NAME", scene -> {
                    scene.cli().with(scene.session().account().settings());
                    return List.of();
                }),
                fault("a claimer without ether", 5, "ether", "the fee of a claim", "send ether to 0x", scene -> {
                    Address provider = scene.session()
                            .service()
                            .connection()
                            .account("provider")
                            .address();
                    NodeControl node = scene.node();
                    Wei before = node.ether(provider);
                    scene.opened().add(0, () -> node.giveEther(provider, before));
                    node.giveEther(provider, Wei.ZERO);
                    return List.of();
                }),
                fault(
                        "a channel that is about to expire",
                        5,
                        "claims",
                        "expire before block",
                        "claims claim",
                        scene -> {
                            scene.paidCall();
                            scene.node().ask("anvil_mine", "[\"0x15e\"]");
                            return List.of();
                        }));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void eachFaultIsFoundWithTheWayOut(
            String name, int code, String finding, String said, String wayOut, Fault fault, TestSession session)
            throws Exception {
        ProviderScene scene = ProviderScene.of(cli, session, home);
        try {
            List<String> words = new ArrayList<>(List.of(scene.words(fault.cause(scene))));
            words.add("--json");
            String[] arguments = words.toArray(String[]::new);

            Cli.Run run = cli.run(arguments);

            assertThat(run.code()).as(run.out() + run.err()).isEqualTo(code);
            assertThat(run.out() + run.err()).doesNotContain("s3cret");
            JsonNode found = wrong(cli.documents(run, arguments).get(0), finding);
            assertThat(found.path("said").asText()).contains(said);
            assertThat(found.path("wayOut").asText() + found.path("said").asText())
                    .contains(wayOut);
            assertThat(run.err()).startsWith("snet4j: wrong: ").contains(finding);
        } finally {
            scene.close();
        }
    }

    private static JsonNode wrong(JsonNode examined, String what) {
        for (JsonNode finding : examined.path("findings")) {
            if (finding.path("what").asText().equals(what)
                    && finding.path("verdict").asText().equals("wrong")) {
                return finding;
            }
        }
        throw new AssertionError("nothing is wrong with " + what + " in " + examined);
    }

    @Test
    void whereAllIsWellNothingIsWrongNothingIsSentAndNoMethodRuns(TestSession session) throws IOException {
        ProviderScene scene = ProviderScene.of(cli, session, home);
        scene.paidCall();

        Cli.Run run = cli.run(scene.words(List.of())).ok();

        assertThat(run.out())
                .contains(
                        "ok      service",
                        "ok      price        each call: 0.0001 FET",
                        "ok      api",
                        "ok      config",
                        "ok      daemon",
                        "ok      training",
                        "ok      provider",
                        "ok      methods",
                        "ok      health",
                        "ok      claimer",
                        "ok      ether",
                        "ok      claims       0.0001 FET in 1 channel(s)")
                .contains("note    config       payment_channel_storage_type is memory")
                .doesNotContain("wrong", "skipped");
        assertThat(session.journal()).noneMatch(JournalEntry.Claimed.class::isInstance);
        ScriptedProvider provider = (ScriptedProvider) session.provider();
        for (ProviderMethod method : ProviderMethod.values()) {
            assertThat(provider.calls(method)).as("calls of %s", method).isZero();
        }
    }

    @Test
    void whatIsNotNamedIsSkipped(TestSession session) {
        DevnetConnection net = session.service().connection();
        cli.with("SNET4J_PRIVATE_KEY", "");

        assertThat(cli.run("provider", "doctor", net.orgId(), net.serviceId())
                        .ok()
                        .out())
                .contains("skipped provider", "--config FILE", "skipped claims", "ok      daemon")
                .doesNotContain("wrong");
    }

    @Test
    void aClaimThatWasInterruptedIsNoted(TestSession session) throws IOException {
        ProviderScene scene = ProviderScene.of(cli, session, home);
        session.service().beginClaim(scene.paidCall());

        assertThat(cli.run(scene.words(List.of())).ok().out())
                .contains("note    claims       claims of 0.0001 FET in 1 channel(s) were begun");
    }

    @Test
    @SnetNetwork(network = "provider-doctor", callPrice = "0")
    void callsThatCostNothingAreNoted(TestSession session) throws IOException {
        assertThat(cli.run(ProviderScene.of(cli, session, home).words(List.of()))
                        .ok()
                        .out())
                .contains("note    price        calls cost nothing");
    }

    @Test
    void aPublishedPortThatIsNotTheDaemonsIsNoted(TestSession session) throws IOException {
        ProviderScene scene = ProviderScene.of(cli, session, home);
        scene.set("daemon_endpoint", "127.0.0.1:8080");

        assertThat(cli.run(scene.words(List.of())).ok().out())
                .contains("note    config       daemon_endpoint is 127.0.0.1:8080");
    }

    @Test
    @SnetNetwork(network = "provider-doctor", daemon = DaemonVersion.V6_2)
    void aDaemonThatTakesDatasetsByLinkOnlyIsNoted(TestSession session) throws IOException {
        assertThat(cli.run(ProviderScene.of(cli, session, home).words(List.of()))
                        .ok()
                        .out())
                .contains("takes datasets by link only");
    }

    @Test
    void theExamplesOfTheHelpAreOfThisCommand() {
        var command = Objects.requireNonNull(cli.commandLine().getSubcommands().get("provider"))
                .getSubcommands()
                .get("doctor");
        for (String line : Examples.of(Objects.requireNonNull(command))) {
            Cli.Run run = cli.run(
                    (line + " --profile nowhere").substring("snet4j ".length()).split(" "));
            assertThat(run.code()).as(run.err()).isEqualTo(4);
        }
    }
}
