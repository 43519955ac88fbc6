package io.snet4j.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snet4j.dataset.DatasetRejectedException;
import io.snet4j.dataset.DatasetRoute;
import io.snet4j.dataset.UploadListener;
import io.snet4j.dataset.UploadProgress;
import io.snet4j.errors.InvalidRequestException;
import io.snet4j.errors.ModelNotFoundException;
import io.snet4j.errors.SnetException;
import io.snet4j.errors.StreamingUploadUnsupportedException;
import io.snet4j.errors.TrainingFailedException;
import io.snet4j.errors.UnknownMethodException;
import io.snet4j.errors.WaitTimeoutException;
import io.snet4j.internal.transport.DaemonRelease;
import io.snet4j.scripted.World;
import io.snet4j.testing.Zips;
import io.snet4j.value.ChannelId;
import io.snet4j.value.Cogs;
import io.snet4j.value.MethodRef;
import io.snet4j.wire.training.TrainingDaemonProto.AuthorizationDetails;
import io.snet4j.wire.training.TrainingProto.Status;
import io.snet4j.wire.training.TrainingProto.UploadInput;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class TrainingFlowTest {
    private final World world = new World();
    private final ChannelId channel = world.openChannel(1000);
    private final Training training = world.client().training();

    private final Path folder;

    TrainingFlowTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @AfterEach
    void close() {
        world.close();
    }

    private Path dataset(int bytes) {
        return Zips.write(folder.resolve("dataset.zip"), bytes);
    }

    @Test
    void aModelIsCreatedPricedUploadedTrainedAndDeleted() throws IOException {
        Path archive = dataset(1_000_000);
        ModelId model = training.createModel(NewModel.of("draw", "mine")).id();
        ValidationQuote check = training.validateModelPrice(model);
        List<UploadProgress> progress = new ArrayList<>();

        ModelStatus uploaded = training.uploadAndValidate(DatasetUpload.builder(check, archive)
                .chunkBytes(300_000)
                .onProgress(progress::add)
                .build());
        ModelStatus trained = training.trainModel(training.trainModelPrice(model));
        ModelStatus deleted = training.deleteModel(model);

        assertThat(uploaded).isEqualTo(ModelStatus.VALIDATING);
        assertThat(trained).isEqualTo(ModelStatus.TRAINING);
        assertThat(deleted).isEqualTo(ModelStatus.DELETED);
        assertThat(world.daemon.training().dataset().toByteArray()).isEqualTo(Files.readAllBytes(archive));
        assertThat(world.daemon.training().uploaded())
                .extracting(input -> input.getBatchNumber() + "/" + input.getBatchCount() + " " + input.getFileSize())
                .containsExactly("1/4 1000000", "2/4 1000000", "3/4 1000000", "4/4 1000000");
        assertThat(progress)
                .extracting(UploadProgress::bytesSent)
                .containsExactly(0L, 300_000L, 600_000L, 900_000L, 1_000_000L);
        assertThat(world.daemon.ledger().signed(channel.value())).isEqualTo(Cogs.of(10));
        assertThat(world.signed)
                .extracting(payment -> payment.amount().value().intValue())
                .containsExactly(5, 10);
    }

    @Test
    @Timeout(value = 2, unit = TimeUnit.MINUTES)
    void everyMessageOfAnUploadIsSignedForTheBlockOfItsMoment() {
        uploadIn15Messages(progress -> {
            while (world.daemon.training().uploaded().size() < progress.bytesSent() / 200_000
                    && !Thread.currentThread().isInterrupted()) {
                LockSupport.parkNanos(100_000);
            }
            world.clock.pass(Duration.ofSeconds(4));
            world.chain.mine(4);
        });

        assertThat(world.daemon.training().uploaded()).hasSize(15);
        List<Long> blocks = world.daemon.training().authorizations().stream()
                .filter(details -> details.getMessage().equals("upload_and_validate"))
                .map(AuthorizationDetails::getCurrentBlock)
                .toList();
        assertThat(blocks.get(blocks.size() - 1) - blocks.get(0)).isGreaterThan(30);
    }

    @Test
    void aChainThatMinesFasterThanTheClockCostsOneRefusalAtMostAndIsThenAskedForEachMessage() {
        world.daemon.training().onUpload(input -> world.chain.mine(4));

        uploadIn15Messages(progress -> {});

        assertThat(world.daemon.calls("upload_and_validate")).isLessThanOrEqualTo(2);
        List<UploadInput> read = world.daemon.training().uploaded();
        assertThat(read.subList(read.size() - 15, read.size()))
                .extracting(UploadInput::getBatchNumber)
                .containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L, 11L, 12L, 13L, 14L, 15L);
        assertThat(world.daemon.ledger().signed(channel.value())).isEqualTo(Cogs.of(5));
    }

    private void uploadIn15Messages(UploadListener listener) {
        ModelId model = training.createModel(NewModel.of("draw", "mine")).id();
        training.uploadAndValidate(DatasetUpload.builder(training.validateModelPrice(model), dataset(3_000_000))
                .chunkBytes(200_000)
                .onProgress(listener)
                .build());
    }

    @Test
    void aDatasetByLinkIsPaidWithItsOwnQuote() {
        ModelId model = training.createModel(NewModel.of("draw", "mine")).id();
        LinkQuote quote = training.validateModelPrice(model, URI.create("https://example.org/data.zip"));

        assertThat(training.validateModel(quote)).isEqualTo(ModelStatus.VALIDATING);
        assertThat(world.daemon.ledger().signed(channel.value())).isEqualTo(Cogs.of(5));
    }

    @Test
    void pollingSignsOnceAndAsksNoChain() {
        ModelId model = training.createModel(NewModel.of("draw", "mine")).id();
        training.getModel(model);
        int requests = world.chain.requests();

        for (int i = 0; i < 10; i++) {
            training.getModel(model);
        }

        assertThat(world.chain.requests()).isEqualTo(requests);
    }

    @Test
    void aUnifiedSignatureThatGrewTooOldIsSignedAnew() {
        ModelId model = training.createModel(NewModel.of("draw", "mine")).id();
        training.getModel(model);
        world.chain.mine(700);

        assertThat(training.getModel(model).id()).isEqualTo(model);
    }

    @Test
    void aMethodIsFoundByItsBareNameOrWithItsService() {
        assertThat(training.createModel(NewModel.of("draw", "a")).method())
                .isEqualTo(new MethodRef("Pictures", "draw"));
        assertThat(training.createModel(NewModel.of("Digits/predict", "b")).method())
                .isEqualTo(new MethodRef("Digits", "predict"));
        assertThatThrownBy(() -> training.createModel(NewModel.of("predict", "c")))
                .isInstanceOf(UnknownMethodException.class)
                .hasMessageContaining("Digits/predict")
                .hasMessageContaining("Pictures/predict");
        assertThatThrownBy(() -> training.createModel(NewModel.of("sing", "d")))
                .isInstanceOf(UnknownMethodException.class)
                .hasMessageContaining("Pictures/draw");
        assertThat(world.daemon.calls("create_model")).isEqualTo(2);
    }

    @Test
    void aModelIsReadWithAddressesDatesAndStatus() {
        Model model = training.createModel(NewModel.builder()
                .method("draw")
                .name("n")
                .description("d")
                .isPublic(true)
                .addressesWithAccess(Set.of(World.RECIPIENT))
                .build());

        assertThat(model.description()).isEqualTo("d");
        assertThat(model.isPublic()).isTrue();
        assertThat(model.addressesWithAccess()).containsExactly(World.RECIPIENT);
        assertThat(model.createdBy()).contains(World.PAYER.address());
        assertThat(model.createdOn()).contains(java.time.LocalDate.of(2026, 11, 23));
        assertThat(model.updatedOn()).isEmpty();
    }

    @Test
    void addressesTravelInLowerCaseLikeTheCreatorsWhoWouldElseBeListedTwice() {
        ModelId model = training.createModel(NewModel.builder()
                        .method("draw")
                        .name("n")
                        .addressesWithAccess(Set.of(World.PAYER.address()))
                        .build())
                .id();
        String lowerCase = World.PAYER.address().toString().toLowerCase(Locale.ROOT);

        assertThat(world.daemon.training().addressTexts()).containsExactly(lowerCase);
        training.updateModel(
                model,
                ModelUpdate.builder()
                        .addressesWithAccess(Set.of(World.PAYER.address()))
                        .build());
        assertThat(world.daemon.training().addressTexts()).containsExactly(lowerCase);
    }

    @Test
    void whatIsNotChangedByAnUpdateStays() {
        ModelId model = training.createModel(NewModel.builder()
                        .method("draw")
                        .name("old")
                        .description("stays")
                        .build())
                .id();

        Model updated =
                training.updateModel(model, ModelUpdate.builder().name("new").build());

        assertThat(updated.name()).isEqualTo("new");
        assertThat(updated.description()).isEqualTo("stays");
    }

    @Test
    void aListIsReadPageByPageAndNoModelTwice() {
        for (int i = 0; i < 5; i++) {
            training.createModel(NewModel.of("draw", "model " + i));
        }
        ModelList list = training.getAllModels(ModelFilter.builder().pageSize(2).build());

        assertThat(world.daemon.calls("get_all_models")).isZero();
        assertThat(list.stream().limit(2)).hasSize(2);
        assertThat(world.daemon.calls("get_all_models")).isEqualTo(1);
        assertThat(list.toList())
                .extracting(Model::name)
                .containsExactly("model 0", "model 1", "model 2", "model 3", "model 4");
        assertThat(list.page(2).items()).hasSize(1);
        assertThat(list.page(2).mayHaveNext()).isFalse();
    }

    @Test
    void filtersTravelAsTheyAre() {
        training.getAllModels(ModelFilter.builder()
                        .statuses(ModelStatus.READY_TO_USE, ModelStatus.ERRORED)
                        .onlyPrivate()
                        .nameContains("n")
                        .methodContains("m")
                        .serviceContains("s")
                        .createdBy(World.RECIPIENT)
                        .build())
                .toList();

        var sent = world.daemon.training().listings().get(0);
        assertThat(sent.getStatusesList()).containsExactlyInAnyOrder(Status.READY_TO_USE, Status.ERRORED);
        assertThat(sent.hasIsPublic() && !sent.getIsPublic()).isTrue();
        assertThat(List.of(sent.getName(), sent.getGrpcMethodName(), sent.getGrpcServiceName()))
                .containsExactly("n", "m", "s");
        assertThat(sent.getCreatedByAddress()).isEqualTo(World.RECIPIENT.toString());
        assertThat(sent.getPageSize()).isEqualTo(50);
    }

    @Test
    void metadataIsAskedForKnownModelsAndMethodsOnly() {
        ModelId model = training.createModel(NewModel.of("draw", "mine")).id();

        assertThat(training.getMethodMetadata(model).dataset().description()).isEqualTo("model-1/");
        MethodMetadata byMethod = training.getMethodMetadata(MethodRef.parse("Pictures/draw"));
        assertThat(byMethod.dataset().description()).isEqualTo("Pictures/draw");
        assertThat(byMethod.dataset().maxArchiveBytes()).hasValue(10L << 20);
        assertThat(byMethod.dataset().maxFiles()).isEmpty();
        assertThat(byMethod.dataset().fileTypes()).containsExactlyInAnyOrder("png", "jpg");
        assertThat(byMethod.defaultModel()).contains(new ModelId("default"));

        assertThatThrownBy(() -> training.getMethodMetadata(new ModelId("none")))
                .isInstanceOf(ModelNotFoundException.class);
        assertThatThrownBy(() -> training.getMethodMetadata(new MethodRef("Digits", "draw")))
                .isInstanceOf(UnknownMethodException.class);
        assertThat(world.daemon.calls("get_method_metadata")).isEqualTo(2);
    }

    @Test
    void aWaitEndsOnTheTargetAndOnFailureAndOnTimeout() {
        ModelId model = training.createModel(NewModel.of("draw", "mine")).id();
        List<ModelStatus> seen = new ArrayList<>();
        WaitOptions options = WaitOptions.builder(Duration.ofSeconds(30))
                .pollEvery(Duration.ofMillis(1))
                .onPoll(polled -> {
                    seen.add(polled.status());
                    world.daemon.training().setStatus(model.value(), Status.VALIDATED);
                })
                .build();

        assertThat(training.awaitStatus(model, ModelStatus.VALIDATED, options).status())
                .isEqualTo(ModelStatus.VALIDATED);
        assertThat(seen).containsExactly(ModelStatus.CREATED, ModelStatus.VALIDATED);

        assertThatThrownBy(() ->
                        training.awaitStatus(model, ModelStatus.READY_TO_USE, WaitOptions.atMost(Duration.ofMillis(1))))
                .isInstanceOf(WaitTimeoutException.class)
                .hasMessageContaining("VALIDATED");

        world.daemon.training().setStatus(model.value(), Status.ERRORED);
        assertThatThrownBy(() -> training.awaitStatus(model, ModelStatus.READY_TO_USE, options))
                .isInstanceOf(TrainingFailedException.class)
                .hasMessageContaining("ERRORED");
    }

    private TrainingPlan.Builder plan() {
        return TrainingPlan.builder()
                .newModel(NewModel.of("draw", "mine"))
                .maxValidationPrice(Cogs.of(5))
                .maxTrainingPrice(Cogs.of(5));
    }

    private void requireNoModel(TrainingPlan plan, Class<? extends SnetException> failure) {
        assertThatThrownBy(() -> training.train(plan)).isInstanceOf(failure);
        assertThat(world.daemon.calls("create_model")).isZero();
        assertThat(world.signed).isEmpty();
    }

    @Test
    void aPlanChecksItsDatasetBeforeItMakesAModel() throws IOException {
        Path notes = Files.writeString(folder.resolve("notes.zip"), "no archive at all");
        Path empty = Files.createFile(folder.resolve("empty.zip"));
        Path good = Zips.write(folder.resolve("good.zip"), 1000);

        requireNoModel(plan().dataset(notes).build(), DatasetRejectedException.class);
        requireNoModel(plan().dataset(folder.resolve("none.zip")).build(), InvalidRequestException.class);
        requireNoModel(
                plan().dataset(empty)
                        .uploadOptions(DatasetUpload.Builder::skipLocalCheck)
                        .build(),
                InvalidRequestException.class);
        requireNoModel(
                plan().dataset(good)
                        .uploadOptions(upload -> upload.route(DatasetRoute.LINK))
                        .build(),
                InvalidRequestException.class);
        requireNoModel(plan().datasetLink(URI.create("dataset.zip")).build(), InvalidRequestException.class);
        world.release = DaemonRelease.parse("v6.2.3");
        requireNoModel(plan().dataset(good).build(), StreamingUploadUnsupportedException.class);
    }

    @Test
    void aListenerThatThrowsEndsNoWait() {
        ModelId model = training.createModel(NewModel.of("draw", "mine")).id();
        WaitOptions options = WaitOptions.builder(Duration.ofSeconds(30))
                .pollEvery(Duration.ofMillis(1))
                .onPoll(polled -> {
                    world.daemon.training().setStatus(model.value(), Status.VALIDATED);
                    throw new IllegalStateException("a listener that fails");
                })
                .build();

        assertThat(training.awaitStatus(model, ModelStatus.VALIDATED, options).status())
                .isEqualTo(ModelStatus.VALIDATED);
    }

    @Test
    void aFileThatCannotBeUploadedIsRefusedBeforeAnythingIsSigned() throws IOException {
        ModelId model = training.createModel(NewModel.of("draw", "mine")).id();
        ValidationQuote quote = training.validateModelPrice(model);

        assertThatThrownBy(() -> training.uploadAndValidate(DatasetUpload.of(quote, folder.resolve("none.zip"))))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("none.zip");
        assertThatThrownBy(() -> training.uploadAndValidate(
                        DatasetUpload.of(quote, Files.createFile(folder.resolve("empty.zip")))))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("empty");
        assertThat(world.signed).isEmpty();
    }
}
