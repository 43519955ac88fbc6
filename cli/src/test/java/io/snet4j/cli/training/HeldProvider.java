package io.snet4j.cli.training;

import com.google.protobuf.Descriptors.FileDescriptor;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerInterceptors;
import io.grpc.Status;
import io.snet4j.devnet.HostContext;
import io.snet4j.devnet.HostedService;
import io.snet4j.junit.ScriptedProvider;
import io.snet4j.provider.Dataset;
import io.snet4j.provider.ProviderServer;
import io.snet4j.provider.TrainingContext;
import io.snet4j.provider.TrainingHandler;
import io.snet4j.provider.TrainingProvider;
import io.snet4j.provider.ValidationResult;
import io.snet4j.provider.model.ModelInfo;
import io.snet4j.value.Cogs;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** A provider that trains, and stands still once where it is told to: in a call of the daemon, or in its own work. */
public final class HeldProvider implements HostedService, TrainingHandler<Long> {
    static final Cogs VALIDATION = Cogs.ofFet("0.01");
    static final Cogs TRAINING = Cogs.ofFet("0.02");

    private final ScriptedProvider example = new ScriptedProvider();
    private volatile Optional<Hold> next = Optional.empty();
    private volatile Optional<Hold> last = Optional.empty();

    /**
     * @param at a method of {@code training.Model}; or {@code validating} or {@code training}
     * @param there when it stands still
     * @param ended when a call that was held has ended; nothing comes of it
     */
    record Hold(String at, CompletableFuture<Void> there, CompletableFuture<Void> go, CompletableFuture<Void> ended) {
        void letGo() {
            go.complete(null);
        }
    }

    Hold hold(String at) {
        Hold hold = new Hold(at, new CompletableFuture<>(), new CompletableFuture<>(), new CompletableFuture<>());
        next = Optional.of(hold);
        last = next;
        return hold;
    }

    private Optional<Hold> pass(String at) {
        Optional<Hold> hold = next.filter(wanted -> wanted.at().equals(at));
        hold.ifPresent(held -> {
            next = Optional.empty();
            held.there().complete(null);
            held.go().join();
        });
        return hold;
    }

    @Override
    public Running start(HostContext context) {
        TrainingProvider<Long> training =
                TrainingProvider.builder(this, context.workFolder()).build();
        ProviderServer server = ProviderServer.builder()
                .port(context.port())
                .addService(() -> ServerInterceptors.intercept(training.service(), new Gate()))
                .start();
        return Running.at(server.uri(), () -> {
            last.ifPresent(Hold::letGo);
            server.close();
            training.close();
        });
    }

    private final class Gate implements ServerInterceptor {
        @Override
        public <Q, R> ServerCall.Listener<Q> interceptCall(
                ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> handler) {
            String rpc = String.valueOf(call.getMethodDescriptor().getBareMethodName());
            return new SimpleForwardingServerCallListener<>(handler.startCall(call, headers)) {
                private Optional<Hold> held = Optional.empty();

                @Override
                public void onMessage(Q message) {
                    held = held.or(() -> pass(rpc));
                    if (held.isPresent() && call.getMethodDescriptor().getType() == MethodType.UNARY) {
                        call.close(Status.UNAVAILABLE, new Metadata());
                        held.get().ended().complete(null);
                    } else {
                        super.onMessage(message);
                    }
                }

                @Override
                public void onHalfClose() {
                    if (held.isEmpty()) {
                        super.onHalfClose();
                    }
                }

                @Override
                public void onCancel() {
                    super.onCancel();
                    held.ifPresent(hold -> hold.ended().complete(null));
                }
            };
        }
    }

    @Override
    public Cogs validationPrice(ModelInfo model, Optional<URI> link) {
        return VALIDATION;
    }

    @Override
    public Cogs trainingPrice(ModelInfo model, Optional<Dataset> dataset) {
        return TRAINING;
    }

    @Override
    public ValidationResult validate(TrainingContext context) {
        pass("validating");
        return ValidationResult.accepted();
    }

    @Override
    public void train(TrainingContext context) throws IOException {
        pass("training");
        Files.writeString(
                context.artifacts().resolve("size"),
                Long.toString(context.dataset().size()));
    }

    @Override
    public Long load(ModelInfo model, Path artifacts) throws IOException {
        return Long.valueOf(Files.readString(artifacts.resolve("size")));
    }

    @Override
    public String serviceId() {
        return example.serviceId();
    }

    @Override
    public String displayName() {
        return example.displayName();
    }

    @Override
    public Map<String, String> protoFiles() {
        return example.protoFiles();
    }

    @Override
    public FileDescriptor descriptor() {
        return example.descriptor();
    }
}
