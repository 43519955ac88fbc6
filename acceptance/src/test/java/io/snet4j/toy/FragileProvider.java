package io.snet4j.toy;

import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.snet4j.wire.training.TrainingProto.ModelID;
import io.snet4j.wire.training.TrainingProto.Status;
import io.snet4j.wire.training.TrainingProto.StatusResponse;
import io.snet4j.wire.training.TrainingProto.UploadInput;
import io.snet4j.wire.training.TrainingProto.ValidateRequest;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Makes a provider one that calls a model broken whose upload, validation or training was cut off, as providers in
 * other languages do. Can keep such a call waiting when it is complete.
 */
public final class FragileProvider implements ServerInterceptor {
    /** A call that is complete. It waits until it is said whether it goes on, or is lost. */
    public record Held(String rpc, CompletableFuture<Void> there, CompletableFuture<Boolean> let) {}

    private static final Set<String> WORK = Set.of("upload_and_validate", "validate_model", "train_model");

    private final Set<String> broken = ConcurrentHashMap.newKeySet();
    private final Set<String> working = ConcurrentHashMap.newKeySet();
    private volatile boolean fragile;
    private volatile Optional<Held> held = Optional.empty();
    private volatile Optional<Held> last = Optional.empty();

    public void breakWhatIsCutOff(boolean value) {
        fragile = value;
    }

    /** Lets what is held go on. */
    public void letGo() {
        last.ifPresent(hold -> hold.let().complete(true));
    }

    /** The next call of this method. */
    public Held hold(String rpc) {
        Held next = new Held(rpc, new CompletableFuture<>(), new CompletableFuture<>());
        held = Optional.of(next);
        last = held;
        return next;
    }

    /** Whether it has any part of a call that works on the model. */
    public boolean worksOn(String model) {
        return working.contains(model);
    }

    public boolean isBroken(String model) {
        return broken.contains(model);
    }

    /** As if the provider had judged it so. */
    public void breakModel(String model) {
        broken.add(model);
    }

    @Override
    public <Q, R> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
        String rpc = String.valueOf(call.getMethodDescriptor().getBareMethodName());
        Call<Q, R> watched = new Call<>(call);
        return new SimpleForwardingServerCallListener<Q>(next.startCall(watched, headers)) {
            @Override
            public void onMessage(Q message) {
                watched.model = modelOf(message);
                if (WORK.contains(rpc)) {
                    working.add(watched.model);
                }
                super.onMessage(message);
            }

            @Override
            public void onHalfClose() {
                if (isLost(rpc)) {
                    broken.add(watched.model);
                    call.close(io.grpc.Status.UNAVAILABLE, new Metadata());
                    return;
                }
                if (WORK.contains(rpc)) {
                    broken.remove(watched.model);
                }
                super.onHalfClose();
            }

            @Override
            public void onCancel() {
                if (fragile && WORK.contains(rpc)) {
                    broken.add(watched.model);
                }
                super.onCancel();
            }
        };
    }

    /** Waits if the call is to be held. */
    private boolean isLost(String rpc) {
        Optional<Held> wanted = held.filter(hold -> hold.rpc().equals(rpc));
        if (wanted.isEmpty()) {
            return false;
        }
        held = Optional.empty();
        wanted.get().there().complete(null);
        return !wanted.get().let().join();
    }

    private static String modelOf(Object message) {
        if (message instanceof UploadInput input) {
            return input.getModelId();
        }
        if (message instanceof ValidateRequest request) {
            return request.getModelId();
        }
        return message instanceof ModelID id ? id.getModelId() : "";
    }

    private final class Call<Q, R> extends SimpleForwardingServerCall<Q, R> {
        private volatile String model = "";

        private Call(ServerCall<Q, R> call) {
            super(call);
        }

        @Override
        @SuppressWarnings("unchecked")
        public void sendMessage(R message) {
            boolean status =
                    String.valueOf(getMethodDescriptor().getBareMethodName()).equals("get_model_status");
            super.sendMessage(
                    status && broken.contains(model)
                            ? (R) StatusResponse.newBuilder()
                                    .setStatus(Status.ERRORED)
                                    .build()
                            : message);
        }
    }
}
