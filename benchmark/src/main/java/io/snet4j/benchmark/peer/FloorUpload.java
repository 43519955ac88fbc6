package io.snet4j.benchmark.peer;

import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import io.snet4j.wire.training.TrainingDaemonProto.UploadAndValidateRequest;
import io.snet4j.wire.training.TrainingProto.StatusResponse;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Sends when there is room, and waits for the end. */
final class FloorUpload implements ClientResponseObserver<UploadAndValidateRequest, StatusResponse> {
    private final CompletableFuture<Void> end = new CompletableFuture<>();
    private @Nullable ClientCallStreamObserver<UploadAndValidateRequest> requests;

    @Override
    public void beforeStart(ClientCallStreamObserver<UploadAndValidateRequest> stream) {
        requests = stream;
        stream.setOnReadyHandler(this::wake);
    }

    private synchronized void wake() {
        notifyAll();
    }

    synchronized void awaitRoom() {
        try {
            while (requests != null && !requests.isReady() && !end.isDone()) {
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    void await() {
        end.join();
    }

    @Override
    public void onNext(StatusResponse answer) {}

    @Override
    public void onError(Throwable failure) {
        end.completeExceptionally(failure);
        wake();
    }

    @Override
    public void onCompleted() {
        end.complete(null);
        wake();
    }
}
