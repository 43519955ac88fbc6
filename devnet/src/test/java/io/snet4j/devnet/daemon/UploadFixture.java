package io.snet4j.devnet.daemon;

import static io.snet4j.devnet.daemon.TestNet.CHANNEL;
import static io.snet4j.devnet.daemon.TestNet.textOf;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.grpc.Metadata;
import io.grpc.stub.StreamObserver;
import io.snet4j.wire.training.DaemonGrpc;
import io.snet4j.wire.training.TrainingDaemonProto.AllModelsRequest;
import io.snet4j.wire.training.TrainingDaemonProto.AuthValidateRequest;
import io.snet4j.wire.training.TrainingDaemonProto.UploadAndValidateRequest;
import io.snet4j.wire.training.TrainingProto.Status;
import io.snet4j.wire.training.TrainingProto.StatusResponse;
import io.snet4j.wire.training.TrainingProto.UploadInput;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;

/** Uploads as a client sends them. */
abstract class UploadFixture {
    static final int PRICE = 5;

    TestNet net = new TestNet(DaemonVersion.V6_0);

    @AfterEach
    void close() {
        net.close();
    }

    void play(DaemonVersion version) {
        net.close();
        net = new TestNet(version);
    }

    /** A model whose validation costs {@link #PRICE}. */
    void createModel() {
        net.createModel("m");
        net.training()
                .validateModelPrice(AuthValidateRequest.newBuilder()
                        .setAuthorization(net.owner.authorization("validate_model_price", net.chain.head()))
                        .setModelId("m")
                        .build());
    }

    UploadAndValidateRequest chunk(int number) {
        return UploadAndValidateRequest.newBuilder()
                .setAuthorization(net.owner.authorization("upload_and_validate", net.chain.head()))
                .setUploadInput(input(number))
                .build();
    }

    static UploadInput input(int number) {
        return UploadInput.newBuilder()
                .setModelId("m")
                .setBatchNumber(number)
                .setData(ByteString.copyFromUtf8("chunk " + number))
                .build();
    }

    /** One upload under way. */
    final class Upload {
        final CompletableFuture<StatusResponse> answer = new CompletableFuture<>();
        final StreamObserver<UploadAndValidateRequest> requests;

        Upload(Metadata headers) {
            requests = DaemonGrpc.newStub(Caller.with(net.channel, headers)).uploadAndValidate(new StreamObserver<>() {
                @Override
                public void onNext(StatusResponse status) {
                    answer.complete(status);
                }

                @Override
                public void onError(Throwable cause) {
                    answer.completeExceptionally(cause);
                }

                @Override
                public void onCompleted() {
                    answer.completeExceptionally(new IllegalStateException("no answer"));
                }
            });
        }

        Status end() throws Throwable {
            try {
                return answer.orTimeout(10, TimeUnit.SECONDS).join().getStatus();
            } catch (CompletionException e) {
                throw e.getCause();
            }
        }
    }

    Upload begin() {
        return new Upload(net.owner.trainCall("m", CHANNEL, 0, PRICE));
    }

    String refusal(UploadAndValidateRequest... messages) {
        Upload upload = begin();
        for (UploadAndValidateRequest message : messages) {
            upload.requests.onNext(message);
        }
        String text = textOf(upload::end);
        assertThat(net.authorized()).as("not paid").isZero();
        assertThat(net.isChannelFree()).isTrue();
        return text;
    }

    Status statusOf(String id) {
        return net
                .training()
                .getAllModels(AllModelsRequest.newBuilder()
                        .setAuthorization(net.owner.authorization("get_all_models", net.chain.head()))
                        .build())
                .getListOfModelsList()
                .stream()
                .filter(model -> model.getModelId().equals(id))
                .findFirst()
                .orElseThrow()
                .getStatus();
    }

    List<UploadInput> received() {
        return net.provider.requests.stream()
                .filter(UploadInput.class::isInstance)
                .map(UploadInput.class::cast)
                .toList();
    }

    void awaitChunks(int count) {
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(5);
        while (received().size() < count && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        assertThat(received()).hasSize(count);
    }
}
