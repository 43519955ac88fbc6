package io.snet4j.internal.grpc;

import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.Context;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.snet4j.errors.CallCancelledException;
import io.snet4j.errors.SnetException;
import io.snet4j.errors.SnetException.Charge;
import io.snet4j.internal.call.ServiceParts;
import io.snet4j.internal.core.Budget;
import io.snet4j.internal.core.LockRank;
import io.snet4j.internal.loop.Attempt;
import io.snet4j.internal.loop.CallLoop;
import io.snet4j.internal.loop.PaymentHeaders;
import io.snet4j.internal.loop.PricedCall;
import io.snet4j.internal.loop.Ticket;
import io.snet4j.internal.transport.CallFailure;
import io.snet4j.internal.transport.CallProbe;
import io.snet4j.internal.transport.Explanations;
import io.snet4j.internal.transport.KeptCall;
import io.snet4j.internal.transport.Waits;
import io.snet4j.internal.transport.WatchedCall;
import io.snet4j.observe.Call;
import io.snet4j.value.Cogs;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A call that waits for its payment. What the stub asks of it meanwhile is kept and played to the real call when that
 * begins, and once more if the daemon refused the payment before any work and all that was sent is still known.
 */
final class PaidClientCall<Q, R> extends KeptCall<Q, R> {
    private final ServiceParts service;
    private final MethodDescriptor<Q, R> method;
    private final CallOptions options;
    private final Supplier<Cogs> price;
    private final Executor callbacks;
    private final Context context = Context.current();
    private final long begun = System.nanoTime();
    private @Nullable Listener<R> listener;
    private @Nullable CallLoop<End> loop;
    private boolean cancelled;
    private boolean closed;

    PaidClientCall(ServiceParts service, MethodDescriptor<Q, R> method, CallOptions options, Supplier<Cogs> price) {
        super(LockRank.STUB_CALL);
        this.service = service;
        this.method = method;
        this.options = options;
        this.price = price;
        this.callbacks = Optional.ofNullable(options.getExecutor()).orElse(service.executor());
    }

    @Override
    public void start(Listener<R> responses, Metadata headers) {
        lock.run(() -> listener = responses);
        Budget budget = Optional.ofNullable(options.getDeadline())
                .map(deadline -> Budget.strict(Duration.ofNanos(deadline.timeRemaining(TimeUnit.NANOSECONDS))))
                .orElseGet(() -> Budget.of(service.callDeadline()));
        Attempts attempts = new Attempts(budget, headers);
        try {
            PricedCall request = new PricedCall(method.getFullMethodName(), price.get(), Optional.empty());
            CallLoop<End> paid = service.payments().call(request, attempts, budget);
            lock.lock();
            try {
                loop = paid;
                if (closed) {
                    paid.cancel();
                }
            } finally {
                lock.unlock();
            }
            paid.run().whenComplete((end, failure) -> {
                if (failure == null) {
                    tell(end.charge(), Optional.empty());
                    close(end.answer().status, end.answer().trailers);
                } else {
                    attempts.fail(Waits.cause(failure));
                }
            });
        } catch (RuntimeException e) {
            close(CallStatus.beforeSending(e), new Metadata());
        }
    }

    @Override
    public void cancel(@Nullable String message, @Nullable Throwable cause) {
        CallLoop<End> waiting;
        lock.lock();
        try {
            cancelled = true;
            ClientCall<Q, R> real = real();
            if (real != null) {
                real.cancel(message, cause);
                return;
            }
            waiting = loop;
        } finally {
            lock.unlock();
        }
        close(Status.CANCELLED.withDescription(message).withCause(cause), new Metadata());
        if (waiting != null) {
            waiting.cancel();
        }
    }

    private boolean isCancelled() {
        return lock.get(() -> cancelled);
    }

