package io.snet4j.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snet4j.ServiceClient;
import io.snet4j.SnetClient;
import io.snet4j.dataset.DatasetRejectedException;
import io.snet4j.errors.CallCancelledException;
import io.snet4j.errors.SnetException.Charge;
import io.snet4j.errors.SpendingLimitException;
import io.snet4j.errors.TrainingFailedException;
import io.snet4j.junit.TestSession;
import io.snet4j.testing.Zips;
import io.snet4j.toy.ToyService;
import io.snet4j.toy.Toys;
import io.snet4j.training.Model;
import io.snet4j.training.ModelFilter;
import io.snet4j.training.ModelId;
import io.snet4j.training.ModelStatus;
import io.snet4j.training.NewModel;
import io.snet4j.training.Quote;
import io.snet4j.training.Training;
import io.snet4j.training.TrainingPhase;
import io.snet4j.training.TrainingPlan;
import io.snet4j.training.TrainingProgress;
import io.snet4j.training.ValidationQuote;
import io.snet4j.training.WaitOptions;
import io.snet4j.value.Cogs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole path in one call, and what is left of it after it broke off. */
class JourneyIT {
    private static final ToyService TOY = new ToyService();

    private static final WaitOptions PATIENT = WaitOptions.builder(Duration.ofSeconds(60))
            .pollEvery(Duration.ofMillis(20))
            .build();
    /** As if the process died. */
    private static final WaitOptions DYING = WaitOptions.builder(Duration.ofSeconds(60))
            .onPoll(model -> Thread.currentThread().interrupt())
            .build();

    private static final List<TestSession> NETS = new ArrayList<>();

    private final TestSession net = NETS.get(0);
    private final SnetClient client = net.newClient("consumer").build();
    private final ServiceClient service = net.open(client);
    private final Training training = service.training();
    private final List<TrainingProgress> seen = new CopyOnWriteArrayList<>();
    private final Cogs paidBefore = signed();
    private final Path dataset;

