package io.snet4j.devnet.daemon;

import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.util.function.Supplier;

/** Answers unary calls. */
final class Replies {
    private Replies() {}

    /** With what the handler returns, or with the failure that it throws. */
    static <T> void reply(StreamObserver<T> answer, Supplier<T> handler) {
        T value;
        try {
            value = handler.get();
        } catch (RuntimeException e) {
            answer.onError(error(e));
            return;
        }
        answer.onNext(value);
        answer.onCompleted();
    }

    static RuntimeException error(RuntimeException thrown) {
        Status status = thrown instanceof GrpcFailure failure
                ? Status.fromCodeValue(failure.code()).withDescription(failure.text())
                : Status.UNKNOWN.withDescription("" + thrown).withCause(thrown);
        return status.asRuntimeException();
    }
}
