package io.snet4j.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snet4j.Network;
import io.snet4j.ServiceClient;
import io.snet4j.SnetClient;
import io.snet4j.devnet.DevnetConnection;
import io.snet4j.devnet.daemon.Daemon;
import io.snet4j.devnet.fault.FaultyDaemon;
import io.snet4j.identity.Identity;
import io.snet4j.junit.TestNetwork;
import io.snet4j.junit.TestSession;
import io.snet4j.payment.SpendingLimit;
import io.snet4j.provider.ProviderClaims;
import io.snet4j.publish.ServiceFile;
import io.snet4j.storage.ContentStore;
import io.snet4j.storage.Storage;
import io.snet4j.testing.Zips;
import io.snet4j.training.Model;
import io.snet4j.training.ModelId;
import io.snet4j.training.ModelStatus;
import io.snet4j.training.TrainingQuote;
import io.snet4j.training.WaitOptions;
import io.snet4j.value.Address;
import io.snet4j.value.Cogs;
import io.snet4j.value.Wei;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs what README and docs show. */
class DocsIT {
    private static final List<TestSession> NETS = new ArrayList<>();

    private final DevnetConnection net = NETS.get(0).connection();
    private final Path folder;
    private final Path dataset;

    DocsIT(@TempDir Path folder) {
        this.folder = folder;
        dataset = Zips.write(folder.resolve("dataset.zip"), 2000);
    }

    @BeforeAll
    static void start() {
        NETS.add(TestNetwork.alone(TestNetwork.Options.longChannels(), ExampleService.hosted())
                .organizationId("example-org")
                .start());
    }

    @AfterAll
    static void stop() {
        NETS.forEach(TestSession::close);
    }

    /** With nothing but the variables of the README's table. */
    @Test
    void theProgramOfTheReadmeTrainsAModel() throws IOException, InterruptedException {
        Path output = folder.resolve("output.txt");
        ProcessBuilder program = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        TrainOneModel.class.getName())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        program.environment().putAll(net.settings("consumer"));

        int exit = program.start().waitFor();

