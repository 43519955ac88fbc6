package io.snet4j.live;

import static io.grpc.stub.ServerCalls.asyncUnaryCall;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.MethodDescriptorProto;
import com.google.protobuf.DescriptorProtos.ServiceDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DynamicMessage;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.ServerInterceptors;
import io.grpc.ServerServiceDefinition;
import io.grpc.protobuf.ProtoUtils;
import io.snet4j.devnet.HostContext;
import io.snet4j.devnet.HostedService;
import io.snet4j.provider.ModelState;
import io.snet4j.provider.Models;
import io.snet4j.provider.ProviderServer;
import io.snet4j.provider.TrainingHandler;
import io.snet4j.provider.TrainingProvider;
import io.snet4j.storage.Storage;
import io.snet4j.value.Cogs;
import io.snet4j.wire.training.TrainingProto;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Learns how many bytes its dataset has, and says so. */
public final class ToyService implements HostedService {
    public static final Cogs VALIDATION = Cogs.of(40);
    public static final Cogs TRAINING = Cogs.of(500);

    private static final FileDescriptor FILE = file();
    private static final Descriptor QUESTION = FILE.findMessageTypeByName("Question");
    private static final Descriptor ANSWER = FILE.findMessageTypeByName("Answer");

    public static final MethodDescriptor<DynamicMessage, DynamicMessage> SIZE =
            MethodDescriptor.<DynamicMessage, DynamicMessage>newBuilder()
                    .setType(MethodType.UNARY)
                    .setFullMethodName("toy.Toy/size")
                    .setRequestMarshaller(ProtoUtils.marshaller(DynamicMessage.getDefaultInstance(QUESTION)))
                    .setResponseMarshaller(ProtoUtils.marshaller(DynamicMessage.getDefaultInstance(ANSWER)))
                    .build();

    public static DynamicMessage.Builder question() {
        return DynamicMessage.newBuilder(QUESTION);
    }

    public static long size(DynamicMessage answer) {
        return (Long) answer.getField(ANSWER.findFieldByNumber(1));
    }

    final FragileProvider fragile = new FragileProvider();
    private final TrainingHandler<Long> handler;
    private @Nullable Toy running;
    private @Nullable Path workFolder;

    public ToyService() {
        this(new ToyHandler());
    }

    ToyService(TrainingHandler<Long> handler) {
        this.handler = handler;
    }

    /** Of the provider; holds a folder for each model. */
    Path workFolder() {
        return Objects.requireNonNull(workFolder);
    }

    /** Nobody listens at its port any more; what it knows of models stays. */
    void goDown() {
        Objects.requireNonNull(running).server.close();
    }

    void comeBack() {
        Toy toy = Objects.requireNonNull(running);
        toy.server = toy.serve();
    }

    private static FileDescriptor file() {
        FieldDescriptorProto model = FieldDescriptorProto.newBuilder()
                .setName("which_model")
                .setNumber(1)
                .setLabel(FieldDescriptorProto.Label.LABEL_OPTIONAL)
                .setType(FieldDescriptorProto.Type.TYPE_MESSAGE)
                .setTypeName(".training.ModelID")
                .build();
        FieldDescriptorProto size = FieldDescriptorProto.newBuilder()
                .setName("size")
                .setNumber(1)
                .setLabel(FieldDescriptorProto.Label.LABEL_OPTIONAL)
                .setType(FieldDescriptorProto.Type.TYPE_INT64)
                .build();
        FileDescriptorProto proto = FileDescriptorProto.newBuilder()
                .setName("toy.proto")
                .setSyntax("proto3")
                .setPackage("toy")
                .addDependency("training.proto")
                .addMessageType(DescriptorProto.newBuilder().setName("Question").addField(model))
                .addMessageType(DescriptorProto.newBuilder().setName("Answer").addField(size))
                .addService(ServiceDescriptorProto.newBuilder()
                        .setName("Toy")
                        .addMethod(MethodDescriptorProto.newBuilder()
                                .setName("size")
                                .setInputType(".toy.Question")
                                .setOutputType(".toy.Answer")))
                .build();
        try {
            return FileDescriptor.buildFrom(proto, new FileDescriptor[] {TrainingProto.getDescriptor()});
        } catch (DescriptorValidationException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String serviceId() {
        return "toy";
    }

    @Override
    public String displayName() {
        return "Toy";
    }

    @Override
    public Map<String, String> protoFiles() {
        return Map.of(
                "toy.proto",
                """
                syntax = "proto3";
                package toy;
                import "training.proto";
                message Question { training.ModelID which_model = 1; }
                message Answer { int64 size = 1; }
                service Toy {
                  rpc size(Question) returns (Answer) {}
                }
                """);
    }

    @Override
    public FileDescriptor descriptor() {
        return FILE;
    }

    @Override
    public Running start(HostContext context) {
        TrainingProvider<Long> training = TrainingProvider.builder(handler, context.workFolder())
                .storage(Storage.ipfs(context.ipfsUrl(), Duration.ofSeconds(20)))
                .allowLinksTo("127.0.0.1")
                .build();
        workFolder = context.workFolder();
        Toy toy = new Toy(fragile, training, context.port());
        running = toy;
        return toy;
    }

    private static final class Toy implements Running {
        private final FragileProvider fragile;
        private final TrainingProvider<Long> training;
        private final int port;
        private ProviderServer server;

        private Toy(FragileProvider fragile, TrainingProvider<Long> training, int port) {
            this.fragile = fragile;
            this.training = training;
            this.port = port;
            server = serve();
        }

        private ProviderServer serve() {
            return ProviderServer.builder()
                    .port(port)
                    .addService(() -> ServerInterceptors.intercept(training.service(), fragile))
                    .addService(() -> endpoint(training.models()))
                    .start();
        }

        @Override
        public URI serviceUrl() {
            return URI.create("http://127.0.0.1:" + port);
        }

        @Override
        public void close() {
            server.close();
            training.close();
        }
    }

    private static ServerServiceDefinition endpoint(Models<Long> models) {
        return ServerServiceDefinition.builder("toy.Toy")
                .addMethod(SIZE, asyncUnaryCall((question, answer) -> {
                    DynamicMessage id = (DynamicMessage) question.getField(QUESTION.findFieldByNumber(1));
                    String model =
                            (String) id.getField(id.getDescriptorForType().findFieldByNumber(1));
                    long size = models.find(model).flatMap(ModelState::artifact).orElse(-1L);
                    answer.onNext(DynamicMessage.newBuilder(ANSWER)
                            .setField(ANSWER.findFieldByNumber(1), size)
                            .build());
                    answer.onCompleted();
                }))
                .build();
    }
}
