package io.snet4j.internal.pay;

import io.grpc.Metadata;
import io.snet4j.errors.DeadlineExceededException;
import io.snet4j.errors.PaymentException;
import io.snet4j.errors.SnetException;
import io.snet4j.errors.SnetException.Charge;
import io.snet4j.internal.pay.PrepaidAccount.Part;
import io.snet4j.internal.transport.Budget;
import io.snet4j.internal.transport.CallFailure;
import io.snet4j.internal.transport.Reason;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A call that is paid with a part of a batch. It holds no channel. */
final class PrepaidAttempts implements CallPayment {
    private final Payer payer;
    private final PrepaidAccount account;
    private final PaymentRequest request;
    private final Budget budget;
    private volatile @Nullable Part part;
    private boolean newBatch;
    private boolean newToken;

    PrepaidAttempts(Payer payer, PrepaidAccount account, PaymentRequest request, Budget budget) {
        this.payer = payer;
        this.account = account;
        this.request = request;
        this.budget = budget;
    }

    @Override
    public CompletableFuture<Metadata> prepare() {
        payer.requireReady();
        payer.wallet().tally().requirePerCall(request.price(), request.method());
        if (request.price().isZero() || request.price().compareTo(account.batch()) > 0) {
            return CompletableFuture.failedFuture(new GiveWay(new PaymentException(
                    "no batch of " + account.batch() + " is signed for a call that costs " + request.price(),
                    null,
                    Charge.NONE)));
        }
        CompletableFuture<Part> taken = account.take(request.price());
        CompletableFuture<Metadata> result = new CompletableFuture<>();
        result.whenComplete((headers, failure) -> taken.cancel(false));
        taken.whenComplete((ready, failure) -> {
            if (failure != null) {
                result.completeExceptionally(failure);
                return;
            }
            part = ready;
            if (!result.complete(ready.headers())) {
                account.giveBack(ready);
            }
        });
        if (!result.isDone()) {
            payer.endWithMe(result);
            budget.onExpiry(result, payer.wallet().executor(), () -> result.completeExceptionally(tooLate()));
        }
        return result;
    }

    @Override
    public Charge charged() {
        return Charge.CHARGED;
    }

    @Override
    public void abandon() {
        account.giveBack(part());
    }

    /** What may have been used counts as used. */
    @Override
    public void giveUp() {}

    @Override
    public Metadata recover(CallFailure failure) {
        SnetException reason = fail(failure, false);
        if (!failure.refusedByDaemon()) {
            throw reason;
        }
        boolean again =
                switch (failure.reason()) {
                    case PREPAID_USED_UP -> !newBatch;
                    case PREPAID_TOKEN_STALE -> !newToken;
                    default -> false;
                };
        if (again) {
            newBatch |= failure.reason() == Reason.PREPAID_USED_UP;
            newToken |= failure.reason() == Reason.PREPAID_TOKEN_STALE;
            return Waits.await(prepare(), budget);
        }
        throw isNotPrepaid(failure) ? account.refused(reason) : reason;
    }

    /** Gives back what the daemon gives back: the price of a call that it refused, or that failed. */
    @Override
    public SnetException fail(CallFailure failure, boolean mayStillRun) {
        if (failure.sent() && !failure.refusedByDaemon()) {
            return failure.toException(Charge.UNKNOWN);
        }
        switch (failure.reason()) {
            case PREPAID_USED_UP -> account.usedUp(part());
            case PREPAID_TOKEN_STALE -> account.tokenRefused(part());
            default -> account.giveBack(part());
        }
        return failure.toException(Charge.NONE);
    }

    private static boolean isNotPrepaid(CallFailure failure) {
        return switch (failure.reason()) {
            case PREPAID_USED_UP,
                    PREPAID_TOKEN_STALE,
                    PREPAID_REFUSED,
                    PREPAID_UNPLANNED,
                    PAYMENT_TYPE,
                    CHANNEL_UNKNOWN -> true;
            default -> false;
        };
    }

    private Part part() {
        Part taken = part;
        if (taken == null) {
            throw new IllegalStateException("nothing was prepared");
        }
        return taken;
    }

    private static DeadlineExceededException tooLate() {
        return new DeadlineExceededException(
                "the batch for the prepaid call was not ready within the deadline; another paid call may be holding the"
                        + " payment channel. The call was not sent",
                null,
                Charge.NONE);
    }
}
