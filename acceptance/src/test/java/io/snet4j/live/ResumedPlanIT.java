package io.snet4j.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snet4j.ServiceClient;
import io.snet4j.SnetClient;
import io.snet4j.devnet.DevnetConnection;
import io.snet4j.errors.SnetException;
import io.snet4j.errors.TrainingFailedException;
import io.snet4j.junit.TestSession;
import io.snet4j.live.KilledTrainer.Stop;
import io.snet4j.payment.ChannelState;
import io.snet4j.testing.ContentServer;
import io.snet4j.testing.OtherJvm;
import io.snet4j.testing.Zips;
import io.snet4j.toy.FragileProvider;
import io.snet4j.toy.ToyService;
import io.snet4j.toy.Toys;
import io.snet4j.training.Model;
import io.snet4j.training.ModelId;
import io.snet4j.training.ModelStatus;
import io.snet4j.training.TrainingListener;
import io.snet4j.training.TrainingPhase;
import io.snet4j.training.TrainingPlan;
import io.snet4j.training.TrainingProgress;
import io.snet4j.training.WaitOptions;
import io.snet4j.value.Cogs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A paid step of a plan that was cut off, at a provider that then calls the model broken: the same plan asks what was
 * paid before it pays. What was not taken is paid once, what was taken or cannot be known is paid again with consent
 * only.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class ResumedPlanIT {
    private static final ToyService TOY = new ToyService();

    private static final Cogs ONCE = ToyService.VALIDATION.plus(ToyService.TRAINING);
    private static final WaitOptions WAIT = WaitOptions.builder(Duration.ofMinutes(2))
            .pollEvery(Duration.ofMillis(20))
            .build();
    private static final List<TestSession> NETS = new ArrayList<>();

    private final TestSession net = NETS.get(0);
    private final FragileProvider provider = TOY.fragile;
    private final List<String> resumed = new CopyOnWriteArrayList<>();
    private final Path folder;
    private final String dataset;

    ResumedPlanIT(@TempDir Path folder) {
        this.folder = folder;
        dataset = Zips.write(folder.resolve("dataset.zip"), 50_000).toString();
        provider.breakWhatIsCutOff(true);
    }

    @BeforeAll
    static void start() throws IOException {
        NETS.add(Toys.session(TOY).start());
    }

    @AfterAll
    static void stop() {
        NETS.forEach(TestSession::close);
    }

    @AfterEach
    void mend() {
        provider.breakWhatIsCutOff(false);
        provider.letGo();
    }

    /** Of the processes of one test. */
    private record Books(String role, String state, String audit) {}

    /** With the payer's account. */
    private DevnetConnection connection(Books books) {
        net.account(books.role());
        return net.connection();
    }

    private Books withFolder(String role) {
        return new Books(role, folder.resolve("state").toString(), "-");
    }

    private Books withAudit(String role) {
        return new Books(role, "-", folder.resolve("audit.jsonl").toString());
    }

    private Books withoutMemory(String role) {
        return new Books(role, "-", "-");
    }

    @Test
    void killedInMidUploadGoesOnByItselfWithoutAnyRecordIfThePayerNeverPaidAnything() throws Exception {
        Books books = withoutMemory("consumer6");
        ModelId model = killedInMidUpload(books);

        assertThat(inANewProcess(books, model)).isEqualTo("READY_TO_USE");
        assertThat(paid(books)).isEqualTo(ONCE);
    }

    @Test
    void killedInMidUploadGoesOnByItselfWithAStateDirectoryAlsoAfterOtherPayments() throws Exception {
        Books books = withFolder("consumer2");
        trainAnother(books);
        Cogs before = paid(books);
        ModelId model = killedInMidUpload(books);

        assertThat(inANewProcess(books, model)).isEqualTo("READY_TO_USE");
        assertThat(paid(books)).isEqualTo(before.plus(ONCE));
    }

    @Test
    void killedInMidUploadGoesOnByItselfWithAnAuditFileAndSaysSo() throws Exception {
        Books books = withAudit("consumer2");
        trainAnother(books);
        Cogs before = paid(books);
        ModelId model = killedInMidUpload(books);

        assertThat(train(books, model).status()).isEqualTo(ModelStatus.READY_TO_USE);
        assertThat(resumed)
                .singleElement()
                .asString()
                .contains(model.value(), "ERRORED", "upload_and_validate", "was not taken", "paid once");
        assertThat(paid(books)).isEqualTo(before.plus(ONCE));
    }

    @Test
    void withoutAnyRecordAndAfterOtherPaymentsItSaysThatItCannotKnow() throws Exception {
        Books books = withoutMemory("consumer2");
        trainAnother(books);
        Cogs before = paid(books);
        ModelId model = killedInMidUpload(books);

        assertThatThrownBy(() -> train(books, model))
                .isInstanceOf(TrainingFailedException.class)
                .hasMessageContainingAll(
                        "ERRORED",
                        "it is not known whether its last payment was taken",
                        ToyService.VALIDATION.toString(),
                        "stateDirectory",
                        "datasetAgainAfterError(true)");
        assertThat(paid(books)).isEqualTo(before);

        assertThat(trainWithConsent(books, model)).isEqualTo(ModelStatus.READY_TO_USE);
        assertThat(paid(books)).isEqualTo(before.plus(ONCE));
    }

    @Test
    void whatTheDaemonHasTakenIsPaidAgainWithConsentOnly() throws Exception {
        Books books = withFolder("consumer3");
        Cogs before = paid(books);
        ModelId model = killedWhenTaken(books, dataset, "upload_and_validate", "-");
        provider.breakModel(model.value());

        assertThatThrownBy(() -> train(books, model))
                .isInstanceOf(TrainingFailedException.class)
                .hasMessageContainingAll(
                        "ERRORED",
                        "its last payment of " + ToyService.VALIDATION,
                        "was taken",
                        "datasetAgainAfterError(true)");
        assertThat(paid(books)).isEqualTo(before.plus(ToyService.VALIDATION));

        assertThat(trainWithConsent(books, model)).isEqualTo(ModelStatus.READY_TO_USE);
        assertThat(paid(books)).isEqualTo(before.plus(ToyService.VALIDATION).plus(ONCE));
    }

    @Test
    void whileTheOtherProcessLivesNothingIsPaid() throws Exception {
        Books books = withFolder("consumer3");
        Cogs before = paid(books);
        Process process = start(books, Stop.UPLOADING, dataset, "-");
        try {
            ModelId model = new ModelId(process.inputReader().readLine());
            assertThat(process.inputReader().readLine()).isEqualTo("stopped");
            provider.breakModel(model.value());

            assertThatThrownBy(() -> train(books, model))
                    .isInstanceOf(TrainingFailedException.class)
                    .hasMessageContainingAll("it is not known whether", String.valueOf(process.pid()));
        } finally {
            kill(process);
        }
        assertThat(paid(books)).isEqualTo(before);
    }

    @Test
    void killedWhileTheProviderBeginsToTrainIsPaidOnce() throws Exception {
        Books books = withFolder("consumer4");
        Cogs before = paid(books);
        ModelId model = killedAt(books, dataset, "train_model", "-");
        assertThat(paid(books)).isEqualTo(before.plus(ToyService.VALIDATION));

        assertThat(train(books, model).status()).isEqualTo(ModelStatus.READY_TO_USE);
        assertThat(resumed).singleElement().asString().contains("train_model", "was not taken");
        assertThat(paid(books)).isEqualTo(before.plus(ONCE));
    }

    @Test
    void killedAfterTrainingWasTakenIsNotPaidAgain() throws Exception {
        Books books = withAudit("consumer4");
        Cogs before = paid(books);
        ModelId model = killedWhenTaken(books, dataset, "train_model", "-");

        assertThat(train(books, model).status()).isEqualTo(ModelStatus.READY_TO_USE);
        assertThat(paid(books)).isEqualTo(before.plus(ONCE));
    }

    @Test
    void killedInAValidationByLinkIsPaidOnce() throws Exception {
        try (ContentServer server = new ContentServer().on("/dataset.zip", Files.readAllBytes(Path.of(dataset)))) {
            Books books = withFolder("consumer5");
            Cogs before = paid(books);
            String link = server.uri("/dataset.zip").toString();
            ModelId model = killedAt(books, link, "validate_model", "-");

            assertThat(train(books, model, plan(link)).status()).isEqualTo(ModelStatus.READY_TO_USE);
            assertThat(resumed).singleElement().asString().contains("validate_model", "was not taken");
            assertThat(paid(books)).isEqualTo(before.plus(ONCE));
        }
    }

    @Test
    void killedBetweenSigningAndSendingIsPaidOnce() throws Exception {
        Books books = withFolder("consumer5");
        Cogs before = paid(books);
        ModelId model = killedWhere(books, Stop.SIGNED);

        assertThat(train(books, model).status()).isEqualTo(ModelStatus.READY_TO_USE);
        assertThat(paid(books)).isEqualTo(before.plus(ONCE));
    }

    @Test
    void anUploadThatWasCancelledGoesOnWithTheSameClient() {
        cutOffWithinOneClient(sent -> Thread.currentThread().interrupt(), Duration.ofMinutes(5));
    }

    @Test
    void anUploadThatLostItsConnectionGoesOnWithTheSameClient() {
        cutOffWithinOneClient(sent -> net.service().restartDaemon(), Duration.ofMinutes(5));
    }

    @Test
    void anUploadWhoseDeadlinePassedGoesOnWithTheSameClient() {
        cutOffWithinOneClient(sent -> awaitBroken(sent.model()), Duration.ofSeconds(3));
    }

    /** @param cut what happens when the first part of the dataset has left */
    private void cutOffWithinOneClient(TrainingListener cut, Duration deadline) {
        Books books = withoutMemory("consumer");
        Cogs before = paid(books);
        List<ModelId> models = new CopyOnWriteArrayList<>();
        List<TrainingProgress> once = new CopyOnWriteArrayList<>();
        try (SnetClient client = client(books);
                ServiceClient service = net.open(client)) {
            TrainingPlan.Builder first = plan(dataset)
                    .uploadOptions(upload -> upload.chunkBytes(2000).deadline(deadline))
                    .onProgress(progress -> {
                        models.add(progress.model());
                        boolean sending = progress.phase() == TrainingPhase.DATASET
                                && progress.upload()
                                        .filter(sent -> sent.bytesSent() > 0)
                                        .isPresent();
                        if (sending && once.isEmpty()) {
                            once.add(progress);
                            awaitWorkOn(progress.model());
                            cut.onProgress(progress);
                        }
                    });
            assertThatThrownBy(() -> service.training().train(first.build())).isInstanceOf(SnetException.class);
            Thread.interrupted();
            awaitBroken(models.get(0));

            assertThat(service.training()
                            .train(plan(dataset)
                                    .model(models.get(0))
                                    .onProgress(listener())
                                    .build())
                            .status())
                    .isEqualTo(ModelStatus.READY_TO_USE);
        }
        assertThat(resumed).singleElement().asString().contains("was not taken");
        assertThat(paid(books)).isEqualTo(before.plus(ONCE));
    }

    private ModelId killedInMidUpload(Books books) throws Exception {
        ModelId model = killedWhere(books, Stop.UPLOADING);
        awaitBroken(model);
        return model;
    }

    private ModelId killedWhere(Books books, Stop stop) throws Exception {
        Process process = start(books, stop, dataset, "-");
        try {
            ModelId model = new ModelId(process.inputReader().readLine());
            assertThat(process.inputReader().readLine()).isEqualTo("stopped");
            if (stop == Stop.UPLOADING) {
                awaitWorkOn(model);
            }
            return model;
        } finally {
            kill(process);
        }
    }

    /** Killed while the provider has the whole call, and loses it. */
    private ModelId killedAt(Books books, String data, String rpc, String model) throws Exception {
        FragileProvider.Held held = provider.hold(rpc);
        Process process = start(books, Stop.NEVER, data, model);
        ModelId id;
        try {
            id = new ModelId(process.inputReader().readLine());
            held.there().get(5, TimeUnit.MINUTES);
        } finally {
            kill(process);
            held.let().complete(false);
        }
        awaitBroken(id);
        return id;
    }

    /** Killed when the daemon has taken the payment, without a chance to hear of it. */
    private ModelId killedWhenTaken(Books books, String data, String rpc, String model) throws Exception {
        Cogs before = paid(books);
        Cogs price = rpc.equals("train_model") ? ONCE : ToyService.VALIDATION;
        FragileProvider.Held held = provider.hold(rpc);
        Process process = start(books, Stop.NEVER, data, model);
        try {
            ModelId id = new ModelId(process.inputReader().readLine());
            held.there().get(5, TimeUnit.MINUTES);
            new ProcessBuilder("kill", "-STOP", String.valueOf(process.pid()))
                    .start()
                    .waitFor();
            held.let().complete(true);
            while (!paid(books).equals(before.plus(price))) {
                Thread.sleep(20);
            }
            return id;
        } finally {
            kill(process);
        }
    }

    private Process start(Books books, Stop stop, String data, String model) throws IOException {
        return KilledTrainer.start(
                connection(books), stop, List.of(books.role(), data, books.state(), books.audit(), model));
    }

    private static void kill(Process process) throws InterruptedException {
        OtherJvm.kill(process);
    }

    private void awaitWorkOn(ModelId model) {
        await(() -> provider.worksOn(model.value()));
    }

    private void awaitBroken(ModelId model) {
        await(() -> provider.isBroken(model.value()));
    }

    private static void await(BooleanSupplier state) {
        while (!state.getAsBoolean()) {
            try {
                Thread.sleep(5);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** @return the status it ends with */
    private String inANewProcess(Books books, ModelId model) throws Exception {
        Process process = start(books, Stop.NEVER, dataset, model.value());
        try {
            assertThat(process.inputReader().readLine()).isEqualTo(model.value());
            return String.valueOf(process.inputReader().readLine());
        } finally {
            kill(process);
        }
    }

    private SnetClient client(Books books) {
        return KilledTrainer.client(connection(books), books.role(), books.state(), books.audit())
                .build();
    }

    private TrainingPlan.Builder plan(String data) {
        return KilledTrainer.plan(data).validationWait(WAIT).trainingWait(WAIT);
    }

    private Model train(Books books, ModelId model) {
        return train(books, model, plan(dataset));
    }

    private Model train(Books books, ModelId model, TrainingPlan.Builder plan) {
        try (SnetClient client = client(books);
                ServiceClient service = net.open(client)) {
            return service.training()
                    .train(plan.model(model).onProgress(listener()).build());
        }
    }

    private ModelStatus trainWithConsent(Books books, ModelId model) {
        return train(books, model, plan(dataset).datasetAgainAfterError(true)).status();
    }

    private TrainingListener listener() {
        return new TrainingListener() {
            @Override
            public void onProgress(TrainingProgress progress) {}

            @Override
            public void onResumed(ModelId model, String why) {
                resumed.add(why);
            }
        };
    }

    private void trainAnother(Books books) {
        try (SnetClient client = client(books);
                ServiceClient service = net.open(client)) {
            service.training().train(plan(dataset).build());
        }
    }

    /** By all of the payer's channels, as the daemon proves it. */
    private Cogs paid(Books books) {
        try (SnetClient client = net.newClient(books.role()).build();
                ServiceClient service = net.open(client)) {
            return service.payments().channelStates().stream()
                    .map(ChannelState::signed)
                    .reduce(Cogs.ZERO, Cogs::plus);
        }
    }
}
