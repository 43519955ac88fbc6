package io.snet4j.scripted;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.StringValue;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.MethodDescriptor;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;
import io.snet4j.errors.SnetException;
import io.snet4j.grpc.PaidChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;

/** Calls of {@link Echo} through a channel. */
public final class EchoCalls {
    private EchoCalls() {}

    public static String unary(Channel channel, String value) {
        return ClientCalls.blockingUnaryCall(channel, Echo.UNARY, CallOptions.DEFAULT, StringValue.of(value))
                .getValue();
    }

    public static Future<StringValue> begin(Channel channel, String value) {
        return ClientCalls.futureUnaryCall(channel.newCall(Echo.UNARY, CallOptions.DEFAULT), StringValue.of(value));
    }

    /** Begins so many at once and waits for all. */
    public static void many(Channel channel, int calls) throws Exception {
        List<Future<StringValue>> all = new ArrayList<>();
        for (int i = 0; i < calls; i++) {
            all.add(begin(channel, "call " + i));
        }
        for (Future<StringValue> call : all) {
            call.get();
        }
    }

    /** What a call fails with. */
    public static SnetException failure(Channel channel, String value) {
        return reason(catchThrowableOfType(StatusRuntimeException.class, () -> unary(channel, value)));
    }

    public static SnetException reason(Throwable failure) {
        return PaidChannel.reason(failure).orElseThrow();
    }

    /** A stream that is open until it is completed. */
    public static final class Open implements StreamObserver<StringValue> {
        private final BlockingQueue<Optional<String>> answers = new LinkedBlockingQueue<>();
        private final CompletableFuture<Void> end = new CompletableFuture<>();
        private final StreamObserver<StringValue> requests;

        public Open(Channel channel, MethodDescriptor<StringValue, StringValue> method) {
            requests = method.equals(Echo.BOTH)
                    ? ClientCalls.asyncBidiStreamingCall(channel.newCall(method, CallOptions.DEFAULT), this)
                    : ClientCalls.asyncClientStreamingCall(channel.newCall(method, CallOptions.DEFAULT), this);
        }

        public void send(String value) {
            requests.onNext(StringValue.of(value));
        }

        /** Waits for the next one; fails when the stream does. */
        public String answer() throws InterruptedException {
            Optional<String> answer = answers.take();
            return answer.orElseGet(() -> {
                end.join();
                throw new IllegalStateException("the stream has ended");
            });
        }

        public void complete() {
            requests.onCompleted();
            end.join();
        }

        @Override
        public void onNext(StringValue value) {
            answers.add(Optional.of(value.getValue()));
        }

        @Override
        public void onError(Throwable failure) {
            end.completeExceptionally(failure);
            answers.add(Optional.empty());
        }

        @Override
        public void onCompleted() {
            end.complete(null);
            answers.add(Optional.empty());
        }
    }
}
