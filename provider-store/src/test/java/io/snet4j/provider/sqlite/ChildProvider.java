package io.snet4j.provider.sqlite;

import io.grpc.MethodDescriptor;
import io.grpc.ServerServiceDefinition;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.ProtoUtils;
import io.grpc.stub.ServerCalls;
import io.snet4j.provider.Dataset;
import io.snet4j.provider.ModelHandle;
import io.snet4j.provider.ProviderServer;
import io.snet4j.provider.TrainingContext;
import io.snet4j.provider.TrainingHandler;
import io.snet4j.provider.TrainingProvider;
import io.snet4j.provider.ValidationResult;
import io.snet4j.provider.model.ModelInfo;
import io.snet4j.value.Cogs;
import io.snet4j.wire.training.TrainingProto.ModelID;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** A provider in a process of its own, to be killed. Learns a dataset's text, in small steps. */
final class ChildProvider implements TrainingHandler<String> {
    /** Answers with what was learned. */
    static final MethodDescriptor<ModelID, ModelID> USE = MethodDescriptor.<ModelID, ModelID>newBuilder()
            .setType(MethodDescriptor.MethodType.UNARY)
            .setFullMethodName("test.Test/use")
            .setRequestMarshaller(ProtoUtils.marshaller(ModelID.getDefaultInstance()))
            .setResponseMarshaller(ProtoUtils.marshaller(ModelID.getDefaultInstance()))
            .build();

    private static final String LEARNED = "learned";
    private static final int STEPS = 5;

    /**
     * @param args the folder for models, and the store's file; the port is printed, and standard input's end ends it
     */
    public static void main(String[] args) throws IOException {
        TrainingProvider<String> provider = TrainingProvider.builder(new ChildProvider(), Path.of(args[0]))
                .store(SqliteModelStore.open(Path.of(args[1])))
                .allowLinksTo("127.0.0.1")
                .maxAttempts(1000)
                .workers(2)
                .build();
        ProviderServer server = ProviderServer.builder()
                .addService(provider.service())
                .addService(() -> ServerServiceDefinition.builder("test.Test")
                        .addMethod(USE, ServerCalls.asyncUnaryCall((question, answer) -> {
                            try (ModelHandle<String> model = provider.models().use(question.getModelId())) {
                                answer.onNext(ModelID.newBuilder()
                                        .setModelId(model.get())
                                        .build());
                                answer.onCompleted();
                            } catch (StatusRuntimeException e) {
                                answer.onError(e);
                            }
                        }))
                        .build())
                .start();
        System.out.println(server.uri().getPort());
        System.in.read();
        server.close();
        provider.close();
    }

    @Override
    public Cogs validationPrice(ModelInfo model, Optional<URI> link) {
        return Cogs.of(1);
    }

    @Override
    public Cogs trainingPrice(ModelInfo model, Optional<Dataset> dataset) {
        return Cogs.of(1);
    }

    @Override
    public ValidationResult validate(TrainingContext context) throws Exception {
        Thread.sleep(5);
        return Files.size(context.dataset().file()) == context.dataset().size()
                ? ValidationResult.accepted()
                : ValidationResult.refused("it is not whole");
    }

    @Override
    public void train(TrainingContext context) throws Exception {
        String text = Files.readString(context.dataset().file());
        for (int i = 0; i < STEPS; i++) {
            Thread.sleep(5);
            Files.writeString(
                    context.artifacts().resolve(LEARNED),
                    text.substring(i * text.length() / STEPS, (i + 1) * text.length() / STEPS),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        }
    }

    @Override
    public String load(ModelInfo model, Path artifacts) throws IOException {
        return Files.readString(artifacts.resolve(LEARNED));
    }
}
