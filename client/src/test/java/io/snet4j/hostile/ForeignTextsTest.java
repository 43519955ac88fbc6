package io.snet4j.hostile;

import static io.snet4j.hostile.Plants.HOSTILE;
import static io.snet4j.hostile.Plants.LONG;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.snet4j.ApiMethod;
import io.snet4j.DiscoveryReport;
import io.snet4j.SnetClient;
import io.snet4j.chain.Chain;
import io.snet4j.dataset.DatasetContent;
import io.snet4j.dataset.DatasetHost;
import io.snet4j.dataset.DatasetRejectedException;
import io.snet4j.errors.ChainException;
import io.snet4j.errors.SnetException.Charge;
import io.snet4j.grpc.PaidChannel;
import io.snet4j.identity.Identity;
import io.snet4j.internal.core.AddressRule;
import io.snet4j.internal.dataset.DatasetRules;
import io.snet4j.internal.dataset.OpenDataset;
import io.snet4j.internal.ledger.PaymentEvents;
import io.snet4j.internal.proto.ServiceProtos;
import io.snet4j.internal.transport.CallFailure;
import io.snet4j.internal.transport.CallProbe;
import io.snet4j.internal.transport.DaemonPage;
import io.snet4j.internal.transport.Tls;
import io.snet4j.observe.Request;
import io.snet4j.observe.SnetListener;
import io.snet4j.payment.PaymentAudit;
import io.snet4j.payment.PaymentStrategy;
import io.snet4j.payment.SignedAmount;
import io.snet4j.registry.Listing;
import io.snet4j.registry.ProtoFile;
import io.snet4j.registry.Registry;
import io.snet4j.registry.Service;
import io.snet4j.scripted.EchoCalls;
import io.snet4j.scripted.World;
import io.snet4j.storage.Storage;
import io.snet4j.testing.Zips;
import io.snet4j.training.DatasetUpload;
import io.snet4j.training.LinkQuote;
import io.snet4j.training.ModelFilter;
import io.snet4j.training.ModelId;
import io.snet4j.training.ModelStatus;
import io.snet4j.training.ModelUpdate;
import io.snet4j.training.NewModel;
import io.snet4j.training.Training;
import io.snet4j.training.TrainingAvailability;
import io.snet4j.training.TrainingQuote;
import io.snet4j.training.ValidationQuote;
import io.snet4j.training.WaitOptions;
import io.snet4j.value.Address;
import io.snet4j.value.ChannelId;
import io.snet4j.value.ChannelNonce;
import io.snet4j.value.Cogs;
import io.snet4j.value.MethodRef;
import io.snet4j.wire.training.TrainingProto.ModelResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertPathValidatorException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Wherever strangers' texts come from: no exception, no {@code toString}, no log and no file shows them as they are.
 */
@Isolated("looks at what is logged")
class ForeignTextsTest {
    private static final Duration TIME = Duration.ofSeconds(20);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Address CONTRACT = Address.parse("0x9fe46736679d2d9a65f0992f2272de9f3c7fa6e0");
    private static final URI CONTENT = URI.create("ipfs://Qmf412jQZiuVUtdgnB36FXFX7xg5V6KEbSJ4dpQuhkLyfD");

    private final Path folder;

    ForeignTextsTest(@TempDir Path folder) {
        this.folder = folder;
    }

    /** Plants the text at its source, and hands over what came of it. */
    @FunctionalInterface
    private interface Planting {
        void plant(ForeignTextsTest test, Plants plants) throws Exception;
    }

    private static final Map<String, Planting> SOURCES = sources();

    private static Map<String, Planting> sources() {
        Map<String, Planting> sources = new LinkedHashMap<>();
        trainingCalls().forEach((name, call) -> sources.put("status of " + name, daemon(name, call)));
        daemonSources(sources);
        nodeSources(sources);
        storageSources(sources);
        metadataSources(sources);
        localSources(sources);
        return sources;
    }

    static Stream<String> names() {
        return SOURCES.keySet().stream();
    }

