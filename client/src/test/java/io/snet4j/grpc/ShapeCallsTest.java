package io.snet4j.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.DynamicMessage;
import io.grpc.stub.StreamObserver;
import io.snet4j.internal.proto.Filler;
import io.snet4j.internal.proto.ServiceProtos;
import io.snet4j.internal.proto.Shapes;
import io.snet4j.registry.ProtoFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What we send, protoc's descriptors understand, and the other way round. */
class ShapeCallsTest {
    private static final List<ShapeServer> SERVERS = new ArrayList<>();

    private final ShapeServer server = SERVERS.get(0);

    @BeforeAll
    static void start() throws IOException {
        SERVERS.add(new ShapeServer());
    }

    @AfterAll
    static void stop() {
        SERVERS.forEach(ShapeServer::close);
    }

    static List<String> shapes() {
        return Shapes.names();
    }

    private static ServiceProtos protos(String shape) {
        return ServiceProtos.of(Shapes.files(shape).entrySet().stream()
                .map(file -> new ProtoFile(file.getKey(), file.getValue()))
                .toList());
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void everyMethodOfAShapeIsListedAndCalled(String shape) throws Exception {
        List<String> expected = Shapes.files(shape).keySet().stream()
                .flatMap(path -> Shapes.protoc(path).getServices().stream())
                .flatMap(service -> service.getMethods().stream())
                .map(method -> method.getService().getFullName() + "/" + method.getName())
                .toList();
        DynamicCalls calls = new DynamicCalls(server.channel, protos(shape));

        assertThat(calls.methods())
                .extracting(method -> method.grpc().getFullMethodName())
                .containsExactlyElementsOf(expected);
        for (DynamicMethod method : calls.methods()) {
            DynamicMessage full = Filler.fill(method.descriptor().getInputType());
            DynamicMessage request = method.newRequest(method.toJson(full)).build();
            assertThat(request).isEqualTo(full);
            server.requests.clear();

            List<DynamicMessage> answers = call(method, request);

            assertThat(server.requests).isNotEmpty().allSatisfy(received -> {
                assertThat(received.getUnknownFields().asMap()).isEmpty();
                assertThat(received.toByteString()).isEqualTo(full.toByteString());
            });
            ByteString answer = Filler.fill(method.descriptor().getOutputType()).toByteString();
            assertThat(answers)
                    .isNotEmpty()
                    .extracting(DynamicMessage::toByteString)
                    .containsOnly(answer);
        }
    }

    private List<DynamicMessage> call(DynamicMethod method, DynamicMessage request) throws Exception {
        Answers answers = new Answers();
        switch (method.grpc().getType()) {
            case UNARY -> {
                return List.of(method.unary(request), method.unaryAsync(request).get());
            }
            case SERVER_STREAMING -> {
                List<DynamicMessage> all = new ArrayList<>();
                method.serverStreaming(request).forEachRemaining(all::add);
                method.serverStreaming(request, answers);
                all.addAll(answers.done.get());
                assertThat(all).hasSize(4);
                return all;
            }
            case CLIENT_STREAMING -> send(method.clientStreaming(answers), request);
            default -> send(method.bidiStreaming(answers), request);
        }
        List<DynamicMessage> all = answers.done.get();
        assertThat(server.requests).hasSize(2);
        return all;
    }

    private static void send(StreamObserver<DynamicMessage> requests, DynamicMessage request) {
        requests.onNext(request);
        requests.onNext(request);
        requests.onCompleted();
    }

    private static final class Answers implements StreamObserver<DynamicMessage> {
        private final List<DynamicMessage> all = new ArrayList<>();
        private final CompletableFuture<List<DynamicMessage>> done = new CompletableFuture<>();

        @Override
        public void onNext(DynamicMessage answer) {
            all.add(answer);
        }

        @Override
        public void onError(Throwable failure) {
            done.completeExceptionally(failure);
        }

        @Override
        public void onCompleted() {
            done.complete(all);
        }
    }
}
