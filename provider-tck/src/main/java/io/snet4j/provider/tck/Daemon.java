package io.snet4j.provider.tck;

import io.grpc.ManagedChannel;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.snet4j.internal.text.TimeText;
import io.snet4j.wire.training.ModelGrpc;
import io.snet4j.wire.training.ModelGrpc.ModelBlockingStub;
import io.snet4j.wire.training.TrainingProto.ModelID;
import io.snet4j.wire.training.TrainingProto.NewModel;
import io.snet4j.wire.training.TrainingProto.Status;
import io.snet4j.wire.training.TrainingProto.ValidateRequest;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;

/** Calls a provider as a daemon does. Thread-safe; each call blocks. */
final class Daemon implements AutoCloseable {
    private static final Set<Status> UNDER_WAY = Set.of(Status.VALIDATING, Status.TRAINING);

    private final ProviderUnderTest provider;
    private final ManagedChannel channel;
    private final Set<String> created = ConcurrentHashMap.newKeySet();

    Daemon(ProviderUnderTest provider) {
        this.provider = provider;
        channel = NettyChannelBuilder.forAddress(provider.endpoint.getHost(), provider.endpoint.getPort())
                .usePlaintext()
                .build();
    }

    /**
     * Waits until somebody answers, whatever the answer is.
     *
     * @param end why nobody ever will; empty as long as somebody may
     * @throws BrokenRule if nobody does
     */
    void awaitProvider(Supplier<Optional<String>> end) {
        Pause pause = pause();
        Answer<Status> answer = status("nobody");
        while (isLost(answer.status())) {
            String words = answer.words();
            end.get().ifPresent(why -> {
                throw new BrokenRule(why);
            });
            pause.next(() -> "no provider answers at " + provider.endpoint + ": " + words);
            channel.resetConnectBackoff();
            answer = status("nobody");
        }
    }

    /**
     * Of a connection that has closed gRPC says UNKNOWN, as if the provider had spoken, if nobody has told it why yet.
     */
    static boolean isLost(io.grpc.Status status) {
        return status.getCode() == Code.UNAVAILABLE || status.getCause() instanceof ClosedChannelException;
    }

    Answer<String> create(String name) {
        NewModel model = NewModel.newBuilder()
                .setName(name)
                .setDescription("made by the checks of a provider")
                .setGrpcServiceName(provider.service)
                .setGrpcMethodName(provider.method)
                .build();
        Answer<String> answer = call("create_model", provider.callDeadline, stub -> stub.createModel(model)
                .getModelId());
        answer.value().filter(id -> !id.isEmpty()).ifPresent(created::add);
        return answer;
    }

    /** A model that there is from now on. */
    String model() {
        String id = create("a model").required();
        if (id.isEmpty()) {
            throw new BrokenRule("create_model answered with an empty id");
        }
        return id;
    }

    /** All ids that were given until now. */
    Set<String> created() {
        return Set.copyOf(created);
    }

    Answer<Status> status(String id) {
        return call("get_model_status", provider.callDeadline, stub -> stub.getModelStatus(id(id))
                .getStatus());
    }

    /** Asks until validation or training is over. */
    Status settled(String id) {
        Pause pause = pause();
        Status status = status(id).required();
        while (UNDER_WAY.contains(status)) {
            Status last = status;
            pause.next(() -> "the model is still " + last);
            status = status(id).required();
        }
        return status;
    }

    Answer<Long> validationPrice(String id) {
        return call("validate_model_price", provider.priceDeadline, stub -> stub.validateModelPrice(
                        ValidateRequest.newBuilder().setModelId(id).build())
                .getPrice());
    }

    Answer<Long> trainingPrice(String id) {
        return call("train_model_price", provider.priceDeadline, stub -> stub.trainModelPrice(id(id))
                .getPrice());
    }

    Answer<Status> validateLink(String id, String link) {
        ValidateRequest request = ValidateRequest.newBuilder()
                .setModelId(id)
                .setTrainingDataLink(link)
                .build();
        return call("validate_model", provider.callDeadline, stub -> stub.validateModel(request)
                .getStatus());
    }

    Answer<Status> train(String id) {
        return call("train_model", provider.callDeadline, stub -> stub.trainModel(id(id))
                .getStatus());
    }

    Answer<Status> delete(String id) {
        return call("delete_model", provider.callDeadline, stub -> stub.deleteModel(id(id))
                .getStatus());
    }

    Pause pause() {
        return new Pause(provider);
    }

    /** Begins an upload. */
    UploadCall upload() {
        return new UploadCall(ModelGrpc.newStub(channel), provider.workDeadline);
    }

    private <T> Answer<T> call(String name, Duration deadline, Function<ModelBlockingStub, T> method) {
        ModelBlockingStub stub =
                ModelGrpc.newBlockingStub(channel).withDeadlineAfter(deadline.toNanos(), TimeUnit.NANOSECONDS);
        try {
            return Answer.given(name, method.apply(stub));
        } catch (StatusRuntimeException e) {
            return Answer.failed(name, e.getStatus());
        }
    }

    private static ModelID id(String id) {
        return ModelID.newBuilder().setModelId(id).build();
    }

    /** Leaves no model behind, as far as the provider lets go of them. */
    @Override
    public void close() {
        created.forEach(this::delete);
        channel.shutdownNow();
    }

    /** Between two questions, until the time is over. */
    static final class Pause {
        private final ProviderUnderTest provider;
        private final long start = System.nanoTime();

        Pause(ProviderUnderTest provider) {
            this.provider = provider;
        }

        /** @throws BrokenRule if the time is over */
        void next(Supplier<String> what) {
            if (System.nanoTime() - start > provider.workDeadline.toNanos()) {
                throw new BrokenRule(what.get() + ", after " + TimeText.of(provider.workDeadline));
            }
            try {
                TimeUnit.NANOSECONDS.sleep(provider.pollEvery.toNanos());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new BrokenRule("the check was interrupted: " + what.get());
            }
        }
    }
}
