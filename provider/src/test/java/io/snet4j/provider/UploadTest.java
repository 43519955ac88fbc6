package io.snet4j.provider;

import static io.snet4j.provider.ModelLifecycleTest.assertRefused;
import static io.snet4j.provider.RunningProvider.messages;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.grpc.Status;
import io.snet4j.internal.text.SizeText;
import io.snet4j.provider.model.ModelStatus;
import io.snet4j.wire.training.TrainingProto;
import io.snet4j.wire.training.TrainingProto.UploadInput;
import java.nio.file.Path;
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
    void batchesNeedNoNumbersIfTheBytesAreAllThere() {
        running.upload(unnumbered());

        assertThat(running.settled(model)).isEqualTo(ModelStatus.VALIDATED);
    }

    @Test
    void numbersCannotBeginOnTheWay() {
        assertUploadRefused(List.of(unnumbered().get(0), good.get(1)), "have numbers after one that had none");
    }

    @Test
    void numbersCannotEndOnTheWay() {
        assertUploadRefused(List.of(good.get(0), unnumbered().get(1)), "batch 0 came where batch 2 was due");
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

        assertUploadRefused(List.of(huge), SizeText.exact(size) + "; this provider takes at most 1000 bytes");
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
    void deletingDuringAnUploadStopsIt() {
        RunningProvider.Upload upload = running.new Upload();
        upload.send(good.get(0));
        running.awaitOnDisk(folder, model, 4);

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

    @Test
    void aLongFileNameKeepsItsEnding() {
        running.upload(messages(model, "x".repeat(1_000_000) + "/" + "y".repeat(500) + ".zip", TEXT, 4));

        assertThat(running.settled(model)).isEqualTo(ModelStatus.VALIDATED);
        assertThat(running.state(model).dataset().orElseThrow().name())
                .hasSize(100)
                .endsWith("y.zip");
    }

    private List<UploadInput> unnumbered() {
        return good.stream()
                .map(message ->
                        message.toBuilder().clearBatchNumber().clearBatchCount().build())
                .toList();
    }

    private void assertUploadRefused(List<UploadInput> messages, String reason) {
        RunningProvider.Upload upload = running.new Upload();
        messages.forEach(upload::send);

        assertRefused(upload::answer, Status.Code.INVALID_ARGUMENT, reason);
        assertThat(running.status(model)).isEqualTo(ModelStatus.CREATED);
        assertThat(running.state(model).dataset()).isEmpty();
        assertThat(RunningProvider.datasetFolders(folder, model)).isEmpty();
    }
}
