package io.snet4j.internal.transport;

import io.grpc.Attributes;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A call that moves on to another replica as long as nothing of it has left. What is asked of it is kept that long. */
final class FailoverCall<Q, R> extends KeptCall<Q, R> {
    private final Replicas replicas;
    private final MethodDescriptor<Q, R> method;
    private final CallOptions options;
    private final Set<Replica> tried = new HashSet<>();
    private CallProbe probe = new CallProbe();
    private boolean cancelled;

    FailoverCall(Replicas replicas, MethodDescriptor<Q, R> method, CallOptions options) {
        this.replicas = replicas;
        this.method = method;
        this.options = options;
    }

    @Override
    public void start(Listener<R> listener, Metadata headers) {
        attempt(replicas.next(tried).orElseThrow(), listener, headers);
    }

    private synchronized void attempt(Replica replica, Listener<R> listener, Metadata headers) {
        tried.add(replica);
        probe = new CallProbe();
        ClientCall<Q, R> call = replica.freshConnection().newCall(method, options.withStreamTracerFactory(probe));
        // The transport adds to its headers.
        Metadata own = new Metadata();
        own.merge(headers);
        startReal(call, new Responses(replica, probe, listener, headers), own);
        if (cancelled) {
            // The one before was over when it was cancelled.
            call.cancel("cancelled", null);
        }
    }

    @Override
    protected void beforeAction() {
        started();
        if (probe.sent()) {
            forget();
        }
    }

    @Override
    public synchronized void cancel(@Nullable String message, @Nullable Throwable cause) {
        cancelled = true;
        started().cancel(message, cause);
    }

    @Override
    public synchronized Attributes getAttributes() {
        return started().getAttributes();
    }

    private ClientCall<Q, R> started() {
        ClientCall<Q, R> real = real();
        if (real == null) {
            throw new IllegalStateException("the call was not started");
        }
        return real;
    }

    private synchronized Optional<Replica> another(Status status, CallProbe ofAttempt) {
        boolean nothingLeft = status.getCode() == Status.Code.UNAVAILABLE && !ofAttempt.sent();
        return nothingLeft && !cancelled ? replicas.next(tried) : Optional.empty();
    }

    /** Passes on what comes, unless it is a failure that another replica can make good. */
    private final class Responses extends Listener<R> {
        private final Replica replica;
        private final CallProbe ofAttempt;
        private final Listener<R> listener;
        private final Metadata headers;

        private Responses(Replica replica, CallProbe ofAttempt, Listener<R> listener, Metadata headers) {
            this.replica = replica;
            this.ofAttempt = ofAttempt;
            this.listener = listener;
            this.headers = headers;
        }

        @Override
        public void onHeaders(Metadata received) {
            listener.onHeaders(received);
        }

        @Override
        public void onMessage(R message) {
            listener.onMessage(message);
        }

        @Override
        public void onReady() {
            listener.onReady();
        }

        @Override
        public void onClose(Status status, Metadata trailers) {
            if (ofAttempt.answered()) {
                replicas.worked(replica);
            } else if (status.getCode() == Status.Code.UNAVAILABLE) {
                replicas.failed(replica, status);
            } else if (status.getCode() == Status.Code.DEADLINE_EXCEEDED) {
                replicas.suspect(replica);
            }
            Optional<Replica> another = another(status, ofAttempt);
            if (another.isPresent()) {
                attempt(another.get(), listener, headers);
            } else {
                listener.onClose(status, trailers);
            }
        }
    }
}
