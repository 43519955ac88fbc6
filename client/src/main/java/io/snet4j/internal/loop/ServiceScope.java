package io.snet4j.internal.loop;

import io.snet4j.errors.CallCancelledException;
import io.snet4j.errors.PaymentException;
import io.snet4j.errors.SnetException.Charge;
import io.snet4j.internal.transport.Pauses;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/** The life of one service client: what its calls wait for ends with it. Thread-safe. */
public final class ServiceScope implements AutoCloseable {
    private final Executor executor;
    private final Pauses pauses;
    private final Optional<Supplier<PaymentException>> obstacle;
    private final Set<CompletableFuture<?>> preparing = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /**
     * @param executor may block; has no bound
     * @param obstacle why nothing may be signed for the service, if nothing may
     */
    public ServiceScope(Executor executor, Pauses pauses, Optional<Supplier<PaymentException>> obstacle) {
        this.executor = executor;
        this.pauses = pauses;
        this.obstacle = obstacle;
    }

    public Executor executor() {
        return executor;
    }

    public Pauses pauses() {
        return pauses;
    }

    /** @throws PaymentException if nothing may be signed for the service */
    public void requireReady() {
        if (closed) {
            throw new IllegalStateException("this service client is closed");
        }
        requireMayPay();
    }

    /** As {@link #requireReady}, but a closed client is let pass. */
    public void requireMayPay() {
        obstacle.ifPresent(why -> {
            throw why.get();
        });
    }

    /** Closing completes the future with a failure. */
    public <T> CompletableFuture<T> endWithMe(CompletableFuture<T> result) {
        preparing.add(result);
        result.whenComplete((value, failure) -> preparing.remove(result));
        if (closed) {
            close();
        }
        return result;
    }

    /** Payments that are not ready yet. */
    public int waiting() {
        return (int) preparing.stream().filter(payment -> !payment.isDone()).count();
    }

    /** Ends what is being prepared. Calls that are sent end with their connection. */
    @Override
    public void close() {
        closed = true;
        for (CompletableFuture<?> waiting : preparing) {
            waiting.completeExceptionally(
                    new CallCancelledException("the service client was closed", null, Charge.NONE));
        }
    }
}
