package io.snet4j.provider;

import static io.snet4j.provider.ModelLifecycleTest.assertRefused;
import static io.snet4j.provider.RunningProvider.messages;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import io.snet4j.provider.model.ModelStatus;
import io.snet4j.wire.training.TrainingProto.UploadInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A dataset that does not arrive as a whole leaves the model as it was, and fails the call. */
@Timeout(60)
class BrokenUploadTest {
    private static final String TEXT = "abcdefghijkl";

    private final Path folder;
    private final RunningProvider running;
    private final String model;
    private final List<UploadInput> good;

    BrokenUploadTest(@TempDir Path folder) {
        this.folder = folder;
        running = new RunningProvider(folder, builder -> builder.maxDatasetBytes(Long.MAX_VALUE));
        model = running.createModel();
        good = messages(model, "data.zip", TEXT, 4);
    }

    @AfterEach
    void stop() {
        running.close();
    }

    @Test
    void oneThatEndsEarly() {
        assertRefused(
                () -> running.upload(good.subList(0, 2)),
                Code.INVALID_ARGUMENT,
                "ended after 8 of 12 bytes, batch 2 of 3");

        assertCreated();
    }

    @Test
    void oneWithAllBatchesButTooFewBytes() {
        UploadInput shortLast = data(good.get(2), "x");

        assertRefused(
                () -> running.upload(List.of(good.get(0), good.get(1), shortLast)),
                Code.INVALID_ARGUMENT,
                "9 of 12 bytes");

        assertCreated();
    }

    @Test
    void oneWithAllBytesButNotItsLastBatch() {
        List<UploadInput> more = good.stream()
                .map(message -> message.toBuilder().setBatchCount(4).build())
                .toList();

        assertRefused(() -> running.upload(more), Code.INVALID_ARGUMENT, "12 of 12 bytes, batch 3 of 4");

        assertCreated();
    }

    @Test
    void oneWithoutNumbersThatEndsEarly() {
        UploadInput half =
                good.get(0).toBuilder().clearBatchNumber().clearBatchCount().build();

        assertRefused(() -> running.upload(List.of(half)), Code.INVALID_ARGUMENT, "ended after 4 of 12 bytes");

        assertCreated();
    }

    @Test
    void oneWhoseClientGoesAway() {
        RunningProvider.Upload upload = begun();

        upload.abort();

        RunningProvider.awaitDatasets(folder, model, 0);
        assertCreated();
    }

    @Test
    void oneThatIsUnderWayChangesNothingYet() {
        begun();

        assertThat(running.status(model)).isEqualTo(ModelStatus.CREATED);
    }

    @Test
    void oneThatIsCutOffByARestartGoesOnAfterwardsWithTheSameModel() {
        RunningProvider.Upload upload = begun();

        running.restartServer();

        assertThatThrownBy(upload::answer).isInstanceOf(StatusRuntimeException.class);
        RunningProvider.awaitDatasets(folder, model, 0);
        assertCreated();
        running.uploadGood(model, TEXT);
    }

    @Test
    void oneThatStandsStill() {
        try (RunningProvider impatient =
                new RunningProvider(folder, builder -> builder.uploadIdle(Duration.ofMillis(50)))) {
            String its = impatient.createModel();
            RunningProvider.Upload upload = impatient.new Upload();
            upload.send(messages(its, "f", TEXT, 4).get(0));

            assertRefused(upload::answer, Code.DEADLINE_EXCEEDED, "stood still for 50 ms");
            assertThat(impatient.status(its)).isEqualTo(ModelStatus.CREATED);
            RunningProvider.awaitDatasets(folder, its, 0);
        }
    }

    @Test
    void oneThatNeverSendsAnything() {
        try (RunningProvider impatient =
                new RunningProvider(folder, builder -> builder.uploadIdle(Duration.ofMillis(50)))) {
            RunningProvider.Upload upload = impatient.new Upload();

            assertRefused(upload::answer, Code.DEADLINE_EXCEEDED, "stood still");
        }
    }

    @Test
    void oneThatSendsMessagesWithoutDataStandsStill() {
        try (RunningProvider impatient =
                new RunningProvider(folder, builder -> builder.uploadIdle(Duration.ofMillis(300)))) {
            String its = impatient.createModel();
            UploadInput empty = data(messages(its, "f", TEXT, 4).get(0), "").toBuilder()
                    .clearBatchNumber()
                    .clearBatchCount()
                    .build();
            RunningProvider.Upload upload = impatient.new Upload();

            assertRefused(() -> upload.sendUntilAnswered(empty), Code.DEADLINE_EXCEEDED, "stood still");
        }
    }

    @Test
    void oneThatDripsForTooLong() {
        try (RunningProvider impatient =
                new RunningProvider(folder, builder -> builder.uploadTime(Duration.ofMillis(300)))) {
            String its = impatient.createModel();
            UploadInput drop = UploadInput.newBuilder()
                    .setModelId(its)
                    .setFileSize(1 << 30)
                    .setData(ByteString.copyFromUtf8("x"))
                    .build();
            RunningProvider.Upload upload = impatient.new Upload();

            assertRefused(() -> upload.sendUntilAnswered(drop), Code.DEADLINE_EXCEEDED, "not complete within 300 ms");
            assertThat(impatient.status(its)).isEqualTo(ModelStatus.CREATED);
            RunningProvider.awaitDatasets(folder, its, 0);
        }
    }

    @Test
    void oneThatDoesNotFitOnTheDiskIsRefusedByItsFirstMessage() {
        UploadInput huge =
                good.get(0).toBuilder().setFileSize(Long.MAX_VALUE - 1).build();

        assertRefused(
                () -> running.upload(List.of(huge)),
                Code.RESOURCE_EXHAUSTED,
                "no room for 8.00 EiB (9223372036854775806 bytes)");

        assertCreated();
    }

