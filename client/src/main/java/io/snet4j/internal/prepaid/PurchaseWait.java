package io.snet4j.internal.prepaid;

import io.snet4j.errors.DeadlineExceededException;
import io.snet4j.errors.SnetException.Charge;
import io.snet4j.internal.core.Budget;
import io.snet4j.internal.core.LockRank;
import io.snet4j.internal.core.OrderedLock;
import io.snet4j.internal.loop.ServiceScope;
import io.snet4j.internal.transport.Waits;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The calls that wait for one purchase, and what the purchase waits for itself. Its wait ends when no call waits any
 * more. Thread-safe.
 */
final class PurchaseWait {
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final OrderedLock lock = OrderedLock.of(LockRank.PREPAID_PURCHASE);
    private final ServiceScope scope;
    private final Budget budget;
    private int waiters;
    private boolean abandoned;
    private @Nullable Runnable giveUp;

    PurchaseWait(ServiceScope scope, Budget budget) {
        this.scope = scope;
        this.budget = budget;
    }

    Budget budget() {
        return budget;
    }

    void join() {
        lock.run(() -> waiters++);
    }

    /** The last one to leave ends it, unless the daemon has the signature by then. */
    void leave() {
        Runnable waiting;
        lock.lock();
        try {
            waiters--;
            if (waiters > 0) {
                return;
            }
            abandoned = true;
            waiting = giveUp;
        } finally {
            lock.unlock();
        }
        if (waiting != null) {
            waiting.run();
        }
    }

    boolean isAbandoned() {
        return lock.get(() -> abandoned);
    }

    /** @throws DeadlineExceededException with a reason, if the time is over, or nobody waits any more */
    void pause(String why) {
        if (isAbandoned() || !budget.sleep(PAUSE)) {
            throw new DeadlineExceededException(why + "; the call was not sent", null, Charge.NONE);
        }
    }

    /** Blocks until it is done, the time is over, or nobody waits for the purchase any more. */
    <T> T await(CompletableFuture<T> future) {
        waitFor(() -> future.cancel(false));
        scope.endWithMe(future);
        try {
            return Waits.await(future, budget);
        } finally {
            waitFor(null);
        }
    }

    /** @param end what the last one who leaves has to do; null if it is too late for that */
    void waitFor(@Nullable Runnable end) {
        boolean late;
        lock.lock();
        try {
            giveUp = end;
            late = abandoned;
        } finally {
            lock.unlock();
        }
        if (late && end != null) {
            end.run();
        }
    }
}
