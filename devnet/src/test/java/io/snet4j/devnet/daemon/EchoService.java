package io.snet4j.devnet.daemon;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerInterceptors;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/** A service of text, one method of each kind, behind which a daemon can be put. */
final class EchoService {
    static final Metadata.Key<String> ANSWER_HEADER = key("answer-header");
    static final Metadata.Key<String> ANSWER_TRAILER = key("answer-trailer");
    static final MethodDescriptor<String, String> UNARY = method("unary", MethodType.UNARY);
    static final MethodDescriptor<String, String> SERVER_STREAM = method("server_stream", MethodType.SERVER_STREAMING);
    static final MethodDescriptor<String, String> CLIENT_STREAM = method("client_stream", MethodType.CLIENT_STREAMING);
    static final MethodDescriptor<String, String> BIDI = method("bidi", MethodType.BIDI_STREAMING);

    /** The headers of the last call, by method. */
    final Map<String, Metadata> headers = new ConcurrentHashMap<>();

    /** Calls of {@code unary} wait for it when told to {@code wait}. */
    final CountDownLatch release = new CountDownLatch(1);

    /** Done when a call of {@code unary} waits. */
    final CompletableFuture<String> waiting = new CompletableFuture<>();

    static Metadata.Key<String> key(String name) {
        return Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
    }

    /** Of a method that was called. */
    Metadata headersOf(String method) {
        return Objects.requireNonNull(headers.get(method), method);
    }

    private static MethodDescriptor<String, String> method(String name, MethodType type) {
        MethodDescriptor.Marshaller<String> text = new MethodDescriptor.Marshaller<>() {
            @Override
            public InputStream stream(String value) {
                return new ByteArrayInputStream(value.getBytes(StandardCharsets.UTF_8));
            }

            @Override
            public String parse(InputStream stream) {
                try {
                    return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        };
        return MethodDescriptor.<String, String>newBuilder(text, text)
                .setType(type)
                .setFullMethodName(MethodDescriptor.generateFullMethodName("echo.Echo", name))
                .build();
    }

    static String call(Channel channel, String text) {
        return ClientCalls.blockingUnaryCall(channel, UNARY, CallOptions.DEFAULT, text);
    }

    static Iterator<String> stream(Channel channel, String text) {
        return ClientCalls.blockingServerStreamingCall(channel, SERVER_STREAM, CallOptions.DEFAULT, text);
    }

    ServerServiceDefinition definition() {
        ServerServiceDefinition plain = ServerServiceDefinition.builder("echo.Echo")
                .addMethod(UNARY, ServerCalls.asyncUnaryCall(this::unary))
                .addMethod(SERVER_STREAM, ServerCalls.asyncServerStreamingCall((text, answers) -> {
                    for (String word : text.split(" ")) {
                        answers.onNext(word);
                    }
                    answers.onCompleted();
                }))
                .addMethod(CLIENT_STREAM, ServerCalls.asyncClientStreamingCall(answers -> new Joiner(answers)))
                .addMethod(BIDI, ServerCalls.asyncBidiStreamingCall(answers -> new Repeater(answers)))
                .build();
        return ServerInterceptors.intercept(plain, List.of(new HeaderKeeper()));
    }

    private void unary(String text, StreamObserver<String> answer) {
        if (text.startsWith("fail")) {
            Metadata trailers = new Metadata();
            trailers.put(ANSWER_TRAILER, "from the failure");
            answer.onError(Status.DATA_LOSS.withDescription("failed: %/é").asRuntimeException(trailers));
            return;
        }
        if (text.equals("wait")) {
            waiting.complete(text);
            try {
                release.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        answer.onNext(text.startsWith("big ") ? "x".repeat(Integer.parseInt(text.substring(4))) : "echo " + text);
        answer.onCompleted();
    }

    /** Keeps the request's headers and adds some to the answer. */
    private final class HeaderKeeper implements ServerInterceptor {
        @Override
        public <Q, R> ServerCall.Listener<Q> interceptCall(
                ServerCall<Q, R> call, Metadata metadata, ServerCallHandler<Q, R> next) {
            headers.put(call.getMethodDescriptor().getBareMethodName(), metadata);
            return next.startCall(
                    new io.grpc.ForwardingServerCall.SimpleForwardingServerCall<>(call) {
                        @Override
                        public void sendHeaders(Metadata answer) {
                            answer.put(ANSWER_HEADER, "from the service");
                            super.sendHeaders(answer);
                        }

                        @Override
                        public void close(Status status, Metadata trailers) {
                            if (!trailers.containsKey(ANSWER_TRAILER)) {
                                trailers.put(ANSWER_TRAILER, "from the service");
                            }
                            super.close(status, trailers);
                        }
                    },
                    metadata);
        }
    }

    private record Repeater(StreamObserver<String> answers) implements StreamObserver<String> {
        @Override
        public void onNext(String text) {
            answers.onNext("echo " + text);
        }

        @Override
        public void onError(Throwable cause) {}

        @Override
        public void onCompleted() {
            answers.onCompleted();
        }
    }

    private static final class Joiner implements StreamObserver<String> {
        private final StreamObserver<String> answer;
        private long length;

        Joiner(StreamObserver<String> answer) {
            this.answer = answer;
        }

        @Override
        public void onNext(String text) {
            length += text.length();
        }

        @Override
        public void onError(Throwable cause) {}

        @Override
        public void onCompleted() {
            answer.onNext(Long.toString(length));
            answer.onCompleted();
        }
    }
}
