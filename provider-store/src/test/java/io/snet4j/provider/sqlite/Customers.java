package io.snet4j.provider.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;
import io.snet4j.wire.training.ModelGrpc;
import io.snet4j.wire.training.TrainingProto.ModelID;
import io.snet4j.wire.training.TrainingProto.NewModel;
import io.snet4j.wire.training.TrainingProto.Status;
import io.snet4j.wire.training.TrainingProto.StatusResponse;
import io.snet4j.wire.training.TrainingProto.UploadInput;
import io.snet4j.wire.training.TrainingProto.ValidateRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What a daemon asks of a provider that is killed, and what it was answered: of that, nothing may be lost. */
final class Customers {
    private static final int SLICE = 700;

    private final Random random;
    private final String link;
    private final String linked;
    private final Map<String, Promise> promises = new LinkedHashMap<>();

    /** @param link gives the text {@code linked} */
    Customers(Random random, String link, String linked) {
        this.random = random;
        this.link = link;
        this.linked = linked;
    }

    /** What a model's owner was answered. */
    private static final class Promise {
        /** Of the dataset that was taken; null if none was. */
        private @Nullable String dataset;
        /** Of a dataset that may have been taken: its answer never came. */
        private final List<String> perhaps = new ArrayList<>();

        private @Nullable String trained;
        private boolean trainingPerhaps;
        private boolean deleted;
        private boolean deletedPerhaps;
    }

    /**
     * Goes on until the provider is gone.
     *
     * @param kill is called after so many answers
     */
    void buy(int port, int answers, Runnable kill) {
        ManagedChannel channel = open(port);
        try {
            for (int answered = 0; ; answered++) {
                if (answered == answers) {
                    kill.run();
                }
                buy(channel);
            }
        } catch (StatusRuntimeException | CompletionException e) {
            assertThat(io.grpc.Status.fromThrowable(e).getCode()).as("%s", e).isIn(Code.UNAVAILABLE, Code.UNKNOWN);
        } finally {
            channel.shutdownNow();
        }
    }

    private void buy(ManagedChannel channel) {
        ModelGrpc.ModelBlockingStub daemon = stub(channel);
        List<String> alive = promises.entrySet().stream()
                .filter(entry -> !entry.getValue().deleted && !entry.getValue().deletedPerhaps)
                .map(Map.Entry::getKey)
                .toList();
        if (alive.size() < 3) {
            String id = daemon.createModel(NewModel.newBuilder().setName("n").build())
                    .getModelId();
            promises.put(id, new Promise());
            return;
        }
        String id = alive.get(random.nextInt(alive.size()));
        Promise promise = Objects.requireNonNull(promises.get(id));
        Status status = settled(daemon, id);
        int choice = random.nextInt(10);
        if (choice == 0) {
            promise.deletedPerhaps = true;
            daemon.deleteModel(id(id));
            promise.deleted = true;
        } else if (choice < 3 || promise.dataset == null) {
            String text =
                    random.nextBoolean() ? linked : "text " + random.nextLong() + " ".repeat(random.nextInt(3000));
            promise.perhaps.add(text);
            if (text.equals(linked)) {
                daemon.validateModel(ValidateRequest.newBuilder()
                        .setModelId(id)
                        .setTrainingDataLink(link)
                        .build());
            } else {
                upload(channel, id, text);
            }
            promise.dataset = text;
            promise.perhaps.clear();
        } else if (status == Status.VALIDATED) {
            promise.trainingPerhaps = true;
            daemon.trainModel(id(id));
            promise.trainingPerhaps = false;
            promise.trained = promise.dataset;
        } else if (status == Status.READY_TO_USE) {
            assertThat(use(channel, id)).isEqualTo(promise.trained);
        }
    }

    /** All that was answered is so, and nothing is stuck. */
    void check(int port) {
        ManagedChannel channel = open(port);
        try {
            promises.forEach((id, promise) -> check(channel, id, promise));
        } finally {
            channel.shutdownNow();
        }
    }

