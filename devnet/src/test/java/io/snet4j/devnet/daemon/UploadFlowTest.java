package io.snet4j.devnet.daemon;

import static io.snet4j.devnet.daemon.TestNet.CHANNEL;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.Empty;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import io.snet4j.wire.training.DaemonGrpc;
import io.snet4j.wire.training.TrainingDaemonProto.UploadAndValidateRequest;
import io.snet4j.wire.training.TrainingProto.Status;
import io.snet4j.wire.training.TrainingProto.StatusResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Uploads that are faster than their provider. */
class UploadFlowTest extends UploadFixture {
    /** Without back pressure the client could send everything while the provider reads its first message. */
    @Test
    void aSlowProviderSlowsTheClientDown() throws Exception {
        createModel();
        net.provider.uploadPermits = new Semaphore(0);
        int all = 60;
        LargeUpload upload = new LargeUpload(all);
        int mostOnTheWay = 0;
        for (int read = 1; read <= all / 2; read++) {
            for (int roundTrip = 0; roundTrip < 5; roundTrip++) {
                net.training().getTrainingMetadata(Empty.getDefaultInstance());
            }
            mostOnTheWay = Math.max(mostOnTheWay, upload.sent.get() - read);
            net.provider.uploadPermits.release();
            awaitChunks(read);
        }
        assertThat(mostOnTheWay)
                .as("messages of 1 MiB between client and provider")
                .isLessThan(all / 3);
        net.provider.uploadPermits.release(all);
        assertThat(upload.answer.get(5, TimeUnit.MINUTES)).isEqualTo(Status.VALIDATED);
        assertThat(received()).hasSize(all);
    }

    /** Sends messages of 1 MiB as fast as they are taken. */
    private final class LargeUpload implements ClientResponseObserver<UploadAndValidateRequest, StatusResponse> {
        final AtomicInteger sent = new AtomicInteger();
        final CompletableFuture<Status> answer = new CompletableFuture<>();
        private final int count;
        private final UploadAndValidateRequest message = chunk(1).toBuilder()
                .setUploadInput(input(1).toBuilder().setData(ByteString.copyFrom(new byte[1 << 20])))
                .build();

        LargeUpload(int count) {
            this.count = count;
            DaemonGrpc.newStub(Caller.with(net.channel, net.owner.trainCall("m", CHANNEL, 0, PRICE)))
                    .uploadAndValidate(this);
        }

        @Override
        public void beforeStart(ClientCallStreamObserver<UploadAndValidateRequest> requests) {
            requests.setOnReadyHandler(() -> {
                while (requests.isReady() && sent.get() < count) {
                    requests.onNext(message);
                    if (sent.incrementAndGet() == count) {
                        requests.onCompleted();
                    }
                }
            });
        }

        @Override
        public void onNext(StatusResponse status) {
            answer.complete(status.getStatus());
        }

        @Override
        public void onError(Throwable cause) {
            answer.completeExceptionally(cause);
        }

        @Override
        public void onCompleted() {}
    }
}
