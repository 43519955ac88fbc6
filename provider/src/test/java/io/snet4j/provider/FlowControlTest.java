package io.snet4j.provider;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerInterceptors;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import io.snet4j.wire.training.ModelGrpc;
import io.snet4j.wire.training.TrainingProto.NewModel;
import io.snet4j.wire.training.TrainingProto.Status;
import io.snet4j.wire.training.TrainingProto.StatusResponse;
import io.snet4j.wire.training.TrainingProto.UploadInput;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlowControlTest {
    private static final int BATCH = 1 << 20;
    private static final int BATCHES = 64;

    @Test
    void anUploadIsTakenOneMessageAtATime(@TempDir Path folder) throws Exception {
        Outstanding outstanding = new Outstanding();
        try (TrainingProvider<String> provider =
                        TrainingProvider.builder(new ScriptedHandler(), folder).build();
                ProviderServer server = ProviderServer.builder()
                        .addService(() -> ServerInterceptors.intercept(provider.service(), outstanding))
                        .start()) {
            ManagedChannel channel = NettyChannelBuilder.forAddress(
                            "127.0.0.1", server.uri().getPort())
                    .usePlaintext()
                    .build();
            String model = ModelGrpc.newBlockingStub(channel)
                    .createModel(NewModel.getDefaultInstance())
                    .getModelId();
            Source source = new Source(model);

            ModelGrpc.newStub(channel).uploadAndValidate(source);

            assertThat(source.answer.get().getStatus()).isIn(Status.VALIDATING, Status.VALIDATED);
            assertThat(outstanding.messages.get()).isEqualTo(BATCHES);
            assertThat(outstanding.most.get()).as("messages asked for at once").isEqualTo(1);
            channel.shutdownNow();
        }
    }

    /** Sends as fast as the transport takes it, so that the client needs no memory either. */
    private static final class Source implements ClientResponseObserver<UploadInput, StatusResponse> {
        final CompletableFuture<StatusResponse> answer = new CompletableFuture<>();
        private final UploadInput template;
        private int sent;

        Source(String model) {
            template = UploadInput.newBuilder()
                    .setModelId(model)
                    .setFileName("data")
                    .setFileSize((long) BATCH * BATCHES)
                    .setBatchSize(BATCH)
                    .setBatchCount(BATCHES)
                    .setData(ByteString.copyFrom(new byte[BATCH]))
                    .build();
        }

        @Override
        public void beforeStart(ClientCallStreamObserver<UploadInput> stream) {
            stream.setOnReadyHandler(() -> {
                while (stream.isReady() && sent < BATCHES) {
                    stream.onNext(template.toBuilder().setBatchNumber(++sent).build());
                    if (sent == BATCHES) {
                        stream.onCompleted();
                    }
                }
            });
        }

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
    }

    /** Counts what the upload asked of the transport against what it got. */
    private static final class Outstanding implements ServerInterceptor {
        final AtomicInteger messages = new AtomicInteger();
        final AtomicInteger most = new AtomicInteger();
        private final AtomicInteger now = new AtomicInteger();

        @Override
        public <Q, P> ServerCall.Listener<Q> interceptCall(
                ServerCall<Q, P> call, Metadata headers, ServerCallHandler<Q, P> next) {
            if (!call.getMethodDescriptor().equals(ModelGrpc.getUploadAndValidateMethod())) {
                return next.startCall(call, headers);
            }
            ServerCall<Q, P> counting = new SimpleForwardingServerCall<>(call) {
                @Override
                public void request(int count) {
                    most.accumulateAndGet(now.addAndGet(count), Math::max);
                    super.request(count);
                }
            };
            return new SimpleForwardingServerCallListener<>(next.startCall(counting, headers)) {
                @Override
                public void onMessage(Q message) {
                    messages.incrementAndGet();
                    now.decrementAndGet();
                    super.onMessage(message);
                }
            };
        }
    }
}