    @Test
    void thereAreAtLeastFortySources() {
        assertThat(SOURCES).hasSizeGreaterThanOrEqualTo(40);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("names")
    void whatAStrangerWroteIsShownPrintableAndShort(String source) throws Exception {
        try (Plants plants = Plants.open(DaemonPage.class, PaymentEvents.class)) {
            Objects.requireNonNull(SOURCES.get(source)).plant(this, plants);
            plants.check();
        }
    }

    @Test
    void theCauseOfADaemonsRefusalStaysGrpcsOwn() {
        try (World world = new World()) {
            world.daemon.refuseAlways("get_model", hostile());
            Training training = world.client().training();

            Throwable failure = catchThrowable(() -> training.getModel(new ModelId("m")));

            assertThat(failure.getCause()).isInstanceOfSatisfying(StatusRuntimeException.class, cause -> assertThat(
                            cause.getStatus().getDescription())
                    .startsWith("PLANT\\u001b")
                    .hasSizeLessThanOrEqualTo(2000)
                    .endsWith("LAST"));
        }
    }

    // The daemon

    private static Status hostile() {
        return Status.INTERNAL.withDescription(LONG);
    }

    private static Planting daemon(String method, Consumer<Training> call) {
        return (test, plants) -> {
            try (World world = new World()) {
                world.openChannel(1000);
                world.daemon.refuseAlways(method, hostile());
                Training training = world.client().training();
                plants.failing(() -> call.accept(training));
            }
        };
    }

    private static Map<String, Consumer<Training>> trainingCalls() {
        ModelId model = new ModelId("m");
        Map<String, Consumer<Training>> calls = new LinkedHashMap<>();
        calls.put("get_training_metadata", Training::getTrainingMetadata);
        calls.put("get_method_metadata", training -> training.getMethodMetadata(new MethodRef("Pictures", "draw")));
        calls.put("create_model", training -> training.createModel(NewModel.of("draw", "mine")));
        calls.put("get_model", training -> training.getModel(model));
        calls.put("get_all_models", training -> training.getAllModels(ModelFilter.all())
                .toList());
        calls.put(
                "update_model",
                training -> training.updateModel(
                        model, ModelUpdate.builder().name("n").build()));
        calls.put("delete_model", training -> training.deleteModel(model));
        calls.put("validate_model_price", training -> training.validateModelPrice(model));
        calls.put("train_model_price", training -> training.trainModelPrice(model));
        calls.put(
                "validate_model",
                training -> training.validateModel(
                        new LinkQuote(model, URI.create("https://example.org/a.zip"), Cogs.of(5))));
        calls.put("train_model", training -> training.trainModel(new TrainingQuote(model, Cogs.of(5))));
        return calls;
    }

    private static void daemonSources(Map<String, Planting> sources) {
        sources.put("status of upload_and_validate", (test, plants) -> {
            Path dataset = Zips.write(test.folder.resolve("dataset.zip"), 1000);
            daemon(
                            "upload_and_validate",
                            (Training training) -> training.uploadAndValidate(
                                    DatasetUpload.builder(new ValidationQuote(new ModelId("m"), Cogs.of(5)), dataset)
                                            .skipLocalCheck()
                                            .build()))
                    .plant(test, plants);
        });
        sources.put(
                "status of the channel's state",
                daemon(
                        "GetChannelState",
                        (Training training) -> training.trainModel(new TrainingQuote(new ModelId("m"), Cogs.of(5)))));
        sources.put(
                "status within a wait",
                daemon(
                        "get_model",
                        (Training training) -> training.awaitStatus(
                                new ModelId("m"), ModelStatus.VALIDATED, WaitOptions.atMost(TIME))));
        sources.put("a known text with more behind it", (test, plants) -> {
            try (World world = new World()) {
                world.openChannel(1000);
                world.daemon.refuseAlways(
                        "train_model", Status.UNKNOWN.withDescription("income 5 does not equal to price 7" + LONG));
                Training training = world.client().training();
                plants.failing(() -> training.trainModel(new TrainingQuote(new ModelId("m"), Cogs.of(5))));
            }
        });
        sources.put("status of the service's own method", (test, plants) -> {
            try (World world = new World()) {
                world.openChannel(1000);
                world.daemon.refuseAlways("Unary", hostile());
                StatusRuntimeException failure = catchThrowableOfType(
                        StatusRuntimeException.class, () -> EchoCalls.unary(PaidChannel.of(world.client()), "x"));
                plants.failed(failure);
                plants.failed(EchoCalls.reason(failure));
            }
        });
        sources.put("reply about a free-call token", (test, plants) -> {
            try (World world = new World()) {
                world.payment = PaymentStrategy.freeCalls();
                world.freeCalls = OptionalLong.of(3);
                world.daemon.refuseAlways("GetFreeCallToken", hostile());
                plants.failed(EchoCalls.failure(PaidChannel.of(world.client()), "x"));
            }
        });
        sources.put("reply about a prepaid token", (test, plants) -> {
            try (World world = new World()) {
                world.openChannel(1000);
                world.payment = PaymentStrategy.prepaid(Cogs.of(30));
                world.daemon.refuseAlways("GetToken", hostile());
                // The call is then paid by itself; the log says why.
                EchoCalls.unary(PaidChannel.of(world.client()), "x");
            }
        });
        sources.put("a model's fields", (test, plants) -> {
            try (World world = new World()) {
                world.daemon
                        .training()
                        .put(ModelResponse.newBuilder()
                                .setModelId("m")
                                .setName(LONG)
                                .setDescription(HOSTILE + "x".repeat(1 << 20))
                                .setTrainingDataLink("https://user:secret@example.org/" + HOSTILE + "?key=secret")
                                .setGrpcServiceName(HOSTILE)
                                .setGrpcMethodName(HOSTILE)
                                .build());
                var model = world.client().training().getModel(new ModelId("m"));
                assertThat(model.name()).isEqualTo(LONG);
                plants.shown(model);
                plants.shown(model.method());
                assertThat(model.toString()).doesNotContain("secret");
            }
        });
        sources.put("a model's id", (test, plants) -> {
            plants.shown(new ModelId(LONG));
            plants.shown(new TrainingQuote(new ModelId(LONG), Cogs.of(1)));
        });
        sources.put("why training is off", (test, plants) -> plants.shown(new TrainingAvailability.NotEnabled(LONG)));
        sources.put("the heartbeat page", (test, plants) -> {
            try (WebStranger web = new WebStranger(200, "{\"daemonVersion\": PLANT\u009b\u202e" + LONG)) {
                var threads = java.util.concurrent.Executors.newCachedThreadPool();
                try {
                    assertThat(new DaemonPage(
                                            web.uri(),
                                            AddressRule.any(),
                                            Tls.defaults(),
                                            SnetListener.none(),
                                            threads,
                                            System::nanoTime)
                                    .get())
                            .isEmpty();
                } finally {
                    threads.shutdownNow();
                }
            }
        });
        sources.put("a TLS certificate", (test, plants) -> {
            SSLHandshakeException handshake = new SSLHandshakeException(LONG);
            handshake.initCause(new CertPathValidatorException("CN=" + LONG));
            plants.failed(new CallFailure("a.B/c", Status.UNAVAILABLE.withCause(handshake), new CallProbe())
                    .toException(Charge.NONE));
        });
    }

    // The Ethereum node, and the remote signer

    private static String error(String message, String data) {
        return "{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":"
                + JSON.createObjectNode()
                        .put("code", -32000)
                        .put("message", message)
                        .put("data", data) + "}";
    }

    private static String word(long value) {
        return String.format("%064x", value);
    }

    private static String bytes(String text) {
        byte[] bytes = text.getBytes(UTF_8);
        return word(bytes.length) + HexFormat.of().formatHex(bytes) + "00".repeat(Math.floorMod(-bytes.length, 32));
    }

    private static Planting node(int status, String body) {
        return (test, plants) -> {
            try (WebStranger web = new WebStranger(status, body);
                    Chain chain = Chain.connect(web.uri(), TIME)) {
                plants.failing(() -> chain.call(CONTRACT, new byte[4]));
            }
        };
    }

    private static void nodeSources(Map<String, Planting> sources) {
        sources.put("a node's error", node(200, error(LONG, "")));
        sources.put("a contract's reason", node(200, error("reverted", "0x08c379a0" + word(32) + bytes(LONG))));
        sources.put("a node's page instead of JSON", node(502, "<html>" + LONG));
        sources.put("a node's result of another form", node(200, "{\"result\":" + JSON.valueToTree(LONG) + "}"));
        sources.put("a node's answer that is no JSON-RPC", node(200, "{\"" + "PLANT\u202e\u009b" + "\":1}"));
        sources.put("a remote signer's error", (test, plants) -> {
            try (WebStranger web = new WebStranger(200, error(LONG, ""))) {
                Identity identity = Identity.ofRemoteSigner(web.uri(), CONTRACT, TIME);
                plants.failing(() -> identity.signMessage(new byte[32]));
            }
        });
    }

    // Storages and hosts of datasets

    private static void storageSources(Map<String, Planting> sources) {
        sources.put("a gateway's page", (test, plants) -> {
            try (WebStranger web = new WebStranger(500, LONG)) {
                plants.failing(() -> Storage.of(List.of(web.uri().resolve("/ipfs/"), web.uri()), TIME)
                        .fetch(CONTENT));
            }
        });
        sources.put("an IPFS node's page", (test, plants) -> {
            try (WebStranger web = new WebStranger(500, LONG)) {
                plants.failing(() -> Storage.ipfs(web.uri(), TIME).fetch(CONTENT));
            }
        });
        sources.put("an IPFS node's answer to add", (test, plants) -> {
            try (WebStranger web = new WebStranger(200, "{\"Hash\":" + JSON.valueToTree(LONG) + "}")) {
                plants.failing(() -> Storage.ipfs(web.uri(), TIME).add(new byte[3]));
            }
        });
        sources.put("an IPFS node's answer to add that is no JSON", (test, plants) -> {
            try (WebStranger web = new WebStranger(200, "PLANT\u009b\u202e" + LONG)) {
                plants.failing(() -> Storage.ipfs(web.uri(), TIME).add(new byte[3]));
            }
        });
        sources.put("a redirect's target", (test, plants) -> {
            try (WebStranger web = new WebStranger(302, "PLANT").header("Location", "http://PLANT\u202e\u009b/x y")) {
                plants.failing(() ->
                        Storage.gateway(web.uri().resolve("/ipfs/"), TIME, 100).fetch(CONTENT));
            }
        });
        sources.put("a dataset host's page", (test, plants) -> {
            try (WebStranger web = new WebStranger(403, "<Code>PLANT</Code>" + LONG);
                    DatasetHost host = DatasetHost.ipfs(web.uri())) {
                plants.failing(() -> host.host(new Content(), TIME));
            }
        });
    }

    private static final class Content implements DatasetContent {
        @Override
        public String fileName() {
            return "a.zip";
        }

        @Override
        public long size() {
            return 3;
        }

        @Override
        public InputStream open() {
            return new ByteArrayInputStream(new byte[3]);
        }
    }

    // Metadata, APIs

    private static Planting metadata(String json) {
        return (test, plants) -> test.registry(plants, CONTENT.toString(), json.getBytes(UTF_8));
    }

    private void registry(Plants plants, String uri, byte[] content) throws IOException {
        String answer = "{\"result\":\"0x" + word(1) + word(0) + word(96) + bytes(uri) + "\"}";
        try (WebStranger web = new WebStranger(200, answer);
                Chain chain = Chain.connect(web.uri(), TIME)) {
            Registry registry = new Registry(chain, CONTRACT, any -> content);
            plants.failing(() -> registry.service("org", "service"));
        }
    }

    private static void metadataSources(Map<String, Planting> sources) {
        String text = JSON.valueToTree(LONG).toString();
        sources.put("metadata that are no JSON", metadata("{\"PLANT\u009b\u202e\": " + LONG));
        sources.put("a field of metadata", metadata("{\"encoding\": " + text + ", \"service_type\": [" + text + "]}"));
        sources.put("a field's name in metadata", metadata("{" + text + ": 1, " + text + ": 2}"));
        sources.put(
                "an endpoint in metadata",
                metadata("{\"encoding\":\"proto\",\"service_type\":\"grpc\",\"service_api_source\":" + text + "}"));
        sources.put("the URI of metadata", (test, plants) -> test.registry(plants, LONG, new byte[0]));
        sources.put("an id of an organization or a service", (test, plants) -> {
            try (WebStranger web =
                            new WebStranger(200, "{\"result\":\"0x" + word(0) + word(0) + word(96) + word(0) + "\"}");
                    Chain chain = Chain.connect(web.uri(), TIME)) {
                Registry registry = new Registry(chain, CONTRACT, any -> new byte[0]);
                plants.failing(() -> registry.service("PLANT\u001b\n\u202e", "PLANT\u001b\n"));
            }
        });
        sources.put("names and listings", (test, plants) -> {
            Listing listing = Listing.builder()
                    .description(LONG)
                    .tag(HOSTILE)
                    .contributor(HOSTILE, HOSTILE)
                    .asset(HOSTILE, HOSTILE)
                    .build();
            plants.shown(listing);
            plants.shown(new Service("org", HOSTILE, LONG, HOSTILE, HOSTILE, CONTENT, CONTRACT, List.of(), listing));
        });
        sources.put("a name in an archive of proto files", (test, plants) -> {
            byte[] archive = tar("PLANT\u001b[2J\n\u202e.proto");
            try (Chain chain = Chain.connect(URI.create("http://127.0.0.1:1"), TIME)) {
                Registry registry = new Registry(chain, CONTRACT, any -> archive);
                plants.failing(() -> registry.protoFiles(
                        new Service("PLANT\u001b", "s", "s", "proto", "grpc", CONTENT, CONTRACT, List.of())));
            }
        });
        sources.put(
                "a proto file that cannot be read", proto("a.proto", "syntax = \"proto3\"; message " + LONG + " {"));
        sources.put("a proto file's name", proto(HOSTILE + ".proto", "syntax = \"proto3\"; }"));
        sources.put("an import", proto("a.proto", "syntax = \"proto3\"; import \"PLANT\u001b\u202e.proto\";"));
        sources.put("an option", proto("a.proto", "syntax = \"proto3\"; option features.PLANT = \"\u001b\u009b\";"));
        sources.put("a package's name", proto("a.proto", "syntax = \"proto3\"; package PLANT\u202e\u001b;"));
        sources.put(
                "a proto file in a message",
                (test, plants) -> plants.shown(new ProtoFile(HOSTILE, HOSTILE + "x".repeat(1 << 20))));
        sources.put("the discovery's report", (test, plants) -> {
            ApiMethod method = new ApiMethod(
                    HOSTILE + "/m",
                    new MethodRef(HOSTILE, HOSTILE),
                    ApiMethod.Kind.UNARY,
                    HOSTILE,
                    HOSTILE,
                    Optional.empty(),
                    Optional.empty());
            plants.shown(method);
            plants.shown(new DiscoveryReport(
                    List.of(new DiscoveryReport.Trainable(HOSTILE, LONG, List.of(method))),
                    List.of(new DiscoveryReport.Broken(HOSTILE, Optional.of(LONG), new ChainException(LONG))),
                    2,
                    true));
        });
    }

    private static Planting proto(String path, String text) {
        return (test, plants) -> {
            plants.failing(() -> ServiceProtos.of(List.of(new ProtoFile(path, text))));
            // The parser quotes but the character at which it gives up.
            plants.shown("PLANT");
        };
    }

    /** One file, whose name is not for others to read. */
    private static byte[] tar(String name) {
        byte[] tar = new byte[512 * 3];
        put(tar, 0, name);
        put(tar, 100, "0000644");
        put(tar, 124, "00000000000");
        put(tar, 136, "00000000000");
        put(tar, 148, "        ");
        put(tar, 156, "0");
        put(tar, 257, "ustar\00000");
        int sum = 0;
        for (byte b : tar) {
            sum += b & 0xff;
        }
        put(tar, 148, String.format("%06o\0 ", sum));
        return tar;
    }

    private static void put(byte[] target, int at, String text) {
        byte[] bytes = text.getBytes(UTF_8);
        System.arraycopy(bytes, 0, target, at, bytes.length);
    }

    // This machine

    private static void localSources(Map<String, Planting> sources) {
        sources.put("a name in a dataset", (test, plants) -> {
            Path zip = test.folder.resolve("hostile.zip");
            try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
                out.putNextEntry(new ZipEntry("../" + LONG));
            }
            try (OpenDataset dataset = OpenDataset.open(zip)) {
                var problems = dataset.check(DatasetRules.NONE);
                problems.forEach(plants::shown);
                plants.output(new DatasetRejectedException("PLANT\u001b", problems).getMessage());
            }
        });
        sources.put("a keystore", (test, plants) -> {
            Path file =
                    Files.writeString(test.folder.resolve("key.json"), "{\"version\": " + JSON.valueToTree(LONG) + "}");
            plants.failing(() -> Identity.ofKeystore(file, new char[0]));
        });
        sources.put("a setting's value", (test, plants) -> {
            Path file = Files.writeString(
                    test.folder.resolve("snet4j.properties"),
                    "snet4j.network = PLANT\\u001b[2J\\n\\u202e" + "x".repeat(5000));
            plants.failing(() -> SnetClient.builder().fromProperties(file));
        });
        sources.put("a setting's name", (test, plants) -> {
            Path file = Files.writeString(test.folder.resolve("snet4j.properties"), "PLANT\\u001b[2J\\n\\u202e = 1");
            plants.failing(() -> SnetClient.builder().fromProperties(file));
        });
        sources.put("the audit file", (test, plants) -> {
            Path file = test.folder.resolve("audit.jsonl");
            SignedAmount payment = new SignedAmount(
                    ChannelId.of(1), ChannelNonce.of(0), Cogs.of(1), Cogs.of(1), HOSTILE, Optional.of(HOSTILE));
            try (PaymentAudit audit = PaymentAudit.file(file)) {
                audit.onSigned(payment);
                audit.onSettled(payment, Charge.CHARGED);
            }
            plants.output(Files.readString(file));
            assertThat(Files.readAllLines(file)).hasSize(2);
            var entries = PaymentAudit.read(file);
            assertThat(((io.snet4j.payment.AuditEntry.Signed) entries.get(0)).payment())
                    .isEqualTo(payment);
            entries.forEach(plants::shown);
        });
        sources.put(
                "what listeners are told",
                (test, plants) -> plants.shown(new Request(Request.Kind.DAEMON, LONG, Duration.ZERO, HOSTILE)));
    }
}
