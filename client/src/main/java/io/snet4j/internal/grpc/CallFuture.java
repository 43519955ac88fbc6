package io.snet4j.internal.grpc;

import com.google.common.util.concurrent.ListenableFuture;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** A call's answer; cancelling it cancels the call. */
final class CallFuture<T> extends CompletableFuture<T> {
    private final ListenableFuture<T> call;

    private CallFuture(ListenableFuture<T> call) {
        this.call = call;
    }

    static <T> CallFuture<T> of(ListenableFuture<T> call) {
        CallFuture<T> future = new CallFuture<>(call);
        call.addListener(future::take, Runnable::run);
        return future;
    }

    private void take() {
        if (call.isCancelled()) {
            super.cancel(false);
            return;
        }
        try {
            complete(call.get());
        } catch (ExecutionException e) {
            completeExceptionally(e.getCause() == null ? e : e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            completeExceptionally(e);
        }
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        call.cancel(mayInterruptIfRunning);
        return super.cancel(mayInterruptIfRunning);
    }
}
