package io.snet4j.internal.pay;

import io.grpc.Metadata;
import io.snet4j.errors.CallCancelledException;
import io.snet4j.errors.DeadlineExceededException;
import io.snet4j.errors.SnetException;
import io.snet4j.errors.SnetException.Charge;
import io.snet4j.internal.transport.Budget;
import io.snet4j.internal.transport.CallFailure;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A call that costs nothing, whatever it comes to. It holds its user's turn from its preparation to its end. */
final class FreeAttempts implements CallPayment {
    private static final int BUSY_TRIES = 6;
    private static final Duration FIRST_BACK_OFF = Duration.ofMillis(50);

    private final Payer payer;
    private final FreeCalls calls;
    private final Budget budget;
    private final AtomicReference<FairQueue.@Nullable Lease> turn = new AtomicReference<>();
    private int busyTries;
    private boolean newToken;
    private boolean signedAgain;

    FreeAttempts(Payer payer, FreeCalls calls, Budget budget) {
        this.payer = payer;
        this.calls = calls;
        this.budget = budget;
    }

    @Override
    public CompletableFuture<Metadata> prepare() {
        try {
            calls.requireSome();
        } catch (GiveWay e) {
            return CompletableFuture.failedFuture(e);
        }
        // Beside the wait for the turn.
        payer.wallet().blocks().prepare(0);
        CompletableFuture<Metadata> result = payer.endWithMe(new CompletableFuture<>());
        budget.onExpiry(result, payer.wallet().executor(), () -> result.completeExceptionally(tooLate()));
        CompletableFuture<FairQueue.Lease> ticket = calls.queue().enter();
        result.whenComplete((headers, failure) -> ticket.cancel(false));
        ticket.thenAcceptAsync(lease -> fill(result, lease), payer.wallet().executor())
                // Comes here only when the executor takes no more work.
                .exceptionally(failure -> closed(result));
        return result;
    }

    private void fill(CompletableFuture<Metadata> result, FairQueue.Lease lease) {
        turn.set(lease);
        boolean taken = false;
        try {
            taken = !result.isDone() && result.complete(calls.headers(budget));
        } catch (Throwable e) {
            result.completeExceptionally(e);
        } finally {
            if (!taken) {
                end();
            }
        }
    }

    private static @Nullable Void closed(CompletableFuture<Metadata> result) {
        result.completeExceptionally(new CallCancelledException("the client was closed", null, Charge.NONE));
        return null;
    }

    @Override
    public Charge charged() {
        end();
        return Charge.NONE;
    }

    @Override
    public void abandon() {
        end();
    }

    @Override
    public void giveUp() {
        end();
    }

    @Override
    public Metadata recover(CallFailure failure) {
        boolean again =
                switch (failure.reason()) {
                    case FREE_CALL_BUSY -> busyTries < BUSY_TRIES && !budget.isUsedUp() && backOff();
                    case FREE_CALL_TOKEN_STALE -> !newToken && forgetToken();
                    case AUTHORIZATION_EXPIRED -> !signedAgain && signNewer();
                    default -> false;
                };
        try {
            if (again) {
                return calls.headers(budget);
            }
            SnetException reason = fail(failure, false);
            throw isNoFreeCall(failure) ? giveWay(failure, reason) : reason;
        } catch (RuntimeException | Error e) {
            end();
            throw e;
        }
    }

    /** What comes of it is remembered for the calls that follow, too. */
    @Override
    public SnetException fail(CallFailure failure, boolean mayStillRun) {
        switch (failure.reason()) {
            case FREE_CALL_TOKEN_STALE -> calls.forgetToken();
            case FREE_CALLS_USED_UP, FREE_CALL_REFUSED, PAYMENT_TYPE -> calls.refused(failure);
            default -> {}
        }
        end();
        return failure.toException(Charge.NONE);
    }

    private static boolean isNoFreeCall(CallFailure failure) {
        return switch (failure.reason()) {
            case FREE_CALL_BUSY,
                    FREE_CALL_TOKEN_STALE,
                    FREE_CALLS_USED_UP,
                    FREE_CALL_REFUSED,
                    PAYMENT_TYPE,
                    AUTHORIZATION_EXPIRED -> true;
            default -> false;
        };
    }

    /** Two new tokens in a row that are no good are a refusal. */
    private GiveWay giveWay(CallFailure failure, SnetException reason) {
        return switch (failure.reason()) {
            case FREE_CALL_TOKEN_STALE -> calls.refused(failure);
            default -> new GiveWay(reason);
        };
    }

    private boolean backOff() {
        try {
            payer.wallet().pauses().backOff(busyTries++, FIRST_BACK_OFF);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            end();
            throw new CallCancelledException("the calling thread was interrupted", e, Charge.NONE);
        }
    }

    private boolean forgetToken() {
        newToken = true;
        calls.forgetToken();
        return true;
    }

    private boolean signNewer() {
        signedAgain = true;
        payer.wallet().blocks().refused();
        return true;
    }

    private void end() {
        FairQueue.Lease lease = turn.getAndSet(null);
        if (lease != null) {
            lease.close();
        }
    }

    private static DeadlineExceededException tooLate() {
        return new DeadlineExceededException(
                "the free call was not ready within the deadline; another one of this user may be running. Nothing was"
                        + " sent",
                null,
                Charge.NONE);
    }
}