    JourneyIT(@TempDir Path folder) {
        dataset = Zips.write(folder.resolve("dataset.zip"), 5000);
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
    void close() {
        TOY.handler.releaseValidations();
        TOY.handler.releaseTrainings();
        service.close();
        client.close();
    }

    private TrainingPlan.Builder plan() {
        return Toys.plan()
                .dataset(dataset)
                .validationWait(PATIENT)
                .trainingWait(PATIENT)
                .onProgress(seen::add);
    }

    private List<TrainingPhase> phases() {
        List<TrainingPhase> phases = new ArrayList<>();
        for (TrainingProgress progress : seen) {
            if (phases.isEmpty() || phases.get(phases.size() - 1) != progress.phase()) {
                phases.add(progress.phase());
            }
        }
        return phases;
    }

    private ModelId model() {
        return seen.get(0).model();
    }

    private Cogs paid() {
        return signed().minus(paidBefore);
    }

    private Cogs signed() {
        return service.payments().channelStates().stream()
                .map(channel -> channel.signed())
                .reduce(Cogs.ZERO, Cogs::plus);
    }

    @Test
    void onePlanLeadsFromNoModelToATrainedOne() {
        Model model = training.train(plan().build());

        assertThat(model.status()).isEqualTo(ModelStatus.READY_TO_USE);
        assertThat(phases()).containsExactly(TrainingPhase.values());
        assertThat(seen).extracting(TrainingProgress::model).containsOnly(model.id());
        assertThat(seen.stream().flatMap(progress -> progress.upload().stream()).map(upload -> upload.bytesSent()))
                .startsWith(0L)
                .isSorted()
                .endsWith(5000L);
        assertThat(seen.stream().flatMap(progress -> progress.quote().stream()).map(Quote::price))
                .containsExactly(ToyService.VALIDATION, ToyService.TRAINING);
        assertThat(paid()).isEqualTo(ToyService.VALIDATION.plus(ToyService.TRAINING));
    }

    @Test
    void aPriceAboveTheMaximumIsNotPaidAndTheModelCanGoOnWithAnother() {
        TrainingPlan tight =
                plan().maxTrainingPrice(ToyService.TRAINING.minus(Cogs.of(1))).build();

        assertThatThrownBy(() -> training.train(tight))
                .isInstanceOfSatisfying(SpendingLimitException.class, refused -> assertThat(refused.charge())
                        .isEqualTo(Charge.NONE))
                .hasMessageContaining("500 cogs")
                .hasMessageContaining("maxTrainingPrice of 499 cogs");
        assertThat(paid()).isEqualTo(ToyService.VALIDATION);

        training.train(plan().model(model()).build());
        assertThat(paid()).isEqualTo(ToyService.VALIDATION.plus(ToyService.TRAINING));
    }

    @Test
    void aQuoteThatIsNotConfirmedIsNotPaid() {
        List<Quote> asked = new ArrayList<>();
        TrainingPlan refusing = plan().confirm(quote -> {
                    asked.add(quote);
                    return false;
                })
                .build();

        assertThatThrownBy(() -> training.train(refusing))
                .isInstanceOf(SpendingLimitException.class)
                .hasMessageContaining("not confirmed");
        assertThat(asked).containsExactly(new ValidationQuote(model(), ToyService.VALIDATION));
        assertThat(paid()).isEqualTo(Cogs.ZERO);
    }

    private void requireDeath(TrainingPlan plan) {
        assertThatThrownBy(() -> training.train(plan)).isInstanceOf(CallCancelledException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void aJourneyResumedByIdLeavesOutWhatIsDone() {
        TOY.handler.holdValidations();
        TrainingPlan first = plan().validationWait(DYING).build();
        requireDeath(first);

        ModelId model = model();
        seen.clear();
        TOY.handler.holdTrainings();
        TOY.handler.releaseValidations();
        TrainingPlan next = plan().model(model).trainingWait(DYING).build();
        requireDeath(next);
        assertThat(phases()).doesNotContain(TrainingPhase.VALIDATION_PRICE, TrainingPhase.DATASET);

        seen.clear();
        training.train(plan().model(model)
                .onProgress(progress -> {
                    seen.add(progress);
                    if (progress.phase() == TrainingPhase.TRAINING) {
                        TOY.handler.releaseTrainings();
                    }
                })
                .build());
        assertThat(phases()).containsExactly(TrainingPhase.MODEL, TrainingPhase.TRAINING, TrainingPhase.READY);

        seen.clear();
        training.train(plan().model(model).build());
        assertThat(phases()).containsExactly(TrainingPhase.MODEL, TrainingPhase.READY);
        assertThat(paid()).isEqualTo(ToyService.VALIDATION.plus(ToyService.TRAINING));
    }

    @Test
    void aModelThatWasOnlyCreatedOrOnlyValidatedGoesOnFromThere() {
        ModelId created = training.createModel(NewModel.of("size", "created")).id();

        training.train(plan().model(created).build());

        assertThat(phases()).containsExactly(TrainingPhase.values());
    }

    @Test
    void aDatasetThatWouldBeRefusedIsNotPaidForAndItsPriceNotConfirmed() throws IOException {
        Path noArchive = Files.writeString(dataset.resolveSibling("notes.zip"), "no archive at all");
        List<Quote> asked = new ArrayList<>();
        TrainingPlan refused = plan().dataset(noArchive)
                .confirm(quote -> {
                    asked.add(quote);
                    return true;
                })
                .build();

        assertThatThrownBy(() -> training.train(refused)).isInstanceOf(DatasetRejectedException.class);
        assertThat(asked).isEmpty();
        assertThat(paid()).isEqualTo(Cogs.ZERO);
    }

    @Test
    void anErroredModelGetsADatasetAgainOnlyIfThePlanSaysSo() {
        Path bad = Zips.write(dataset.resolveSibling("bad.zip"), 150);
        TrainingPlan refused = plan().dataset(bad).build();
        assertThatThrownBy(() -> training.train(refused))
                .isInstanceOf(TrainingFailedException.class)
                .hasMessageContaining("ERRORED");
        ModelId model = model();

        TrainingPlan same = plan().model(model).build();
        assertThatThrownBy(() -> training.train(same))
                .isInstanceOf(TrainingFailedException.class)
                .hasMessageContaining("datasetAgainAfterError");
        assertThat(paid()).isEqualTo(ToyService.VALIDATION);

        TrainingPlan again = plan().model(model).datasetAgainAfterError(true).build();
        assertThat(training.train(again).status()).isEqualTo(ModelStatus.READY_TO_USE);
    }

    @Test
    void aMissingFileIsNoticedBeforeAModelIsMade() {
        List<Model> before = training.getAllModels(ModelFilter.all()).toList();
        TrainingPlan missing =
                plan().dataset(dataset.resolveSibling("none.zip")).build();

        assertThatThrownBy(() -> training.train(missing)).hasMessageContaining("none.zip");
        assertThat(seen).isEmpty();
        assertThat(training.getAllModels(ModelFilter.all())).hasSameElementsAs(before);
    }

    @Test
    void aListenerThatThrowsAtEachStepEndsNoJourneyAndHearsAllOfIt() {
        TrainingPlan nervous = plan().onProgress(progress -> {
                    seen.add(progress);
                    throw new IllegalStateException("a listener that fails");
                })
                .build();

        assertThat(training.train(nervous).status()).isEqualTo(ModelStatus.READY_TO_USE);
        assertThat(phases()).containsExactly(TrainingPhase.values());
        assertThat(paid()).isEqualTo(ToyService.VALIDATION.plus(ToyService.TRAINING));
    }

    @Test
    void aListenerEndsAJourneyByAnInterruptAndTheUploadCostsNothing() {
        requireDeath(plan().onProgress(progress -> {
                    seen.add(progress);
                    if (progress.upload()
                            .filter(upload -> upload.bytesSent() > 0)
                            .isPresent()) {
                        Thread.currentThread().interrupt();
                    }
                })
                .build());
        assertThat(paid()).isEqualTo(Cogs.ZERO);
    }

    @Test
    void aCancelledJourneyStopsAndTheWorkGoesOn() throws InterruptedException {
        TOY.handler.holdTrainings();
        CountDownLatch inTraining = new CountDownLatch(1);
        CompletableFuture<Model> journey = training.async()
                .train(plan().onProgress(progress -> {
                            seen.add(progress);
                            if (progress.phase() == TrainingPhase.TRAINING) {
                                inTraining.countDown();
                            }
                        })
                        .build());
        inTraining.await();

        journey.cancel(true);
        TOY.handler.releaseTrainings();

        assertThatThrownBy(journey::join).isInstanceOf(CancellationException.class);
        assertThat(training.awaitStatus(model(), ModelStatus.READY_TO_USE, PATIENT)
                        .status())
                .isEqualTo(ModelStatus.READY_TO_USE);
    }

    @Test
    void aPlanMustSayWhatMayBePaid() {
        assertThatThrownBy(() -> TrainingPlan.builder()
                        .newModel(NewModel.of("size", "mine"))
                        .dataset(dataset)
                        .maxTrainingPrice(Cogs.of(1))
                        .build())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("maxValidationPrice");
    }
}