        assertThat(Files.readString(output, StandardCharsets.UTF_8))
                .contains("training costs 500 cogs")
                .contains("READY_TO_USE");
        assertThat(exit).isZero();
    }

    private SnetClient client() {
        Identity identity = net.account("consumer2").identity();
        DevnetConnection.Contracts contracts = net.contracts();
        return SnetClient.builder()
                .network(Network.local(net.chainId(), contracts.registry(), contracts.mpe(), contracts.token()))
                .ethereumRpc(net.rpcUrl())
                .storage(List.of(net.ipfsUrl()))
                .identity(identity)
                .spendingLimit(SpendingLimit.builder()
                        .channelDeposit(Cogs.ofFet("0.01"))
                        .build())
                .build();
    }

    @Test
    void theExamplesOfTheDocsDoWhatTheySay() throws IOException {
        Address friend = net.account("consumer3").address();
        Address me = net.account("consumer2").address();
        URI link = Storage.ipfs(net.ipfsUrl(), Duration.ofSeconds(20)).add(Files.readAllBytes(dataset));
        try (SnetClient client = client();
                ServiceClient service = client.openService("example-org", "example-service")) {
            Examples examples = new Examples(service);
            examples.availability();
            examples.metadata();
            examples.check(dataset);
            Model model = examples.create(friend);
            assertThat(model.addressesWithAccess()).contains(friend);
            examples.upload(model.id(), dataset);
            examples.train(model.id());
            examples.share(model.id(), friend);
            examples.list(me);
            assertThat(examples.background(model.id())).isEqualTo(ModelStatus.READY_TO_USE);
            assertThat(examples.call(model.id()).toString()).contains(model.id().value());

            Path pictures = Files.createDirectories(folder.resolve("pictures"));
            Files.copy(dataset, pictures.resolve("a.png"));
            ModelId hosted = examples.create(friend).id();
            examples.folder(hosted, pictures, folder.resolve("copies"));
            assertThat(service.training().getModel(hosted).status()).isEqualTo(ModelStatus.VALIDATED);

            ModelId linked = examples.create(friend).id();
            examples.link(linked, link);
            service.training().awaitStatus(linked, ModelStatus.VALIDATED, WaitOptions.atMost(Duration.ofMinutes(1)));
            assertThat(examples.goOn(linked).status()).isEqualTo(ModelStatus.READY_TO_USE);

            assertThat(examples.wholePath(dataset).status()).isEqualTo(ModelStatus.READY_TO_USE);
            examples.failures(new TrainingQuote(linked, Cogs.of(1)));
            assertThat(examples.delete(linked)).isEqualTo(ModelStatus.DELETED);
        }
    }

    @Test
    void theExamplesOfPaymentsDoWhatTheySay() throws IOException {
        DevnetConnection.Contracts contracts = net.contracts();
        SnetClient.Builder builder = SnetClient.builder()
                .network(Network.local(net.chainId(), contracts.registry(), contracts.mpe(), contracts.token()))
                .ethereumRpc(net.rpcUrl())
                .storage(List.of(net.ipfsUrl()))
                .identity(net.account("consumer4").identity());
        PaymentExamples examples = new PaymentExamples(builder);
        examples.listen();
        assertThat(examples.budgets().budgets()).hasSize(2);
        try (SnetClient client = examples.limits(folder);
                ServiceClient service = examples.prepaid(client)) {
            assertThat(examples.fees().feeLimit().total()).isEqualTo(Wei.ofEther("0.1"));
            examples.plan(service.payments());
            examples.channels(service.payments());
            assertThat(service.payments().channelStates()).hasSize(1);
            examples.account(client);
            examples.reconcile(client);
            examples.used(client);
            assertThat(client.account().escrowBalance()).isGreaterThan(Cogs.ZERO);
        }
        assertThat(examples.audit(folder)).isZero();
    }

    @Test
    void theExampleOfConfigurationBuildsAClient() throws IOException {
        DevnetConnection.Contracts contracts = net.contracts();
        Path settings = folder.resolve("snet4j.properties");
        Files.write(
                settings,
                List.of(
                        "snet4j.network = local",
                        "snet4j.chain-id = " + net.chainId(),
                        "snet4j.registry = " + contracts.registry(),
                        "snet4j.escrow = " + contracts.mpe(),
                        "snet4j.token = " + contracts.token(),
                        "snet4j.rpc = " + net.rpcUrl(),
                        "snet4j.storage = " + net.ipfsUrl(),
                        "snet4j.private-key = " + net.account("consumer").privateKey()));
        ConfigurationExamples.file(settings);
    }

    @Test
    void theServiceOfOnesOwnIsTrainedOnANetworkOfItsOwn() throws IOException {
        Path pictures = Files.createDirectories(folder.resolve("pictures"));
        Files.copy(dataset, pictures.resolve("a.png"));

        assertThat(ProviderExamples.onANetworkOfItsOwn(pictures).status()).isEqualTo(ModelStatus.READY_TO_USE);
    }

    @Test
    void whatAServiceEarnedIsClaimedByASchedule() {
        try (ProviderClaims claims = NETS.get(0).claims()) {
            assertThat(ProviderExamples.earning(claims).failures()).isEmpty();
        }
    }

    @Test
    void whatIsPublishedIsCalledAndPaidByAStranger() throws IOException {
        Path protos = Files.createDirectories(folder.resolve("protos"));
        ExampleService.hosted().protoFiles().forEach((name, text) -> write(protos.resolve(name), text));
        Path metadata = folder.resolve("service_metadata.json");
        try (SnetClient provider =
                        SnetClient.builder().from(net.settings("provider")).build();
                FaultyDaemon endpoint = FaultyDaemon.beforeNone();
                SnetClient stranger = client()) {
            PublishExamples examples = new PublishExamples(provider, net.ipfsUrl());
            examples.organization();
            ServiceFile file = PublishExamples.file(endpoint.uri());
            examples.service(file, protos);
            write(metadata, file.json());
            assertThat(PublishExamples.check(metadata)).isEmpty();
            // It reads what was published, as snetd does.
            try (Daemon daemon = Daemon.builder()
                    .rpc(net.rpcUrl())
                    .registry(net.contracts().registry())
                    .ipfs(net.ipfsUrl())
                    .organizationId("my-org")
                    .serviceId("my-service")
                    .groupName("default_group")
                    .serviceEndpoint(net.serviceUrl())
                    .modelEndpoint(net.modelServiceUrl())
                    .descriptors(List.of(ExampleService.hosted().descriptor()))
                    .start()) {
                endpoint.leadTo(daemon.uri());
                assertThat(examples.call(stranger)).isEqualToIgnoringWhitespace("{}");
            }
            examples.price();
            examples.people(
                    net.account("consumer").address(), net.account("consumer2").address());
            stranger.registry().refresh();
            assertThat(stranger.registry().serviceIds("my-org")).isEmpty();
        }
        try (ContentStore store = PublishExamples.lighthouse("token")) {
            assertThat(store.expected(new byte[0]).getScheme()).isEqualTo("filecoin");
        }
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void theExamplesOfServicesDoWhatTheySay() throws IOException {
        try (SnetClient client = client();
                ServiceClient service = client.openService("example-org", "example-service")) {
            assertThat(ServiceExamples.discover(client)).isOne();
            ServiceExamples.api(service);
            ModelId model = new Examples(service)
                    .create(net.account("consumer3").address())
                    .id();
            assertThat(ServiceExamples.json(service, model)).contains(model.value());
            assertThat(ServiceExamples.typed(service).getAllFields()).isEmpty();
        }
        // What it names is not there.
        assertThatThrownBy(() -> ServiceExamples.tls(SnetClient.builder(), folder))
                .hasMessageContaining("authority.pem");
    }
}
