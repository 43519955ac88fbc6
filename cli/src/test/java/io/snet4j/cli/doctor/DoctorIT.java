package io.snet4j.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.snet4j.cli.Cli;
import io.snet4j.cli.TestKeystore;
import io.snet4j.devnet.DevnetConnection;
import io.snet4j.devnet.JournalEntry;
import io.snet4j.devnet.fault.FaultyNode;
import io.snet4j.devnet.fault.FaultyStorage;
import io.snet4j.devnet.fault.NodeControl;
import io.snet4j.errors.SnetException.Charge;
import io.snet4j.junit.SnetNetwork;
import io.snet4j.junit.TestAccount;
import io.snet4j.junit.TestSession;
import io.snet4j.payment.PaymentAudit;
import io.snet4j.payment.SignedAmount;
import io.snet4j.value.ChannelId;
import io.snet4j.value.ChannelNonce;
import io.snet4j.value.Cogs;
import io.snet4j.value.Wei;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@SnetNetwork
class DoctorIT {
    private static final String NOBODY = "http://127.0.0.1:1";
    private static final String SEPOLIA = "0xaa36a7";

    private final Path home;
    private final Cli cli;

    DoctorIT(@TempDir Path home) {
        this.home = home;
        cli = new Cli(home);
    }

    @BeforeEach
    void aConsumer(TestAccount account) {
        cli.with(account.settings());
    }

    /** What a fault is caused in. */
    record Scene(Cli cli, TestSession session, Path home, List<AutoCloseable> opened) {
        DevnetConnection net() {
            return session.service().connection();
        }

        FaultyNode node() {
            FaultyNode node = FaultyNode.before(net().rpcUrl());
            opened.add(node);
            cli.with("SNET4J_RPC", node.uri().toString());
            return node;
        }

        /** The local chain, taken for one whose blocks have a pace. */
        void sepolia(Duration clock) {
            node().says("eth_chainId", "\"" + SEPOLIA + "\"");
            cli.with("SNET4J_NETWORK", "sepolia")
                    .with("SNET4J_CHAIN_ID", "")
                    .at(Clock.offset(Clock.systemUTC(), clock));
        }

        FaultyStorage storage() {
            FaultyStorage storage = FaultyStorage.before(net().ipfsUrl());
            opened.add(storage);
            cli.with("SNET4J_STORAGE", storage.uri().toString());
            return storage;
        }
    }

    /** Causes one fault, and gives the arguments that go behind {@code doctor}. */
    interface Fault {
        List<String> cause(Scene scene) throws Exception;
    }

    private static Arguments fault(String name, int code, String finding, String said, String wayOut, Fault fault) {
        return Arguments.of(name, code, finding, said, wayOut, fault);
    }

