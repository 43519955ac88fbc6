package io.snet4j.docs;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.MethodDescriptorProto;
import com.google.protobuf.DescriptorProtos.ServiceDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DynamicMessage;
import io.grpc.BindableService;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.ServerServiceDefinition;
import io.grpc.protobuf.ProtoUtils;
import io.grpc.stub.ServerCalls;
import io.snet4j.devnet.HostedService;
import io.snet4j.provider.Models;
import io.snet4j.provider.ProviderServer;
import io.snet4j.provider.TrainingProvider;
import io.snet4j.storage.Storage;
import io.snet4j.wire.training.TrainingProto;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;

/** The service that the examples are about: {@code Example/generate} can be trained. */
final class ExampleService implements AutoCloseable {
    static final FileDescriptor FILE = file();
    static final Descriptor QUESTION = FILE.findMessageTypeByName("Question");
    static final MethodDescriptor<DynamicMessage, DynamicMessage> GENERATE =
            MethodDescriptor.<DynamicMessage, DynamicMessage>newBuilder()
                    .setType(MethodType.UNARY)
                    .setFullMethodName("example.Example/generate")
                    .setRequestMarshaller(ProtoUtils.marshaller(DynamicMessage.getDefaultInstance(QUESTION)))
                    .setResponseMarshaller(ProtoUtils.marshaller(DynamicMessage.getDefaultInstance(QUESTION)))
                    .build();

    private static FileDescriptor file() {
        FileDescriptorProto proto = FileDescriptorProto.newBuilder()
                .setName("example.proto")
                .setSyntax("proto3")
                .setPackage("example")
                .addDependency("training.proto")
                .addMessageType(DescriptorProto.newBuilder()
                        .setName("Question")
                        .addField(FieldDescriptorProto.newBuilder()
                                .setName("model")
                                .setNumber(1)
                                .setLabel(FieldDescriptorProto.Label.LABEL_OPTIONAL)
                                .setType(FieldDescriptorProto.Type.TYPE_MESSAGE)
                                .setTypeName(".training.ModelID")))
                .addService(ServiceDescriptorProto.newBuilder()
                        .setName("Example")
                        .addMethod(MethodDescriptorProto.newBuilder()
                                .setName("generate")
                                .setInputType(".example.Question")
                                .setOutputType(".example.Question")))
                .build();
        try {
            return FileDescriptor.buildFrom(proto, new FileDescriptor[] {TrainingProto.getDescriptor()});
        } catch (DescriptorValidationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final String PROTO =
            """
            syntax = "proto3";
            package example;
            import "training.proto";
            message Question { training.ModelID model = 1; }
            service Example {
              rpc generate(Question) returns (Question) {}
            }
            """;

    private final TrainingProvider<Integer> training;
    private final ProviderServer server;

    ExampleService(Path folder, int port, URI ipfs) {
        // docs
        training = TrainingProvider.builder(new ExampleTraining(), folder)
                .storage(Storage.ipfs(ipfs, Duration.ofSeconds(20)))
                .allowLinksTo("127.0.0.1")
                .build();
        server = ProviderServer.builder()
                .port(port)
                .addService(training.service())
                .addService(new ExampleEndpoint(training.models()))
                .start();
        // end
    }

    URI uri() {
        return server.uri();
    }

    @Override
    public void close() {
        server.close();
        training.close();
    }

    static HostedService hosted() {
        FileDescriptor descriptor = FILE;
        String protoSource = PROTO;
        // docs
        return HostedService.of("example-service", descriptor, protoSource, host -> {
            var service = new ExampleService(host.workFolder(), host.port(), host.ipfsUrl());
            return HostedService.Running.at(service.uri(), service::close);
        });
        // end
    }

    /** Stands for the class that extends {@code ExampleGrpc.ExampleImplBase}. */
    private record ExampleEndpoint(Models<Integer> models) implements BindableService {
        @Override
        public ServerServiceDefinition bindService() {
            return ServerServiceDefinition.builder("example.Example")
                    .addMethod(GENERATE, ServerCalls.asyncUnaryCall((question, answer) -> {
                        answer.onNext(question);
                        answer.onCompleted();
                    }))
                    .build();
        }
    }
}