    private void check(ManagedChannel channel, String id, Promise promise) {
        Status status = settled(stub(channel), id);
        if (promise.deleted) {
            assertThat(status).as("status of %s, which was deleted", id).isEqualTo(Status.DELETED);
            return;
        }
        if (promise.deletedPerhaps) {
            promise.deleted = status == Status.DELETED;
            promise.deletedPerhaps = promise.deleted;
        }
        if (promise.deleted) {
            return;
        }
        if (!promise.perhaps.isEmpty() && status == Status.VALIDATED) {
            // Of the two datasets that it may have, only a training tells which one it is; what was promised is one of
            // both.
            stub(channel).trainModel(id(id));
            assertThat(settled(stub(channel), id)).isEqualTo(Status.READY_TO_USE);
            String used = use(channel, id);
            List<String> possible = new ArrayList<>(promise.perhaps);
            if (promise.dataset != null) {
                possible.add(promise.dataset);
            }
            assertThat(used).isIn(possible);
            promise.dataset = used;
            promise.trained = used;
            promise.perhaps.clear();
            promise.trainingPerhaps = false;
            return;
        }
        promise.perhaps.clear();
        if (promise.trainingPerhaps && status == Status.READY_TO_USE) {
            promise.trained = promise.dataset;
        }
        promise.trainingPerhaps = false;
        if (promise.dataset == null) {
            assertThat(status).as("status of %s without a dataset", id).isEqualTo(Status.CREATED);
        } else if (promise.dataset.equals(promise.trained)) {
            assertThat(status).as("status of %s, trained", id).isIn(Status.READY_TO_USE, Status.VALIDATED);
        } else {
            assertThat(status).as("status of %s with a dataset", id).isEqualTo(Status.VALIDATED);
        }
        if (promise.trained != null) {
            assertThat(use(channel, id)).as("what %s learned", id).isEqualTo(promise.trained);
        }
    }

    private static Status settled(ModelGrpc.ModelBlockingStub daemon, String id) {
        while (true) {
            Status status = daemon.getModelStatus(id(id)).getStatus();
            if (status != Status.VALIDATING && status != Status.TRAINING) {
                return status;
            }
            Thread.yield();
        }
    }

    private static void upload(ManagedChannel channel, String id, String text) {
        CompletableFuture<StatusResponse> answer = new CompletableFuture<>();
        StreamObserver<UploadInput> stream = ModelGrpc.newStub(channel)
                .withDeadlineAfter(5, TimeUnit.MINUTES)
                .uploadAndValidate(new StreamObserver<>() {
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
        ByteString bytes = ByteString.copyFromUtf8(text);
        int count = (bytes.size() + SLICE - 1) / SLICE;
        for (int i = 0; i < count; i++) {
            stream.onNext(UploadInput.newBuilder()
                    .setModelId(id)
                    .setFileName("data.txt")
                    .setFileSize(bytes.size())
                    .setBatchSize(SLICE)
                    .setBatchNumber(i + 1)
                    .setBatchCount(count)
                    .setData(bytes.substring(i * SLICE, Math.min((i + 1) * SLICE, bytes.size())))
                    .build());
        }
        stream.onCompleted();
        answer.join();
    }

    private static String use(ManagedChannel channel, String id) {
        return ClientCalls.blockingUnaryCall(
                        channel, ChildProvider.USE, CallOptions.DEFAULT.withDeadlineAfter(5, TimeUnit.MINUTES), id(id))
                .getModelId();
    }

    private static ModelID id(String id) {
        return ModelID.newBuilder().setModelId(id).build();
    }

    private static ModelGrpc.ModelBlockingStub stub(ManagedChannel channel) {
        return ModelGrpc.newBlockingStub(channel).withDeadlineAfter(5, TimeUnit.MINUTES);
    }

    private static ManagedChannel open(int port) {
        return NettyChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().build();
    }

    int models() {
        return promises.size();
    }
}
