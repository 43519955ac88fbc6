package io.snet4j.grpc;

import com.google.protobuf.Descriptors;
import com.google.protobuf.DynamicMessage;
import io.grpc.HandlerRegistry;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Server;
import io.grpc.ServerCallHandler;
import io.grpc.ServerMethodDefinition;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.ProtoUtils;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import io.snet4j.internal.proto.Filler;
import io.snet4j.internal.proto.Shapes;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * All services of all shapes as protoc sees them. Each call is answered with one full message, or two in a stream, when
 * all requests are in.
 */
final class ShapeServer extends HandlerRegistry implements AutoCloseable {
    /** All requests, as protoc's descriptors read them. */
    final List<DynamicMessage> requests = new CopyOnWriteArrayList<>();

    final ManagedChannel channel;

    private final Map<String, ServerMethodDefinition<?, ?>> methods = new HashMap<>();
    private final Server server;

    ShapeServer() throws IOException {
        for (String shape : Shapes.names()) {
            for (String path : Shapes.files(shape).keySet()) {
                Shapes.protoc(path).getServices().forEach(service -> service.getMethods()
                        .forEach(this::add));
            }
        }
        server = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .fallbackHandlerRegistry(this)
                .build()
                .start();
        channel = NettyChannelBuilder.forAddress("127.0.0.1", server.getPort())
                .usePlaintext()
                .build();
    }

    private void add(Descriptors.MethodDescriptor method) {
        String name = method.getService().getFullName() + "/" + method.getName();
        boolean in = method.isClientStreaming();
        boolean out = method.isServerStreaming();
        MethodType type = in
                ? out ? MethodType.BIDI_STREAMING : MethodType.CLIENT_STREAMING
                : out ? MethodType.SERVER_STREAMING : MethodType.UNARY;
        MethodDescriptor<DynamicMessage, DynamicMessage> grpc =
                MethodDescriptor.<DynamicMessage, DynamicMessage>newBuilder()
                        .setType(type)
                        .setFullMethodName(name)
                        .setRequestMarshaller(
                                ProtoUtils.marshaller(DynamicMessage.getDefaultInstance(method.getInputType())))
                        .setResponseMarshaller(
                                ProtoUtils.marshaller(DynamicMessage.getDefaultInstance(method.getOutputType())))
                        .build();
        DynamicMessage answer = Filler.fill(method.getOutputType());
        methods.put(name, ServerMethodDefinition.create(grpc, handler(type, answer)));
    }

    private ServerCallHandler<DynamicMessage, DynamicMessage> handler(MethodType type, DynamicMessage answer) {
        return switch (type) {
            case UNARY ->
                ServerCalls.asyncUnaryCall((request, answers) -> {
                    requests.add(request);
                    answers.onNext(answer);
                    answers.onCompleted();
                });
            case SERVER_STREAMING ->
                ServerCalls.asyncServerStreamingCall((request, answers) -> {
                    requests.add(request);
                    answers.onNext(answer);
                    answers.onNext(answer);
                    answers.onCompleted();
                });
            case CLIENT_STREAMING -> ServerCalls.asyncClientStreamingCall(answers -> new Requests(answers, answer, 1));
            default -> ServerCalls.asyncBidiStreamingCall(answers -> new Requests(answers, answer, 2));
        };
    }

    private final class Requests implements StreamObserver<DynamicMessage> {
        private final StreamObserver<DynamicMessage> answers;
        private final DynamicMessage answer;
        private final int times;

        private Requests(StreamObserver<DynamicMessage> answers, DynamicMessage answer, int times) {
            this.answers = answers;
            this.answer = answer;
            this.times = times;
        }

        @Override
        public void onNext(DynamicMessage request) {
            requests.add(request);
        }

        @Override
        public void onError(Throwable failure) {}

        @Override
        public void onCompleted() {
            for (int i = 0; i < times; i++) {
                answers.onNext(answer);
            }
            answers.onCompleted();
        }
    }

    @Override
    public @Nullable ServerMethodDefinition<?, ?> lookupMethod(String name, @Nullable String authority) {
        return methods.get(name);
    }

    @Override
    public void close() {
        channel.shutdownNow();
        server.shutdownNow();
    }
}
