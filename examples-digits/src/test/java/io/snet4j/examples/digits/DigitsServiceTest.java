package io.snet4j.examples.digits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.StreamObserver;
import io.snet4j.examples.digits.wire.DigitsGrpc;
import io.snet4j.examples.digits.wire.DigitsProto.RecognizeReply;
import io.snet4j.examples.digits.wire.DigitsProto.RecognizeRequest;
import io.snet4j.provider.model.ModelStatus;
import io.snet4j.wire.training.ModelGrpc;
import io.snet4j.wire.training.TrainingProto.ModelID;
import io.snet4j.wire.training.TrainingProto.NewModel;
import io.snet4j.wire.training.TrainingProto.StatusResponse;
import io.snet4j.wire.training.TrainingProto.UploadInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 20, unit = TimeUnit.MINUTES)
class DigitsServiceTest {
    private final DrawnDigits drawn = new DrawnDigits(2);
    private final Path folder;
    private final DigitsService service;
    private final ManagedChannel channel;

    DigitsServiceTest(@TempDir Path folder) {
        this.folder = folder;
        service = DigitsService.builder(folder.resolve("work")).start();
        channel = NettyChannelBuilder.forAddress("127.0.0.1", service.uri().getPort())
                .usePlaintext()
                .build();
    }

    @AfterEach
    void stop() {
        channel.shutdownNow();
        service.close();
    }

    @Test
    void aDatasetWithPermutedLabelsGivesAModelThatPredictsThePermutation() throws Exception {
        String model = create();

        assertThat(upload(model, Zips.digits(drawn, 30, digit -> Integer.toString((digit + 3) % 10))))
                .isEqualTo(ModelStatus.VALIDATED);
        training().trainModel(id(model));
        assertThat(settled(model)).isEqualTo(ModelStatus.READY_TO_USE);

        int right = 0;
        for (int i = 0; i < 100; i++) {
            RecognizeReply reply = recognize(model, drawn.png(i % 10));
            assertThat(reply.getModelId()).isEqualTo(model);
            assertThat(reply.getConfidence()).isBetween(0.0, 1.0);
            if (reply.getLabel().equals(Integer.toString((i % 10 + 3) % 10))) {
                right++;
            }
        }
        assertThat(right).as("permuted labels of 100 new images").isGreaterThan(90);
    }

    @Test
    void withoutAModelTheFirstOneAnswers() {
        assertThat(recognize("", drawn.png(1)).getModelId()).isEqualTo("default");
        assertThat(recognize("default", drawn.png(1)).getLabel()).matches("[0-9]");
        RecognizeReply absent = DigitsGrpc.newBlockingStub(channel)
                .recognize(RecognizeRequest.newBuilder()
                        .setImage(ByteString.copyFrom(drawn.png(1)))
                        .build());
        assertThat(absent.getModelId()).isEqualTo("default");
    }

    @Test
    void anUnfitDatasetIsRefusedWithTheReason() throws Exception {
        String model = create();

        assertThat(upload(model, Map.of("3/1.png", drawn.png(3)))).isEqualTo(ModelStatus.ERRORED);

        assertThat(service.models().find(model).orElseThrow().reason().orElseThrow())
                .contains("1 labels");
    }

    @Test
    void callsOfModelsThatCannotAnswerAreRefused() {
        String untrained = create();

        assertRefused(() -> recognize("nobody", drawn.png(1)), Status.Code.NOT_FOUND, "nobody");
        assertRefused(() -> recognize(untrained, drawn.png(1)), Status.Code.FAILED_PRECONDITION, "is CREATED");
        assertRefused(() -> recognize("", new byte[] {1, 2, 3}), Status.Code.INVALID_ARGUMENT, "cannot be read");
        assertRefused(() -> recognize("", new byte[0]), Status.Code.INVALID_ARGUMENT, "cannot be read");
    }

    @Test
    void pricesAreTheConfiguredOnes() {
        String model = create();

        assertThat(training().trainModelPrice(id(model)).getPrice())
                .isEqualTo(DigitsService.TRAINING_PRICE.value().longValueExact());
    }

    private ModelGrpc.ModelBlockingStub training() {
        return ModelGrpc.newBlockingStub(channel);
    }

    private String create() {
        return training()
                .createModel(NewModel.newBuilder().setName("mine").build())
                .getModelId();
    }

    private RecognizeReply recognize(String model, byte[] image) {
        return DigitsGrpc.newBlockingStub(channel)
                .recognize(RecognizeRequest.newBuilder()
                        .setModelId(id(model))
                        .setImage(ByteString.copyFrom(image))
                        .build());
    }

    private ModelStatus upload(String model, Map<String, byte[]> entries) throws IOException {
        byte[] zip = Files.readAllBytes(Zips.write(folder.resolve("data.zip"), entries));
        CompletableFuture<StatusResponse> answer = new CompletableFuture<>();
        StreamObserver<UploadInput> stream = ModelGrpc.newStub(channel).uploadAndValidate(new StreamObserver<>() {
            @Override
            public void onNext(StatusResponse value) {
                answer.complete(value);
            }

            @Override
            public void onError(Throwable failure) {
                answer.completeExceptionally(failure);
            }

            @Override
            public void onCompleted() {}
        });
        stream.onNext(UploadInput.newBuilder()
                .setModelId(model)
                .setFileName("data.zip")
                .setFileSize(zip.length)
                .setBatchSize(zip.length)
                .setBatchNumber(1)
                .setBatchCount(1)
                .setData(ByteString.copyFrom(zip))
                .build());
        stream.onCompleted();
        answer.join();
        return settled(model);
    }

    private ModelStatus settled(String model) {
        ModelStatus status;
        do {
            Thread.yield();
            status = service.models().find(model).orElseThrow().status();
        } while (status == ModelStatus.VALIDATING || status == ModelStatus.TRAINING);
        return status;
    }

    private static ModelID id(String model) {
        return ModelID.newBuilder().setModelId(model).build();
    }

    private static void assertRefused(ThrowingCallable call, Status.Code code, String text) {
        assertThatThrownBy(call).isInstanceOfSatisfying(StatusRuntimeException.class, e -> {
            assertThat(e.getStatus().getCode()).isEqualTo(code);
            assertThat(e.getStatus().getDescription()).contains(text);
        });
    }
}
