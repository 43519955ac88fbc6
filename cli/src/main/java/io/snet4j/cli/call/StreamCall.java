package io.snet4j.cli.call;

import com.google.protobuf.DynamicMessage;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import io.snet4j.cli.shell.ExitCode;
import io.snet4j.cli.shell.RefusedException;
import io.snet4j.errors.CallCancelledException;
import io.snet4j.errors.SnetException.Charge;
import io.snet4j.grpc.DynamicMethod;
import io.snet4j.grpc.PaidChannel;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** One call that streams in one direction or both. Answers are printed as they come. */
final class StreamCall {
    /** Gives requests one after the other. */
    interface Source {
        /**
         * May wait.
         *
         * @return empty at the end
         */
        Optional<DynamicMessage> next() throws InterruptedException;

        /** Nobody needs more of them. */
        default void stop() {}
    }

    private final DynamicMethod method;
    private final Answers answers;

    StreamCall(DynamicMethod method, Answers answers) {
        this.method = method;
        this.answers = answers;
    }

    /** One request, many answers. */
    void server(DynamicMessage request) {
        try {
            Iterator<DynamicMessage> all = method.serverStreaming(request);
            for (int index = 1; all.hasNext(); index++) {
                answers.next(index, method.toJson(all.next()));
            }
        } catch (StatusRuntimeException e) {
            throw explained(e);
        }
    }

    /** Many requests, one answer. */
    void client(Source requests) {
        Received received = new Received(requests);
        send(method.clientStreaming(received), requests, received);
    }

    /** Many requests, and answers meanwhile. */
    void bidi(Source requests) {
        Received received = new Received(requests);
        send(method.bidiStreaming(received), requests, received);
    }

    private void send(StreamObserver<DynamicMessage> call, Source requests, Received received) {
        try {
            Optional<DynamicMessage> request = requests.next();
            while (request.isPresent() && !received.end.isDone()) {
                call.onNext(request.get());
                request = requests.next();
            }
            if (!received.end.isDone()) {
                call.onCompleted();
            }
            received.end.get();
        } catch (InterruptedException e) {
            call.onError(e);
            Thread.currentThread().interrupt();
            throw new CallCancelledException("interrupted before the answer was complete", e, Charge.UNKNOWN);
        } catch (ExecutionException e) {
            throw explained(e.getCause());
        } catch (RuntimeException e) {
            // A request that does not fit: the call makes no sense without it.
            call.onError(e);
            throw e;
        }
    }

    private RuntimeException explained(@Nullable Throwable failure) {
        Optional<RuntimeException> reason = PaidChannel.reason(failure).map(RuntimeException.class::cast);
        return reason.orElseGet(() -> new RefusedException(
                method.grpc().getFullMethodName() + " failed: "
                        + (failure == null ? "no reason was given" : failure.getMessage()),
                ExitCode.SERVICE));
    }

    private final class Received implements StreamObserver<DynamicMessage> {
        private final CompletableFuture<Boolean> end = new CompletableFuture<>();
        private final Source requests;
        private int index;

        private Received(Source requests) {
            this.requests = requests;
        }

        @Override
        public void onNext(DynamicMessage answer) {
            index++;
            answers.next(index, method.toJson(answer));
        }

        @Override
        public void onError(Throwable failure) {
            end.completeExceptionally(failure);
            requests.stop();
        }

        @Override
        public void onCompleted() {
            end.complete(true);
            requests.stop();
        }
    }
}
