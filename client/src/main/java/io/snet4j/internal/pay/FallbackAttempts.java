package io.snet4j.internal.pay;

import io.grpc.Metadata;
import io.snet4j.errors.SnetException;
import io.snet4j.errors.SnetException.Charge;
import io.snet4j.internal.transport.Budget;
import io.snet4j.internal.transport.CallFailure;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One way to pay after the other, until one does not give way. */
final class FallbackAttempts implements CallPayment {
    private final Deque<Supplier<CallPayment>> ways;
    private final Budget budget;
    private final List<SnetException> refusals = new ArrayList<>();
    private volatile @Nullable CallPayment current;

    /** @param ways at least one, each of which begins to pay the call */
    FallbackAttempts(List<Supplier<CallPayment>> ways, Budget budget) {
        this.ways = new ArrayDeque<>(ways);
        this.budget = budget;
    }

    @Override
    public CompletableFuture<Metadata> prepare() {
        CompletableFuture<Metadata> result = new CompletableFuture<>();
        prepareNext(result);
        return result;
    }

    private void prepareNext(CompletableFuture<Metadata> result) {
        CompletableFuture<Metadata> headers;
        CallPayment way;
        try {
            way = ways.remove().get();
            current = way;
            headers = way.prepare();
        } catch (RuntimeException e) {
            result.completeExceptionally(explained(e));
            return;
        }
        result.whenComplete((ready, failure) -> headers.cancel(false));
        headers.whenComplete((ready, failure) -> {
            if (failure == null) {
                if (!result.complete(ready)) {
                    way.abandon();
                }
            } else if (cause(failure) instanceof GiveWay refused) {
                refusals.add(refused.reason());
                if (ways.isEmpty()) {
                    result.completeExceptionally(explained(refused.reason()));
                } else if (!result.isDone()) {
                    prepareNext(result);
                }
            } else {
                result.completeExceptionally(explained(cause(failure)));
            }
        });
    }

    private static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    /** Why the ways before the last one were refused is part of why the call cannot be paid. */
    private Throwable explained(Throwable failure) {
        refusals.stream().filter(refusal -> refusal != failure).forEach(failure::addSuppressed);
        return failure;
    }

    @Override
    public Charge charged() {
        return current().charged();
    }

    @Override
    public void abandon() {
        current().abandon();
    }

    @Override
    public void giveUp() {
        current().giveUp();
    }

    @Override
    public Metadata recover(CallFailure failure) {
        try {
            return current().recover(failure);
        } catch (GiveWay refused) {
            refusals.add(refused.reason());
            if (ways.isEmpty()) {
                throw refused.reason();
            }
            return Waits.await(prepare(), budget);
        }
    }

    @Override
    public SnetException fail(CallFailure failure, boolean mayStillRun) {
        return current().fail(failure, mayStillRun);
    }

    private CallPayment current() {
        CallPayment way = current;
        if (way == null) {
            throw new IllegalStateException("nothing was prepared");
        }
        return way;
    }
}