    @Test
    void oneThatCannotBeStored() throws IOException {
        Files.createFile(folder.resolve(model));
        RunningProvider.Upload upload = running.new Upload();

        upload.send(good.get(0));

        assertRefused(upload::answer, Code.INTERNAL, "cannot be stored");
        assertThat(running.status(model)).isEqualTo(ModelStatus.CREATED);
        Files.delete(folder.resolve(model));
        running.uploadGood(model, TEXT);
    }

    @Test
    void oneThatGivesWayToAnother() {
        RunningProvider.Upload forgotten = begun();

        running.uploadGood(model, TEXT);

        assertRefused(forgotten::answer, Code.ABORTED, "another upload for the same model began");
        assertThat(running.status(model)).isEqualTo(ModelStatus.VALIDATED);
        assertThat(running.state(model).dataset().orElseThrow().file()).hasContent(TEXT);
    }

    @Test
    void oneThatIsRefusedAtOnceDoesNotStopTheOneThatIsUnderWay() {
        RunningProvider.Upload first = begun();
        UploadInput empty = good.get(0).toBuilder().setFileSize(0).build();

        assertRefused(() -> running.upload(List.of(empty)), Code.INVALID_ARGUMENT, "file_size of 0");

        first.send(good.get(1));
        first.send(good.get(2));
        first.finish();
        assertThat(running.settled(model)).isEqualTo(ModelStatus.VALIDATED);
    }

    @Test
    void oneOfAnOldModelLeavesItsDatasetAndItsArtifact() {
        running.uploadGood(model, "the old one");
        running.train(model);
        assertThat(running.settled(model)).isEqualTo(ModelStatus.READY_TO_USE);

        assertRefused(() -> running.upload(good.subList(0, 2)), Code.INVALID_ARGUMENT, "ended after");

        assertThat(running.status(model)).isEqualTo(ModelStatus.READY_TO_USE);
        assertThat(running.used(model)).isEqualTo("the old one");
        running.train(model);
        assertThat(running.settled(model)).isEqualTo(ModelStatus.READY_TO_USE);
        assertThat(running.state(model).dataset().orElseThrow().file()).hasContent("the old one");
    }

    @Test
    void oneOfAModelThatIsErroredLeavesItsReason() {
        running.handler.validation = dataset -> ValidationResult.refused("no images");
        running.upload(good);
        assertThat(running.settled(model)).isEqualTo(ModelStatus.ERRORED);

        assertRefused(() -> running.upload(good.subList(0, 1)), Code.INVALID_ARGUMENT, "ended after");

        assertThat(running.status(model)).isEqualTo(ModelStatus.ERRORED);
        assertThat(running.reason(model)).contains("no images");
    }

    @Test
    void aDatasetThatArrivedTakesThePlaceOfTheOneBefore() {
        running.uploadGood(model, "the old one");

        running.uploadGood(model, TEXT);

        assertThat(RunningProvider.datasetFolders(folder, model)).hasSize(1);
        assertThat(running.state(model).dataset().orElseThrow().file()).hasContent(TEXT);
    }

    @Test
    void trainingDoesNotWaitForAnUploadThatWasNeverEnded() {
        running.uploadGood(model, "the old one");
        RunningProvider.Upload forgotten = running.new Upload();
        forgotten.send(good.get(0));
        running.awaitOnDisk(folder, model, "the old one".length() + 4);

        running.train(model);

        assertRefused(forgotten::answer, Code.ABORTED, "trained on the dataset it had");
        assertThat(running.settled(model)).isEqualTo(ModelStatus.READY_TO_USE);
        assertThat(running.used(model)).isEqualTo("the old one");
    }

    @Test
    void aBusyProviderRefusesAnUploadByItsFirstMessage() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        try (RunningProvider busy = new RunningProvider(folder, builder -> builder.queue(1))) {
            busy.handler.validation = dataset -> {
                begun.countDown();
                Thread.sleep(60_000);
                return ValidationResult.accepted();
            };
            String running = busy.createModel();
            busy.upload(messages(running, "f", TEXT, 4));
            begun.await();
            String waiting = busy.createModel();
            busy.upload(messages(waiting, "f", TEXT, 4));
            String refused = busy.createModel();
            RunningProvider.Upload upload = busy.new Upload();

            upload.send(messages(refused, "f", TEXT, 4).get(0));

            assertRefused(upload::answer, Code.RESOURCE_EXHAUSTED, "busy with other models");
            assertThat(busy.status(refused)).isEqualTo(ModelStatus.CREATED);
        }
    }

    @Test
    void aProviderThatIsClosedLeavesTheModelAsItWas() {
        RunningProvider.Upload upload = begun();

        running.provider.close();

        assertRefused(upload::answer, Code.ABORTED, "the provider was closed");
        assertCreated();
        assertRefused(() -> running.upload(good), Code.UNAVAILABLE, "the provider is closed");
    }

    private RunningProvider.Upload begun() {
        RunningProvider.Upload upload = running.new Upload();
        upload.send(good.get(0));
        running.awaitOnDisk(folder, model, 4);
        return upload;
    }

    private void assertCreated() {
        assertThat(running.status(model)).isEqualTo(ModelStatus.CREATED);
        assertThat(running.state(model).reason()).isEmpty();
        assertThat(running.state(model).dataset()).isEmpty();
        assertThat(RunningProvider.datasetFolders(folder, model)).isEmpty();
    }

    private static UploadInput data(UploadInput message, String text) {
        return message.toBuilder().setData(ByteString.copyFromUtf8(text)).build();
    }
}
