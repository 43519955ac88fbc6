package io.snet4j.toy;

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
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.ProtoUtils;
import io.grpc.stub.StreamObserver;
import io.snet4j.devnet.HostContext;
import io.snet4j.devnet.HostedService;
import io.snet4j.provider.ModelHandle;
import io.snet4j.provider.Models;
import io.snet4j.provider.ProviderServer;
import io.snet4j.provider.TrainingProvider;
import io.snet4j.storage.Storage;
import io.snet4j.value.Cogs;
import io.snet4j.wire.training.TrainingProto;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A service for tests: learns how many bytes its dataset has, and says so. It may sell a few {@link Good goods}, and
 * counts what it delivered.
 */
public final class ToyService implements HostedService {
    public static final Cogs VALIDATION = Cogs.of(40);
    public static final Cogs TRAINING = Cogs.of(500);

    private static final String PROTO =
            """
            syntax = "proto3";
            package toy;
            import "training.proto";
            message Question { training.ModelID which_model = 1; }
            message Answer { int64 size = 1; }
            service Toy {
              rpc size(Question) returns (Answer) {}
            }
            """;

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

    /** Stands before what trains. */
    public final FragileProvider fragile = new FragileProvider();

    /** What trains; may be held and made dearer. */
    public final ToyHandler handler = new ToyHandler();

    private final boolean sells;
    private final Optional<DiscardingModels> discarding;
    private final AtomicInteger delivered = new AtomicInteger();
    private volatile Runnable onOrder = () -> {};
    private @Nullable Toy running;
    private @Nullable Path workFolder;

    public ToyService() {
        this(false, Optional.empty());
    }

    private ToyService(boolean sells, Optional<DiscardingModels> discarding) {
        this.sells = sells;
        this.discarding = discarding;
    }

    /** Has a method for each {@link Good} besides. */
    public static ToyService withGoods() {
        return new ToyService(true, Optional.empty());
    }

    /** Keeps nothing of what is uploaded, and trains nothing. */
    public static ToyService discardingUploads() {
        return new ToyService(false, Optional.of(new DiscardingModels()));
    }

    /** How much of uploads was discarded. */
    public long discardedBytes() {
        return discarding.orElseThrow().bytes();
    }

    /** How many orders were served. */
    public int delivered() {
        return delivered.get();
    }

    /** Runs when an order has come, before it is answered; may block. */
    public void onOrder(Runnable action) {
        onOrder = action;
    }

    /** Of the provider; holds a folder for each model. */
    public Path workFolder() {
        return Objects.requireNonNull(workFolder);
    }

    /** Nobody listens at its port any more; what it knows of models stays. */
    public void goDown() {
        Objects.requireNonNull(running).server.close();
    }

    public void comeBack() {
        Toy toy = Objects.requireNonNull(running);
        toy.server = toy.serve();
    }

    private void serve(DynamicMessage order, StreamObserver<DynamicMessage> answer) {
        onOrder.run();
        if (Good.isSpoiled(order)) {
            answer.onError(
                    Status.FAILED_PRECONDITION.withDescription("sold out").asRuntimeException());
            return;
        }
        delivered.incrementAndGet();
        answer.onNext(order);
        answer.onCompleted();
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
        return sells ? Map.of("toy.proto", PROTO, "shop.proto", Good.proto()) : Map.of("toy.proto", PROTO);
    }

    @Override
    public FileDescriptor descriptor() {
        return FILE;
    }

    @Override
    public Running start(HostContext context) {
        workFolder = context.workFolder();
        Toy toy = new Toy(context);
        running = toy;
        return toy;
    }

    private final class Toy implements Running {
        private final TrainingProvider<Long> training;
        private final int port;
        private ProviderServer server;

        private Toy(HostContext context) {
            training = TrainingProvider.builder(handler, context.workFolder())
                    .storage(Storage.ipfs(context.ipfsUrl(), Duration.ofSeconds(20)))
                    .allowLinksTo("127.0.0.1")
                    .build();
            port = context.port();
            server = serve();
        }

        private ProviderServer serve() {
            ProviderServer.Builder next =
                    ProviderServer.builder().port(port).addService(() -> endpoint(training.models()));
            if (sells) {
                next.addService(ToyService.this::shop);
            }
            if (discarding.isPresent()) {
                next.addService(discarding.get());
            } else {
                next.addService(() -> ServerInterceptors.intercept(training.service(), fragile));
            }
            return next.start();
        }

        @Override
        public URI serviceUrl() {
            return URI.create("http://127.0.0.1:" + port);
        }

        @Override
        public void close() {
            handler.releaseValidations();
            handler.releaseTrainings();
            server.close();
            training.close();
        }
    }

    private ServerServiceDefinition shop() {
        ServerServiceDefinition.Builder shop = ServerServiceDefinition.builder(Good.SERVICE);
        for (Good good : Good.values()) {
            shop.addMethod(good.method(), asyncUnaryCall(this::serve));
        }
        return shop.build();
    }

    private static long size(Models<Long> models, String model) {
        try (ModelHandle<Long> handle = models.use(model)) {
            return handle.get();
        } catch (StatusRuntimeException e) {
            return -1;
        }
    }

    private static ServerServiceDefinition endpoint(Models<Long> models) {
        return ServerServiceDefinition.builder("toy.Toy")
                .addMethod(SIZE, asyncUnaryCall((question, answer) -> {
                    DynamicMessage id = (DynamicMessage) question.getField(QUESTION.findFieldByNumber(1));
                    String model =
                            (String) id.getField(id.getDescriptorForType().findFieldByNumber(1));
                    long size = size(models, model);
                    answer.onNext(DynamicMessage.newBuilder(ANSWER)
                            .setField(ANSWER.findFieldByNumber(1), size)
                            .build());
                    answer.onCompleted();
                }))
                .build();
    }
}
