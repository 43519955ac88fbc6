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
import io.grpc.ServerServiceDefinition;
import io.grpc.protobuf.ProtoUtils;
import io.snet4j.devnet.HostContext;
import io.snet4j.devnet.HostedService;
import io.snet4j.provider.Dataset;
import io.snet4j.provider.ModelContext;
import io.snet4j.provider.ModelState;
import io.snet4j.provider.Models;
import io.snet4j.provider.ProviderServer;
import io.snet4j.provider.TrainingHandler;
import io.snet4j.provider.TrainingProvider;
import io.snet4j.provider.ValidationResult;
import io.snet4j.value.Cogs;
import io.snet4j.wire.training.TrainingProto;
import java.net.URI;
import java.nio.file.Files;
import java.util.Map;
import java.util.Optional;

/** Learns how many bytes its dataset has, and says so. */
final class ToyService implements HostedService {
    static final Cogs VALIDATION = Cogs.of(40);
    static final Cogs TRAINING = Cogs.of(500);

    private static final FileDescriptor FILE = file();
    private static final Descriptor QUESTION = FILE.findMessageTypeByName("Question");
    private static final Descriptor ANSWER = FILE.findMessageTypeByName("Answer");

    static final MethodDescriptor<DynamicMessage, DynamicMessage> SIZE =
            MethodDescriptor.<DynamicMessage, DynamicMessage>newBuilder()
                    .setType(MethodType.UNARY)
                    .setFullMethodName("toy.Toy/size")
                    .setRequestMarshaller(ProtoUtils.marshaller(DynamicMessage.getDefaultInstance(QUESTION)))
                    .setResponseMarshaller(ProtoUtils.marshaller(DynamicMessage.getDefaultInstance(ANSWER)))
                    .build();

    static DynamicMessage.Builder question() {
        return DynamicMessage.newBuilder(QUESTION);
    }

    static long size(DynamicMessage answer) {
        return (Long) answer.getField(ANSWER.findFieldByNumber(1));
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
        TrainingProvider<Long> training =
                TrainingProvider.builder(new Handler(), context.workFolder()).build();
        ProviderServer server = ProviderServer.builder()
                .port(context.port())
                .addService(training.service())
                .addService(() -> endpoint(training.models()))
                .start();
        return new Running() {
            @Override
            public URI serviceUrl() {
                return server.uri();
            }

            @Override
            public void close() {
                server.close();
                training.close();
            }
        };
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

    private static final class Handler implements TrainingHandler<Long> {
        @Override
        public Cogs validationPrice(ModelContext model, Optional<URI> link) {
            return VALIDATION;
        }

        @Override
        public Cogs trainingPrice(ModelContext model) {
            return TRAINING;
        }

        @Override
        public ValidationResult validate(ModelContext model, Dataset dataset) {
            return dataset.size() > 10
                    ? ValidationResult.accepted()
                    : ValidationResult.refused("too small: " + dataset.size());
        }

        @Override
        public Long train(ModelContext model, Dataset dataset) throws Exception {
            return Files.size(dataset.file());
        }
    }
}
