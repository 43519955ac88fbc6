package io.snet4j.provider.tck;

import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import io.snet4j.wire.training.ModelGrpc.ModelStub;
import io.snet4j.wire.training.TrainingProto;
import io.snet4j.wire.training.TrainingProto.StatusResponse;
import io.snet4j.wire.training.TrainingProto.UploadInput;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** One {@code upload_and_validate} under way. */
final class UploadCall {
    private static final String NAME = "upload_and_validate";

    private final CompletableFuture<Answer<TrainingProto.Status>> answer = new CompletableFuture<>();
    private final StreamObserver<UploadInput> messages;

    UploadCall(ModelStub stub, Duration deadline) {
        messages = stub.withDeadlineAfter(deadline.toNanos(), TimeUnit.NANOSECONDS)
                .uploadAndValidate(new StreamObserver<>() {
                    @Override
                    public void onNext(StatusResponse value) {
                        answer.complete(Answer.given(NAME, value.getStatus()));
                    }

                    @Override
                    public void onError(Throwable failure) {
                        answer.complete(Answer.failed(NAME, Status.fromThrowable(failure)));
                    }

                    @Override
                    public void onCompleted() {
                        answer.complete(
                                Answer.failed(NAME, Status.INTERNAL.withDescription("it ended without an answer")));
                    }
                });
    }

    UploadCall send(UploadInput message) {
        messages.onNext(message);
        return this;
    }

    UploadCall send(List<UploadInput> all) {
        all.forEach(messages::onNext);
        return this;
    }

    /** Ends the messages, as a daemon does also when the client was cut off. */
    Answer<TrainingProto.Status> finish() {
        messages.onCompleted();
        return answer.join();
    }

    /** Breaks off; returns when the call is over on this side. */
    void cutOff() {
        messages.onError(Status.CANCELLED.withDescription("cut off").asException());
        answer.join();
    }
}
