package io.snet4j.provider;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.StreamObserver;
import io.snet4j.provider.model.ModelStatus;
import io.snet4j.wire.training.ModelGrpc;
import io.snet4j.wire.training.TrainingProto.ModelID;
import io.snet4j.wire.training.TrainingProto.NewModel;
import io.snet4j.wire.training.TrainingProto.StatusResponse;
import io.snet4j.wire.training.TrainingProto.UploadInput;
import io.snet4j.wire.training.TrainingProto.ValidateRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** A provider behind a real socket, with a stub as the daemon has one. */
final class RunningProvider implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    final ScriptedHandler handler = new ScriptedHandler();
    final TrainingProvider<String> provider;
    ProviderServer server;
    final ManagedChannel channel;

    RunningProvider(Path folder) {
        this(folder, builder -> builder);
    }

    RunningProvider(Path folder, UnaryOperator<TrainingProviderBuilder<String>> options) {
        this(folder, options, handler -> {});
    }

    /** @param script of the handler before the provider begins */
    RunningProvider(
            Path folder, UnaryOperator<TrainingProviderBuilder<String>> options, Consumer<ScriptedHandler> script) {
        script.accept(handler);
        provider = options.apply(TrainingProvider.builder(handler, folder).allowLinksTo("127.0.0.1"))
                .build();
        server = ProviderServer.builder()
                .addService(provider.service())
                .serves(provider::isServing)
                .start();
        channel = NettyChannelBuilder.forAddress("127.0.0.1", server.uri().getPort())
                .usePlaintext()
                .build();
    }

    /** The models stay, the calls under way do not. */
    void restartServer() {
        server.close();
        server = ProviderServer.builder()
                .port(server.uri().getPort())
                .addService(provider.service())
                .start();
        channel.resetConnectBackoff();
    }

    ModelGrpc.ModelBlockingStub daemon() {
        return ModelGrpc.newBlockingStub(channel).withDeadlineAfter(30, TimeUnit.SECONDS);
    }

    String createModel() {
        return daemon().createModel(NewModel.newBuilder()
                        .setName("name")
                        .setDescription("description")
                        .setGrpcServiceName("Service")
                        .setGrpcMethodName("method")
                        .build())
                .getModelId();
    }

    ModelStatus status(String modelId) {
        return ModelStatus.valueOf(
                daemon().getModelStatus(id(modelId)).getStatus().name());
    }

    ModelState state(String modelId) {
        return provider.models().find(modelId).orElseThrow();
    }

    /** What a user of the model gets, once trained. */
    String used(String modelId) {
        try (ModelHandle<String> model = provider.models().use(modelId, Optional.empty())) {
            return model.get();
        }
    }

    String reason(String modelId) {
        return state(modelId).reason().orElseThrow();
    }

    /** Asks until the background has ended what it does for the model. */
    ModelStatus settled(String modelId) {
        long start = System.nanoTime();
        ModelStatus status = status(modelId);
        while (status == ModelStatus.VALIDATING || status == ModelStatus.TRAINING) {
            assertThat(System.nanoTime() - start).as("time spent waiting").isLessThan(PATIENCE.toNanos());
            Thread.yield();
            status = status(modelId);
        }
        return status;
    }

    StatusResponse train(String modelId) {
        return daemon().trainModel(id(modelId));
    }

    StatusResponse delete(String modelId) {
        return daemon().deleteModel(id(modelId));
    }

    StatusResponse validateLink(String modelId, String link) {
        return daemon().validateModel(request(modelId, link));
    }

    /** Waits until so many bytes of the model's datasets are on disk. */
    void awaitOnDisk(Path folder, String modelId, long bytes) {
        long start = System.nanoTime();
        while (bytesOnDisk(folder, modelId) < bytes) {
            assertThat(System.nanoTime() - start).as("time spent waiting").isLessThan(PATIENCE.toNanos());
            Thread.yield();
        }
    }

    private static long bytesOnDisk(Path folder, String modelId) {
        long bytes = 0;
        for (Path dataset : datasetFolders(folder, modelId)) {
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

    /** Waits until the provider has removed all the model's datasets but so many. */
    static void awaitDatasets(Path folder, String modelId, int count) {
        long start = System.nanoTime();
        while (datasetFolders(folder, modelId).size() != count) {
            assertThat(System.nanoTime() - start).as("time spent waiting").isLessThan(PATIENCE.toNanos());
            Thread.yield();
        }
    }

    static List<Path> datasetFolders(Path folder, String modelId) {
        Path own = folder.resolve(modelId);
        if (!Files.isDirectory(own)) {
            return List.of();
        }
        try (Stream<Path> found = Files.list(own)) {
            return found.filter(path -> path.getFileName().toString().startsWith("dataset"))
                    .toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Uploads and waits for the answer. */
    StatusResponse upload(List<UploadInput> messages) {
        Upload upload = new Upload();
        messages.forEach(upload::send);
        return upload.finish();
    }

    /** A good upload of a text, validated when this returns. */
    void uploadGood(String modelId, String text) {
        upload(messages(modelId, "data.zip", text, 4));
        assertThat(settled(modelId)).isEqualTo(ModelStatus.VALIDATED);
    }

    static ModelID id(String modelId) {
        return ModelID.newBuilder().setModelId(modelId).build();
    }

    static ValidateRequest request(String modelId, String link) {
        return ValidateRequest.newBuilder()
                .setModelId(modelId)
                .setTrainingDataLink(link)
                .build();
    }

    static List<UploadInput> messages(String modelId, String fileName, String text, int batchSize) {
        List<UploadInput> messages = new ArrayList<>();
        ByteString bytes = ByteString.copyFromUtf8(text);
        for (int from = 0; from < bytes.size(); from += batchSize) {
            messages.add(UploadInput.newBuilder()
                    .setModelId(modelId)
                    .setFileName(fileName)
                    .setFileSize(bytes.size())
                    .setBatchSize(batchSize)
                    .setBatchNumber(messages.size() + 1)
                    .setBatchCount((bytes.size() + batchSize - 1) / batchSize)
                    .setData(bytes.substring(from, Math.min(from + batchSize, bytes.size())))
                    .build());
        }
        return messages;
    }

    @Override
    public void close() {
        channel.shutdownNow();
        server.close();
        provider.close();
    }

    /** One upload under way. */
    final class Upload {
        private final CompletableFuture<StatusResponse> answer = new CompletableFuture<>();
        private final StreamObserver<UploadInput> stream = ModelGrpc.newStub(channel)
                .withDeadlineAfter(30, TimeUnit.SECONDS)
                .uploadAndValidate(answering());

        void send(UploadInput message) {
            stream.onNext(message);
        }

        /** The same message again and again. */
        StatusResponse sendUntilAnswered(UploadInput message) {
            long start = System.nanoTime();
            while (!answer.isDone()) {
                assertThat(System.nanoTime() - start).as("time spent sending").isLessThan(PATIENCE.toNanos());
                send(message);
                pause();
            }
            return answer();
        }

        private static void pause() {
            try {
                Thread.sleep(5);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }

        StatusResponse finish() {
            stream.onCompleted();
            return answer();
        }

        void abort() {
            stream.onError(Status.CANCELLED.asException());
        }

        StatusResponse answer() {
            try {
                return answer.get();
            } catch (ExecutionException e) {
                throw (StatusRuntimeException) e.getCause();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }

        private StreamObserver<StatusResponse> answering() {
            return new StreamObserver<>() {
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
            };
        }
    }
}