    private static List<String> service(Scene scene, String... more) {
        List<String> arguments =
                new ArrayList<>(List.of(scene.net().orgId(), scene.net().serviceId()));
        arguments.addAll(List.of(more));
        return arguments;
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                fault("no network", 3, "settings", "SNET4J_NETWORK is not set", "network use", scene -> {
                    scene.cli().with("SNET4J_NETWORK", "");
                    return List.of();
                }),
                fault("a profile that is not there", 4, "settings", "no profile nowhere", "network list", scene -> {
                    return List.of("--profile", "nowhere");
                }),
                fault("a node that is no URI", 3, "settings", "SNET4J_RPC", "network set", scene -> {
                    scene.cli().with("SNET4J_RPC", "ftp://node.example");
                    return List.of();
                }),
                fault("no storage", 3, "settings", "SNET4J_STORAGE is not set", "network set", scene -> {
                    scene.cli().with("SNET4J_STORAGE", "");
                    return List.of();
                }),
                fault("a node that is away", 6, "node", "127.0.0.1:1", "--rpc URI", scene -> {
                    return List.of("--rpc", NOBODY);
                }),
                fault("a node of another chain", 6, "node", "on chain 11155111", "SNET4J_RPC=URI", scene -> {
                    scene.node().says("eth_chainId", "\"" + SEPOLIA + "\"");
                    return List.of();
                }),
                fault("a node that is behind", 6, "clock", "old by this machine's clock", "caught up", scene -> {
                    scene.sepolia(Duration.ofDays(1));
                    return List.of();
                }),
                fault("a clock that is slow", 6, "clock", "ahead of this", "set this machine's clock", scene -> {
                    scene.sepolia(Duration.ofDays(-1));
                    return List.of();
                }),
                fault("a contract that is not there", 3, "contracts", "SNET4J_REGISTRY", "SNET4J_REGISTRY=", scene -> {
                    scene.cli().with("SNET4J_REGISTRY", "0x00000000000000000000000000000000000000aa");
                    return List.of();
                }),
                fault("a storage that is away", 6, "storage", NOBODY, "SNET4J_STORAGE=URI", scene -> {
                    return List.of("--storage", NOBODY);
                }),
                fault("a storage that is broken", 6, "storage", "503", "--storage", scene -> {
                    scene.storage().down();
                    return List.of();
                }),
                fault("a storage that lies", 6, "storage", "hash", "--storage", scene -> {
                    scene.storage().givesWrongContent();
                    return service(scene);
                }),
                fault("no key", 3, "key", "none is set", "snet4j key new", scene -> {
                    scene.cli().with("SNET4J_PRIVATE_KEY", "");
                    return List.of();
                }),
                fault("half a key", 3, "key", "SNET4J_PRIVATE_KEY is no private key", "snet4j key", scene -> {
                    scene.cli().with("SNET4J_PRIVATE_KEY", "0x1234");
                    return List.of();
                }),
                fault("a wrong password", 3, "key", "password", "snet4j key list", scene -> {
                    Path password = Files.writeString(scene.home().resolve("wrong-password"), "wrong\n");
                    Path key = TestKeystore.in(scene.home());
                    scene.cli()
                            .with("SNET4J_PRIVATE_KEY", "")
                            .with("SNET4J_KEYSTORE", key.toString())
                            .with("SNET4J_KEYSTORE_PASSWORD_FILE", password.toString());
                    return List.of();
                }),
                fault("a signer that is away", 6, "key", "127.0.0.1:1", "signer runs", scene -> {
                    scene.cli()
                            .with("SNET4J_PRIVATE_KEY", "")
                            .with("SNET4J_REMOTE_SIGNER", NOBODY)
                            .with(
                                    "SNET4J_REMOTE_SIGNER_ADDRESS",
                                    scene.session().account().address().toString());
                    return List.of();
                }),
                fault("an account without FET", 5, "tokens", "has no FET", "send FET to 0x", scene -> {
                    var empty = scene.session().devnet().newAccount(Cogs.ZERO);
                    scene.cli().with(scene.net().settings(empty));
                    return List.of();
                }),
                fault("an account without ether", 5, "ether", "has 0 ether", "send ether to 0x", scene -> {
                    try (NodeControl node = NodeControl.of(scene.net().rpcUrl())) {
                        node.giveEther(scene.session().account().address(), Wei.ZERO);
                    }
                    return List.of();
                }),
                fault("a state folder that is a file", 3, "state", "state-file", "SNET4J_STATE_DIR", scene -> {
                    Path file = Files.createFile(scene.home().resolve("state-file"));
                    scene.cli().with("SNET4J_STATE_DIR", file.toString());
                    return List.of();
                }),
                fault("an audit file that is a folder", 3, "payments", "audit-folder", "SNET4J_AUDIT_FILE", scene -> {
                    Path folder = Files.createDirectory(scene.home().resolve("audit-folder"));
                    scene.cli().with("SNET4J_AUDIT_FILE", folder.toString());
                    return List.of();
                }),
                fault(
                        "a limit that is no amount",
                        3,
                        "limits",
                        "SNET4J_LIMIT_DAY: 'much'",
                        "SNET4J_LIMIT_DAY=",
                        scene -> {
                            scene.cli().with("SNET4J_LIMIT_DAY", "much");
                            return List.of();
                        }),
                fault("a day's limit that is spent", 5, "limits", "1 FET are spent", "wait until midnight", scene -> {
                    Path file = scene.home().resolve("payments.jsonl");
                    try (PaymentAudit audit = PaymentAudit.file(file)) {
                        SignedAmount paid = new SignedAmount(
                                ChannelId.of(1),
                                ChannelNonce.ZERO,
                                Cogs.ofFet("1"),
                                Cogs.ofFet("1"),
                                "example.Service/call",
                                Optional.empty());
                        audit.onSigned(paid);
                        audit.onSettled(paid, Charge.CHARGED);
                    }
                    scene.cli()
                            .with("SNET4J_AUDIT_FILE", file.toString())
                            .with("SNET4J_LIMIT_DAY", "1FET")
                            .at(Clock.fixed(PaymentAudit.read(file).get(0).time(), ZoneOffset.UTC));
                    return List.of();
                }),
                fault("a service that is not there", 4, "service", "nothing-there", "snet4j services", scene -> {
                    return List.of(scene.net().orgId(), "nothing-there");
                }),
                fault("an endpoint without TLS far away", 3, "service", "without TLS", "--endpoint", scene -> {
                    return service(scene, "--endpoint", "http://192.0.2.1:80");
                }),
                fault("a daemon that was killed", 7, "daemon", "cannot", "ask the provider", scene -> {
                    scene.session().service().killDaemon();
                    return service(scene);
                }),
                fault("a certificate that has expired", 7, "daemon", "has expired", "SNET4J_TLS_TRUSTED", scene -> {
                    ExpiredTls server = ExpiredTls.start(scene.home());
                    scene.opened().add(server);
                    scene.cli().with("SNET4J_TLS_TRUSTED", server.authority().toString());
                    return service(scene, "--endpoint", server.uri().toString());
                }),
                fault("a price above the limit", 5, "payment", "limit", "limits above", scene -> {
                    scene.cli().with("SNET4J_LIMIT_PER_CALL", "1");
                    return service(scene);
                }));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void eachFaultIsFoundWithTheWayOut(
            String name, int code, String finding, String said, String wayOut, Fault fault, TestSession session)
            throws Exception {
        Scene scene = new Scene(cli, session, home, new ArrayList<>());
        try {
            List<String> arguments = new ArrayList<>(List.of("doctor"));
            arguments.addAll(fault.cause(scene));
            arguments.add("--json");
            String[] words = arguments.toArray(String[]::new);

            Cli.Run run = cli.run(words);

            assertThat(run.code()).as(run.out() + run.err()).isEqualTo(code);
            List<JsonNode> documents = cli.documents(run, words);
            assertThat(documents).hasSize(1);
            JsonNode found = wrong(documents.get(0), finding);
            assertThat(found.path("said").asText()).contains(said);
            assertThat(found.path("said").asText() + " " + found.path("wayOut").asText())
                    .contains(wayOut);
            assertThat(run.err()).startsWith("snet4j: wrong: ").contains(finding);
        } finally {
            for (AutoCloseable opened : scene.opened()) {
                opened.close();
            }
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
    void whereAllIsWellNothingIsSaidToBeWrongAndNothingIsSent(TestSession session) throws IOException {
        DevnetConnection net = session.service().connection();

        var run = cli.run("doctor", net.orgId(), net.serviceId()).ok();

        assertThat(run.out())
                .contains(
                        "ok      node",
                        "ok      storage",
                        "ok      key",
                        "ok      tokens",
                        "ok      daemon",
                        "version v6.0")
                .doesNotContain("wrong", "skipped");
        assertThat(run.err()).isEmpty();
        assertThat(session.journal()).noneMatch(entry -> entry instanceof JournalEntry.Opened);
        assertThat(cli.json("doctor").path("healthy").asBoolean()).isTrue();
    }

    @Test
    void whatOneFaultHidesIsSkippedAndTheRestIsLookedAt() {
        var run = cli.run("--rpc", NOBODY, "doctor", "some-org", "some-service");

        assertThat(run.code()).isEqualTo(6);
        assertThat(run.out())
                .contains(
                        "ok      state",
                        "ok      limits",
                        "wrong   node",
                        "skipped tokens",
                        "skipped service",
                        "ok      key",
                        "-> ");
    }

    @Test
    void aLocalChainKeepsATimeOfItsOwn() {
        cli.at(Clock.offset(Clock.systemUTC(), Duration.ofDays(-1)))
                .run("doctor")
                .ok();
    }

    @Test
    void oneStorageOfTwoThatIsAwayIsNotedOnly(TestSession session) {
        var run = cli.run(
                "doctor",
                "--storage",
                NOBODY + "," + session.service().connection().ipfsUrl());

        assertThat(run.ok().out()).contains("note    storage", "ok      storage");
    }

    @Test
    @SnetNetwork(freeCalls = 3)
    void freeCallsAreCounted(TestSession session) {
        DevnetConnection net = session.service().connection();

        assertThat(cli.run("doctor", net.orgId(), net.serviceId()).ok().out()).contains("free calls", "3 are left");
    }

    // Guard: the note in ServiceChecks.freeCalls; as any other check it would be wrong.
    @Test
    @SnetNetwork(freeCalls = 3)
    void freeCallsThatTheDaemonDoesNotCountAreNotedOnly(TestSession session) {
        DevnetConnection net = session.service().connection();
        session.faults().daemonNode().down();

        assertThat(cli.run("doctor", net.orgId(), net.serviceId()).ok().out())
                .contains("note    free calls", "GetFreeCallToken", "-> calls are paid instead")
                .doesNotContain("wrong");
    }

    @Test
    void aServiceThatGivesNoFreeCallsSaysSo(TestSession session) {
        DevnetConnection net = session.service().connection();

        assertThat(cli.run("doctor", net.orgId(), net.serviceId()).ok().out())
                .contains("ok      free calls   the service gives none");
    }

    @Test
    void anOrganizationWithoutAServiceIsHalfAName() {
        cli.run("doctor", "some-org").failed(2, "SERVICE is missing");
    }
}
