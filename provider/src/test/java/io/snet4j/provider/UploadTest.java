package io.snet4j.provider;

import static io.snet4j.provider.ModelLifecycleTest.assertRefused;
import static io.snet4j.provider.RunningProvider.messages;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.grpc.Status;
import io.snet4j.wire.training.TrainingProto;
import io.snet4j.wire.training.TrainingProto.UploadInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UploadTest {
    private static final String TEXT = "abcdefghijkl";

    private final Path folder;
    private final RunningProvider running;
    private final String model;
    private final List<UploadInput> good;

    UploadTest(@TempDir Path folder) {
        this.folder = folder;
        running = new RunningProvider(folder, builder -> builder.maxDatasetBytes(1000));
        model = running.createModel();
        good = messages(model, "data.zip", TEXT, 4);
    }

    @AfterEach
    void stop() {
        running.close();
    }

    @Test
    void aCompleteUploadIsAnsweredWithValidating() {
        running.handler.validation = dataset -> {
            Thread.sleep(60_000);
            return ValidationResult.accepted();
        };

        assertThat(running.upload(good).getStatus()).isEqualTo(TrainingProto.Status.VALIDATING);
    }

    @Test
    void anUploadThatEndsEarlyIsErrored() {
        assertThat(running.upload(good.subList(0, 2)).getStatus()).isEqualTo(TrainingProto.Status.ERRORED);

        assertErrored("ended after 8 of 12 bytes, batch 2 of 3");
    }

    @Test
    void anUploadWithAllBatchesButTooFewBytesIsErrored() {
        UploadInput shortLast =
                good.get(2).toBuilder().setData(ByteString.copyFromUtf8("x")).build();

        assertThat(running.upload(List.of(good.get(0), good.get(1), shortLast)).getStatus())
                .isEqualTo(TrainingProto.Status.ERRORED);

        assertErrored("9 of 12 bytes");
    }

    @Test
    void moreBytesThanAnnouncedAreRefusedBeforeTheEnd() {
        UploadInput longLast = good.get(2).toBuilder()
                .setData(ByteString.copyFromUtf8("12345"))
                .build();

        assertUploadRefused(List.of(good.get(0), good.get(1), longLast), "more bytes came than the file_size of 12");
    }

    @Test
    void aFirstBatchThatWasLostIsNoticed() {
        assertUploadRefused(good.subList(1, 3), "batch 2 came where batch 1 was due");
    }

    @Test
    void aRepeatedBatchIsRefused() {
        assertUploadRefused(List.of(good.get(0), good.get(0)), "batch 1 came where batch 2 was due");
    }

    @Test
    void aBatchBehindTheLastIsRefused() {
        UploadInput empty = good.get(2).toBuilder()
                .setBatchNumber(4)
                .setData(ByteString.EMPTY)
                .build();

        assertUploadRefused(
                Stream.concat(good.stream(), Stream.of(empty)).toList(), "batch 4 came, but batch_count is 3");
    }

    @Test
    void aSizeThatChangesOnTheWayIsRefused() {
        UploadInput other = good.get(1).toBuilder().setFileSize(13).build();

        assertUploadRefused(List.of(good.get(0), other), "batch 2 announces another file_size");
    }

    @Test
    void aModelThatChangesOnTheWayIsRefused() {
        UploadInput other =
                good.get(1).toBuilder().setModelId(running.createModel()).build();

        assertUploadRefused(List.of(good.get(0), other), "changes to model");
    }

    @ParameterizedTest
    @ValueSource(longs = {1001, Long.MAX_VALUE, -1})
    void moreThanTheProviderTakesIsRefusedByTheFirstMessage(long size) {
        UploadInput huge = good.get(0).toBuilder().setFileSize(size).build();

        assertUploadRefused(List.of(huge), Long.toUnsignedString(size) + " bytes; this provider takes at most 1000");
    }

    @Test
    void anAnnouncedSizeOfZeroIsRefused() {
        assertUploadRefused(List.of(good.get(0).toBuilder().setFileSize(0).build()), "file_size of 0");
    }

    @Test
    void anUploadWithoutMessagesIsRefused() {
        assertRefused(() -> running.upload(List.of()), Status.Code.INVALID_ARGUMENT, "without any message");
    }

    @Test
    void aClientThatGoesAwayLeavesTheModelErroredAndNoFile() {
        RunningProvider.Upload upload = running.new Upload();
        upload.send(good.get(0));
        received(1);

        upload.abort();

        assertThat(running.settled(model)).isEqualTo(ModelStatus.ERRORED);
        assertErrored("cut off after 4 of 12 bytes");
    }

    @Test
    void anUploadMayBeRepeatedAfterOneThatFailed() {
        running.upload(good.subList(0, 1));

        running.upload(good);

        assertThat(running.settled(model)).isEqualTo(ModelStatus.VALIDATED);
    }

    @Test
    void aNewUploadTakesThePlaceOfOneThatWasNeverEnded() {
        RunningProvider.Upload forgotten = running.new Upload();
        forgotten.send(good.get(0));
        received(1);

        running.uploadGood(model, TEXT);

        assertRefused(forgotten::answer, Status.Code.ABORTED, "another upload for the same model began");
        assertThat(running.status(model)).isEqualTo(ModelStatus.VALIDATED);
    }

    @Test
    void anUploadThatStandsStillIsGivenUp() throws Exception {
        try (RunningProvider impatient =
                new RunningProvider(folder, builder -> builder.uploadIdle(Duration.ofMillis(50)))) {
            String its = impatient.createModel();
            RunningProvider.Upload upload = impatient.new Upload();
            upload.send(messages(its, "f", TEXT, 4).get(0));

            assertRefused(upload::answer, Status.Code.DEADLINE_EXCEEDED, "stood still");
            assertThat(impatient.status(its)).isEqualTo(ModelStatus.ERRORED);
        }
    }

    @Test
    void deletingDuringAnUploadStopsIt() {
        RunningProvider.Upload upload = running.new Upload();
        upload.send(good.get(0));
        received(1);

        running.delete(model);

        assertRefused(upload::answer, Status.Code.ABORTED, "the model was deleted");
        assertThat(running.status(model)).isEqualTo(ModelStatus.DELETED);
        assertThat(folder).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"../../../escape.zip", "/etc/passwd", "..\\..\\escape.zip", "..", ".", "", "a/..", "x\0y\n.zip"})
    void aFileNameCannotLeaveTheModelsFolder(String name) {
        running.upload(messages(model, name, TEXT, 4));

        assertThat(running.settled(model)).isEqualTo(ModelStatus.VALIDATED);
        Path file = running.state(model).dataset().orElseThrow().file();
        assertThat(file.normalize()).isEqualTo(file).startsWith(folder.resolve(model));
        assertThat(file).isRegularFile();
    }

    private void assertUploadRefused(List<UploadInput> messages, String reason) {
        RunningProvider.Upload upload = running.new Upload();
        messages.forEach(upload::send);

        assertRefused(upload::answer, Status.Code.INVALID_ARGUMENT, reason);
        assertErrored(reason);
    }

    private void assertErrored(String reason) {
        assertThat(running.status(model)).isEqualTo(ModelStatus.ERRORED);
        assertThat(running.reason(model)).contains(reason);
        assertThat(running.state(model).dataset()).isEmpty();
        assertThat(datasetFolders()).isEmpty();
    }

    private List<Path> datasetFolders() {
        try (Stream<Path> found = Files.list(folder.resolve(model))) {
            return found.filter(path -> path.getFileName().toString().startsWith("dataset"))
                    .toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Waits until the provider has that many batches of four bytes on disk. */
    private void received(int batches) {
        long deadline = System.nanoTime() + Duration.ofMinutes(5).toNanos();
        while (bytesOnDisk() < 4L * batches) {
            assertThat(System.nanoTime()).as("waited too long").isLessThan(deadline);
            Thread.yield();
        }
    }

    private long bytesOnDisk() {
        long bytes = 0;
        for (Path dataset : datasetFolders()) {
            try (Stream<Path> files = Files.list(dataset)) {
                for (Path file : files.toList()) {
                    bytes += Files.size(file);
                }
            } catch (IOException e) {
                return 0;
            }
        }
        return bytes;
    }
}
