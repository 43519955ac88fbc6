package io.snet4j.internal.transport;

import io.grpc.Attributes;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.Deadline;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.snet4j.internal.core.LockRank;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A call that moves on to another replica as long as nothing of it has left. What is asked of it is kept that long.
 * With a payment it goes to no replica whose page says that it takes none, and without one that was left out for that
 * reason, to no other.
 */
final class FailoverCall<Q, R> extends KeptCall<Q, R> {
    private final Replicas replicas;
    private final MethodDescriptor<Q, R> method;
    private final CallOptions options;
    private final Set<Replica> tried = new HashSet<>();
    private CallProbe probe = new CallProbe();
    private boolean begun;
    private boolean cancelled;
    /** While a page is read, for whoever ends that first. */
    private @Nullable Listener<R> waiting;

    FailoverCall(Replicas replicas, MethodDescriptor<Q, R> method, CallOptions options) {
        super(LockRank.DAEMON_CALL);
        this.replicas = replicas;
        this.method = method;
        this.options = options;
    }

    @Override
    public void start(Listener<R> listener, Metadata headers) {
        lock.lock();
        try {
            begun = true;
        } finally {
            lock.unlock();
        }
        PaymentNeed need = PaymentNeed.of(method, options, headers);
        new Attempts(need, listener, headers).next(need.noDaemon(), new Metadata());
    }

    private void attempt(Replica replica, Attempts attempts) {
        lock.lock();
        try {
            tried.add(replica);
            probe = new CallProbe();
            CallProbe.tell(options, replica.toString());
            ClientCall<Q, R> call = replica.freshConnection().newCall(method, options.withStreamTracerFactory(probe));
            // The transport adds to its headers.
            Metadata own = new Metadata();
            own.merge(attempts.headers);
            startReal(call, new Responses(replica, probe, attempts), own);
            if (cancelled) {
                // The one before was over when it was cancelled.
                call.cancel("cancelled", null);
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    protected void beforeAction() {
        requireBegun();
        if (probe.sent()) {
            forget();
        }
    }

    @Override
    public void cancel(@Nullable String message, @Nullable Throwable cause) {
        Listener<R> unsent;
        lock.lock();
        try {
            requireBegun();
            cancelled = true;
            unsent = waiting;
            waiting = null;
            ClientCall<Q, R> real = real();
            if (unsent == null && real != null) {
                real.cancel(message, cause);
            }
        } finally {
            lock.unlock();
        }
        if (unsent != null) {
            unsent.onClose(Status.CANCELLED.withDescription(message).withCause(cause), new Metadata());
        }
    }

    @Override
    public Attributes getAttributes() {
        lock.lock();
        try {
            requireBegun();
            return super.getAttributes();
        } finally {
            lock.unlock();
        }
    }

    private void requireBegun() {
        if (!begun) {
            throw new IllegalStateException("the call was not started");
        }
    }

    private Optional<Replica> untried() {
        return lock.get(() -> cancelled ? Optional.empty() : replicas.next(tried));
    }

    private boolean nothingLeft(Status status, CallProbe ofAttempt) {
        return lock.get(() -> status.getCode() == Status.Code.UNAVAILABLE && !ofAttempt.sent() && !cancelled);
    }

    private void skip(Replica replica) {
        lock.run(() -> tried.add(replica));
    }

    private void await(Listener<R> listener) {
        lock.run(() -> waiting = listener);
    }

    /** @return whether the call still waits; false if it was cancelled */
    private boolean stopWaiting() {
        lock.lock();
        try {
            boolean waits = waiting != null;
            waiting = null;
            return waits;
        } finally {
            lock.unlock();
        }
    }

    /** One replica after the other. */
    private final class Attempts {
        private final PaymentNeed need;
        private final Listener<R> listener;
        private final Metadata headers;

        private Attempts(PaymentNeed need, Listener<R> listener, Metadata headers) {
            this.need = need;
            this.listener = listener;
            this.headers = headers;
        }

        /** @param last how the call ends if there is no other */
        private void next(Status last, Metadata trailers) {
            Optional<Replica> candidate = untried();
            if (candidate.isEmpty()) {
                listener.onClose(last, trailers);
                return;
            }
            Replica replica = candidate.get();
            if (need == PaymentNeed.ANY) {
                attempt(replica, this);
                return;
            }
            await(listener);
            inTime(replica.page().terms()).whenComplete((terms, failure) -> {
                if (!stopWaiting()) {
                    return;
                }
                if (failure instanceof TimeoutException) {
                    listener.onClose(Status.DEADLINE_EXCEEDED.withCause(failure), new Metadata());
                } else if (failure != null) {
                    listener.onClose(Status.UNAVAILABLE.withCause(failure), new Metadata());
                } else if (need.allows(terms)) {
                    attempt(replica, this);
                } else {
                    skip(replica);
                    next(last, trailers);
                }
            });
        }

        private CompletableFuture<PaymentTerms> inTime(CompletableFuture<PaymentTerms> terms) {
            Deadline deadline = options.getDeadline();
            return deadline == null || terms.isDone()
                    ? terms
                    : terms.copy().orTimeout(deadline.timeRemaining(TimeUnit.NANOSECONDS), TimeUnit.NANOSECONDS);
        }
    }

    /** Passes on what comes, unless it is a failure that another replica can make good. */
    private final class Responses extends Listener<R> {
        private final Replica replica;
        private final CallProbe ofAttempt;
        private final Attempts attempts;

        private Responses(Replica replica, CallProbe ofAttempt, Attempts attempts) {
            this.replica = replica;
            this.ofAttempt = ofAttempt;
            this.attempts = attempts;
        }

        @Override
        public void onHeaders(Metadata received) {
            attempts.listener.onHeaders(received);
        }

        @Override
        public void onMessage(R message) {
            attempts.listener.onMessage(message);
        }

        @Override
        public void onReady() {
            attempts.listener.onReady();
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
            if (nothingLeft(status, ofAttempt)) {
                attempts.next(status, trailers);
            } else {
                attempts.listener.onClose(status, trailers);
            }
        }
    }
}