    private void close(Status status, Metadata trailers) {
        Listener<R> responses;
        lock.lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
            forget();
            responses = listener;
        } finally {
            lock.unlock();
        }
        // What went wrong without a reason of ours never got as far as a call.
        CallStatus.reason(status.getCause()).ifPresent(failure -> tell(failure.charge(), Optional.of(failure)));
        if (responses != null) {
            Runnable last = () -> context.run(() -> responses.onClose(Explanations.printable(status), trailers));
            try {
                callbacks.execute(last);
            } catch (RejectedExecutionException e) {
                // The client is closed; whoever waits for the call must still hear of its end.
                last.run();
            }
        }
    }

    private void tell(Charge charge, Optional<SnetException> failure) {
        Duration took = Duration.ofNanos(System.nanoTime() - begun);
        service.listener().onCall(new Call(method.getFullMethodName(), took, charge, failure));
    }

    /** How the daemon ended an attempt. */
    private record End(Status status, Metadata trailers) {}

    /** Sends what is kept. */
    private final class Attempts implements Attempt<End> {
        private final Budget budget;
        private final Metadata headers;
        private volatile @Nullable End last;

        private Attempts(Budget budget, Metadata headers) {
            this.budget = budget;
            this.headers = headers;
        }

        @Override
        public CompletableFuture<End> send(Ticket ticket) {
            CallProbe probe = new CallProbe();
            CallOptions attempt = options.withDeadlineAfter(budget.left().toNanos(), TimeUnit.NANOSECONDS);
            Metadata all = new Metadata();
            all.merge(headers);
            PaymentHeaders.replace(all, ticket.headers());
            CompletableFuture<End> answer = new CompletableFuture<>();
            lock.lock();
            try {
                if (closed || cancelled) {
                    // While there was nothing to cancel: one attempt was over, and the next not begun.
                    last = null;
                    return CompletableFuture.failedFuture(
                            new CallCancelledException("cancelled before it was sent again", null, Charge.NONE));
                }
                context.run(() -> {
                    ClientCall<Q, R> call =
                            WatchedCall.ofService(ticket.over(service.daemon()), method, attempt, probe);
                    startReal(call, new Responses(this, probe, answer), all);
                });
                if (!method.getType().clientSendsOneMessage()) {
                    forget();
                }
            } finally {
                lock.unlock();
            }
            return answer;
        }

        @Override
        public boolean isRepeatable() {
            return lock.get(() -> keeping() && !cancelled);
        }

        private void fail(Throwable failure) {
            End end = last;
            if (end == null) {
                close(CallStatus.beforeSending(failure), new Metadata());
            } else if (failure instanceof SnetException) {
                close(end.status.withCause(failure), end.trailers);
            } else {
                close(Status.INTERNAL.withDescription(failure.getMessage()).withCause(failure), end.trailers);
            }
        }
    }

    /** Passes on what comes. How the call ended is said when its payment is settled. */
    private final class Responses extends Listener<R> {
        private final Attempts attempts;
        private final CallProbe probe;
        private final CompletableFuture<End> answer;

        private Responses(Attempts attempts, CallProbe probe, CompletableFuture<End> answer) {
            this.attempts = attempts;
            this.probe = probe;
            this.answer = answer;
        }

        @Override
        public void onHeaders(Metadata received) {
            forget();
            current().onHeaders(received);
        }

        @Override
        public void onMessage(R message) {
            forget();
            current().onMessage(message);
        }

        @Override
        public void onReady() {
            context.run(() -> current().onReady());
        }

        @Override
        public void onClose(Status status, Metadata trailers) {
            End end = new End(status, trailers);
            attempts.last = end;
            if (status.isOk()) {
                answer.complete(end);
            } else {
                answer.completeExceptionally(
                        isCancelled()
                                ? CallFailure.cancelled(method.getFullMethodName(), status, probe)
                                : new CallFailure(method.getFullMethodName(), status, probe));
            }
        }

        private Listener<R> current() {
            return lock.get(() -> java.util.Objects.requireNonNull(listener));
        }
    }
}
