package io.snet4j.grpc;

import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.Context;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.snet4j.errors.CallCancelledException;
import io.snet4j.errors.SnetException;
import io.snet4j.errors.SnetException.Charge;
import io.snet4j.internal.call.CallWatch;
import io.snet4j.internal.call.ServiceParts;
import io.snet4j.internal.pay.CallPayment;
import io.snet4j.internal.pay.PaymentHeaders;
import io.snet4j.internal.pay.PaymentRequest;
import io.snet4j.internal.transport.Budget;
import io.snet4j.internal.transport.CallFailure;
import io.snet4j.internal.transport.CallProbe;
import io.snet4j.internal.transport.ForeignStatus;
import io.snet4j.internal.transport.KeptCall;
import io.snet4j.internal.transport.WatchedCall;
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
    private final CallWatch watch;
    private @Nullable Listener<R> listener;
    private @Nullable CompletableFuture<Metadata> preparation;
    private boolean cancelled;
    private boolean closed;

    PaidClientCall(ServiceParts service, MethodDescriptor<Q, R> method, CallOptions options, Supplier<Cogs> price) {
        this.service = service;
        this.method = method;
        this.options = options;
        this.price = price;
        this.watch = new CallWatch(service.listener(), method.getFullMethodName());
        this.callbacks = Optional.ofNullable(options.getExecutor()).orElse(service.executor());
    }

    @Override
    public void start(Listener<R> responses, Metadata headers) {
        synchronized (this) {
            listener = responses;
        }
        Budget budget = Optional.ofNullable(options.getDeadline())
                .map(deadline -> Budget.strict(Duration.ofNanos(deadline.timeRemaining(TimeUnit.NANOSECONDS))))
                .orElseGet(() -> Budget.of(service.callDeadline()));
        try {
            PaymentRequest request = new PaymentRequest(method.getFullMethodName(), price.get(), Optional.empty());
            CallPayment attempts = service.payments().begin(request, budget);
            CompletableFuture<Metadata> ready = attempts.prepare();
            boolean tooLate;
            synchronized (this) {
                preparation = ready;
                tooLate = closed;
            }
            if (tooLate) {
                ready.cancel(false);
            }
            ready.whenComplete((payment, failure) -> {
                if (failure == null) {
                    begin(attempts, budget, headers, payment);
                } else {
                    close(CallStatus.beforeSending(failure), new Metadata());
                }
            });
        } catch (RuntimeException e) {
            close(CallStatus.beforeSending(e), new Metadata());
        }
    }

    private void begin(CallPayment attempts, Budget budget, Metadata headers, Metadata payment) {
        CallProbe probe = new CallProbe();
        CallOptions attempt = options.withDeadline(budget.deadline());
        Metadata all = new Metadata();
        all.merge(headers);
        PaymentHeaders.replace(all, payment);
        synchronized (this) {
            if (closed || cancelled) {
                attempts.abandon();
                cancelledUnsent();
                return;
            }
            context.run(() -> {
                ClientCall<Q, R> call = WatchedCall.ofService(attempts.over(service.daemon()), method, attempt, probe);
                startReal(call, new Responses(attempts, budget, headers, probe), all);
            });
            if (!method.getType().clientSendsOneMessage()) {
                forget();
            }
        }
    }

    /** Cancelled while there was nothing to cancel: one attempt was over, and the next not begun. */
    private void cancelledUnsent() {
        close(
                Status.CANCELLED.withCause(
                        new CallCancelledException("cancelled before it was sent again", null, Charge.NONE)),
                new Metadata());
    }

    @Override
    public void cancel(@Nullable String message, @Nullable Throwable cause) {
        CompletableFuture<Metadata> waiting;
        synchronized (this) {
            cancelled = true;
            ClientCall<Q, R> real = real();
            if (real != null) {
                real.cancel(message, cause);
                return;
            }
            waiting = preparation;
        }
        close(Status.CANCELLED.withDescription(message).withCause(cause), new Metadata());
        if (waiting != null) {
            waiting.cancel(false);
        }
    }

    private synchronized boolean isCancelled() {
        return cancelled;
    }

    private synchronized boolean canPlayAgain() {
        return keeping() && !cancelled;
    }

    private void close(Status status, Metadata trailers) {
        Listener<R> responses;
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            forget();
            responses = listener;
        }
        // What went wrong without a reason of ours never got as far as a call.
        CallStatus.reason(status.getCause()).ifPresent(watch::failed);
        if (responses != null) {
            Runnable last = () -> context.run(() -> responses.onClose(ForeignStatus.printable(status), trailers));
            try {
                callbacks.execute(last);
            } catch (RejectedExecutionException e) {
                // The client is closed; whoever waits for the call must still hear of its end.
                last.run();
            }
        }
    }

    /** Passes on what comes, and settles the payment before it says how the call ended. */
    private final class Responses extends Listener<R> {
        private final CallPayment attempts;
        private final Budget budget;
        private final Metadata headers;
        private final CallProbe probe;

        private Responses(CallPayment attempts, Budget budget, Metadata headers, CallProbe probe) {
            this.attempts = attempts;
            this.budget = budget;
            this.headers = headers;
            this.probe = probe;
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
            current().onReady();
        }

        @Override
        public void onClose(Status status, Metadata trailers) {
            if (status.isOk()) {
                watch.succeeded(attempts.charged());
                close(status, trailers);
                return;
            }
            CallFailure failure = isCancelled()
                    ? CallFailure.cancelled(method.getFullMethodName(), status, probe)
                    : new CallFailure(method.getFullMethodName(), status, probe);
            try {
                service.executor().execute(() -> settle(failure, status, trailers));
            } catch (RejectedExecutionException e) {
                attempts.giveUp();
                close(status.withCause(failure.toException(Charge.UNKNOWN)), trailers);
            }
        }

        private void settle(CallFailure failure, Status status, Metadata trailers) {
            try {
                if (canPlayAgain()) {
                    begin(attempts, budget, headers, attempts.recover(failure));
                } else {
                    throw attempts.fail(failure, false);
                }
            } catch (SnetException e) {
                close(status.withCause(e), trailers);
            } catch (RuntimeException e) {
                close(Status.INTERNAL.withDescription(e.getMessage()).withCause(e), trailers);
            }
        }

        private Listener<R> current() {
            synchronized (PaidClientCall.this) {
                return java.util.Objects.requireNonNull(listener);
            }
        }
    }
}
