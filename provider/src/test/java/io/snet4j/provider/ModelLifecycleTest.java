package io.snet4j.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.snet4j.provider.model.ModelInfo;
import io.snet4j.provider.model.ModelStatus;
import io.snet4j.value.Cogs;
import io.snet4j.wire.training.TrainingProto.NewModel;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelLifecycleTest {
    private final Path folder;
    private final RunningProvider running;

    ModelLifecycleTest(@TempDir Path folder) {
        this.folder = folder;
        running = new RunningProvider(folder);
    }

    @AfterEach
    void stop() {
        running.close();
    }

    @Test
    void aModelGoesFromCreatedToReadyToUseAndItsArtifactIsFound() {
        String model = running.createModel();
        assertThat(running.status(model)).isEqualTo(ModelStatus.CREATED);

        running.uploadGood(model, "the dataset");
        assertThat(running.state(model).isUsable()).isFalse();

        running.train(model);
        assertThat(running.settled(model)).isEqualTo(ModelStatus.READY_TO_USE);
        assertThat(running.used(model)).isEqualTo("the dataset");
    }

    @Test
    void theHandlerIsToldWhatTheUserSaidOfTheModel() {
        String id = running.daemon()
                .createModel(NewModel.newBuilder()
                        .setName("n")
                        .setDescription("d")
                        .setGrpcServiceName("S")
                        .setGrpcMethodName("m")
                        .setIsPublic(true)
                        .build())
                .getModelId();

        ModelInfo info = running.state(id).info();

        assertThat(id).matches("[ -~]+");
        assertThat(info).isEqualTo(new ModelInfo(id, "n", "d", "S", "m", true, Optional.empty(), List.of()));
    }

    @Test
    void pricesAreTheHandlersAndMayFillTheUnsignedRange() {
        String model = running.createModel();
        BigInteger most = BigInteger.TWO.pow(64).subtract(BigInteger.ONE);
        running.handler.trainingPrice = new Cogs(most);

        assertThat(running.daemon()
                        .validateModelPrice(RunningProvider.request(model, ""))
                        .getPrice())
                .isEqualTo(10);
        assertThat(running.daemon()
                        .validateModelPrice(RunningProvider.request(model, "https://host/data.zip"))
                        .getPrice())
                .isEqualTo(11);
        long price = running.daemon().trainModelPrice(RunningProvider.id(model)).getPrice();
        assertThat(Cogs.ofUnsigned(price).value()).isEqualTo(most);
    }

    @Test
    void aPriceThatTheProtocolCannotSayIsAnError() {
        String model = running.createModel();
        running.handler.trainingPrice = new Cogs(BigInteger.TWO.pow(64));

        assertRefused(
                () -> running.daemon().trainModelPrice(RunningProvider.id(model)),
                Status.Code.INTERNAL,
                "18.446744073709551616 FET does not fit");
    }

    @Test
    void everyMethodRefusesAModelThatWasNeverCreated() {
        assertRefused(() -> running.status("nobody"), Status.Code.NOT_FOUND, "no model \"nobody\"");
        assertRefused(() -> running.train("nobody"), Status.Code.NOT_FOUND, "nobody");
        assertRefused(() -> running.delete("nobody"), Status.Code.NOT_FOUND, "nobody");
        assertRefused(() -> running.validateLink("nobody", "http://host/x"), Status.Code.NOT_FOUND, "nobody");
        assertRefused(
                () -> running.daemon().trainModelPrice(RunningProvider.id("nobody")), Status.Code.NOT_FOUND, "nobody");
        assertRefused(
                () -> running.daemon().validateModelPrice(RunningProvider.request("nobody", "")),
                Status.Code.NOT_FOUND,
                "nobody");
        assertRefused(
                () -> running.upload(RunningProvider.messages("nobody", "f", "text", 4)),
                Status.Code.NOT_FOUND,
                "nobody");
    }

    @Test
    void trainingNeedsAValidatedDataset() {
        String model = running.createModel();

        assertRefused(() -> running.train(model), Status.Code.FAILED_PRECONDITION, "no validated dataset");
        assertThat(running.status(model)).isEqualTo(ModelStatus.CREATED);
    }

    @Test
    void aDatasetThatTheHandlerRefusesLeavesTheModelErroredAndUntrainable() {
        String model = running.createModel();
        running.handler.validation = dataset -> ValidationResult.refused("label 7 has no images");

        running.upload(RunningProvider.messages(model, "f", "text", 4));

        assertThat(running.settled(model)).isEqualTo(ModelStatus.ERRORED);
        assertThat(running.reason(model)).contains("label 7 has no images");
        assertRefused(() -> running.train(model), Status.Code.FAILED_PRECONDITION, "no validated dataset");
    }

    @Test
    void aTrainingThatFailedMayBeStartedAgainOnTheSameDataset() {
        String model = running.createModel();
        running.uploadGood(model, "text");
        ScriptedHandler.Training good = running.handler.training;
        running.handler.training = dataset -> {
            throw ScriptedHandler.broken("no convergence");
        };

        running.train(model);
        assertThat(running.settled(model)).isEqualTo(ModelStatus.ERRORED);
        assertThat(running.reason(model)).isEqualTo("no convergence");

        running.handler.training = good;
        running.train(model);
        assertThat(running.settled(model)).isEqualTo(ModelStatus.READY_TO_USE);
        assertThat(running.state(model).reason()).isEmpty();
    }

    @Test
    void aHandlerThatDiesOfAnErrorLeavesTheModelErrored() {
        String model = running.createModel();
        running.handler.validation = dataset -> {
            throw new StackOverflowError("too deep");
        };

        running.upload(RunningProvider.messages(model, "f", "text", 4));

        assertThat(running.settled(model)).isEqualTo(ModelStatus.ERRORED);
        assertThat(running.reason(model)).isEqualTo("too deep");
    }

    @Test
    void aModelInUseMayGetANewDatasetAndServesItsOldArtifactUntilTrainedAgain() {
        String model = running.createModel();
        running.uploadGood(model, "old");
        running.train(model);
        running.settled(model);

        running.uploadGood(model, "new");
        assertThat(running.used(model)).isEqualTo("old");

        running.train(model);
        assertThat(running.settled(model)).isEqualTo(ModelStatus.READY_TO_USE);
        assertThat(running.used(model)).isEqualTo("new");
    }

    @Test
    void whileAModelIsTrainingNothingElseMayBegin() {
        String model = running.createModel();
        running.uploadGood(model, "text");
        CountDownLatch release = new CountDownLatch(1);
        running.handler.training = dataset -> {
            release.await();
            return "done";
        };

        running.train(model);

        assertThat(running.status(model)).isEqualTo(ModelStatus.TRAINING);
        assertRefused(() -> running.train(model), Status.Code.FAILED_PRECONDITION, "is TRAINING");
        assertRefused(
                () -> running.validateLink(model, "http://127.0.0.1:1/x"),
                Status.Code.FAILED_PRECONDITION,
                "is TRAINING");
        assertRefused(
                () -> running.upload(RunningProvider.messages(model, "f", "text", 4)),
                Status.Code.FAILED_PRECONDITION,
                "is TRAINING");
        release.countDown();
        assertThat(running.settled(model)).isEqualTo(ModelStatus.READY_TO_USE);
    }

    @Test
    void deletingRemovesTheFilesAndIsFinal() {
        String model = running.createModel();
        running.uploadGood(model, "text");
        Path file = running.state(model).dataset().orElseThrow().file();

        running.delete(model);
        running.delete(model);

        assertThat(running.status(model)).isEqualTo(ModelStatus.DELETED);
        assertThat(running.provider.models().find(model)).isEmpty();
        assertThat(running.provider.models().all()).isEmpty();
        assertThat(file).doesNotExist();
        assertThat(folder).isEmptyDirectory();
        assertThat(running.handler.deleted).contains(model);
        assertRefused(() -> running.train(model), Status.Code.FAILED_PRECONDITION, "was deleted");
        assertRefused(
                () -> running.upload(RunningProvider.messages(model, "f", "text", 4)),
                Status.Code.FAILED_PRECONDITION,
                "was deleted");
    }

    @Test
    void theDatasetIsKeptByteForByte() throws Exception {
        String model = running.createModel();
        running.uploadGood(model, "some text in several batches");

        Dataset dataset = running.state(model).dataset().orElseThrow();

        assertThat(Files.readString(dataset.file())).isEqualTo("some text in several batches");
        assertThat(dataset.name()).isEqualTo("data.zip");
        assertThat(dataset.size()).isEqualTo(28);
    }

    static void assertRefused(ThrowingCallable call, Status.Code code, String text) {
        assertThatThrownBy(call).isInstanceOfSatisfying(StatusRuntimeException.class, e -> {
            assertThat(e.getStatus().getCode()).isEqualTo(code);
            assertThat(e.getStatus().getDescription()).contains(text);
        });
    }
}
