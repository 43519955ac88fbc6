package io.snet4j.internal.pay;

import io.grpc.Channel;
import io.grpc.Metadata;
import io.snet4j.errors.DeadlineExceededException;
import io.snet4j.errors.SnetException;
import io.snet4j.errors.SnetException.Charge;
import io.snet4j.internal.transport.Budget;
import io.snet4j.internal.transport.CallFailure;
import io.snet4j.internal.transport.PaymentTerms;
import io.snet4j.internal.transport.Reason;
import io.snet4j.internal.transport.Replicas;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks whether the daemon that is going to be called takes payments, before anything is chosen, asked for or signed. A
 * call that is found to go to another one, or to one that has changed its mind, begins anew once.
 */
final class TermsAttempts implements CallPayment {
    private final Replicas daemons;
    private final Payer payer;
    private final PaymentRequest request;
    private final Budget budget;
    private final Supplier<CallPayment> paying;
    private volatile @Nullable CallPayment current;
    private volatile boolean paid;
    private boolean changed;

    /** @param paying begins to pay the call; may be asked twice */
    TermsAttempts(Replicas daemons, Payer payer, PaymentRequest request, Budget budget, Supplier<CallPayment> paying) {
        this.daemons = daemons;
        this.payer = payer;
        this.request = request;
        this.budget = budget;
        this.paying = paying;
    }

    /** @return done at once, as far as this class is concerned, if the page was read before */
    @Override
    public CompletableFuture<Metadata> prepare() {
        CompletableFuture<PaymentTerms> terms = daemons.terms();
        if (terms.isDone() && !terms.isCompletedExceptionally()) {
            return begin(terms.join());
        }
        CompletableFuture<Metadata> result = new CompletableFuture<>();
        // Of its own: ending it leaves the page to others who wait for it.
        CompletableFuture<PaymentTerms> awaited = payer.endWithMe(terms.copy());
        budget.onExpiry(awaited, payer.wallet().executor(), () -> awaited.completeExceptionally(tooLate()));
        result.whenComplete((headers, failure) -> awaited.cancel(false));
        awaited.whenComplete((told, failure) -> {
            if (failure != null) {
                result.completeExceptionally(cause(failure));
            } else if (!result.isDone()) {
                begin(told, result);
            }
        });
        return result;
    }

    private void begin(PaymentTerms terms, CompletableFuture<Metadata> result) {
        try {
            CompletableFuture<Metadata> headers = begin(terms);
            result.whenComplete((ready, failure) -> headers.cancel(false));
            headers.whenComplete((ready, failure) -> {
                if (failure != null) {
                    result.completeExceptionally(cause(failure));
                } else if (!result.complete(ready)) {
                    abandon();
                }
            });
        } catch (RuntimeException | Error e) {
            result.completeExceptionally(e);
        }
    }

    private CompletableFuture<Metadata> begin(PaymentTerms terms) {
        CallPayment way = terms.takesPayments()
                ? paying.get()
                : new UnpaidAttempts(payer.wallet().events(), request, terms.daemon());
        paid = terms.takesPayments();
        current = way;
        return way.prepare();
    }

    @Override
    public Channel over(Channel channel) {
        return current().over(channel);
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
        if (!changed && mayHaveChanged(failure) && isOtherNow()) {
            changed = true;
            // Settles what the first way holds; nothing of it was done.
            current().fail(failure, false);
            return Waits.await(prepare(), budget);
        }
        return current().recover(failure);
    }

    @Override
    public SnetException fail(CallFailure failure, boolean mayStillRun) {
        mayHaveChanged(failure);
        return current().fail(failure, mayStillRun);
    }

    /**
     * Nothing was done yet, and what the page said may not hold: the next replica is another daemon, a daemon that is
     * back may have been set up anew, and one that wants a payment after all takes them.
     */
    private boolean mayHaveChanged(CallFailure failure) {
        boolean gone = failure.reason() == Reason.UNREACHABLE;
        boolean contradicted = !paid && UnpaidAttempts.mayWantPayment(failure);
        if (contradicted || gone && !daemons.areSeveral()) {
            daemons.forgetTerms();
        }
        return contradicted || gone && !failure.sent() && daemons.areSeveral();
    }

    /** Not if that cannot be told in time: the failure that the call has is as good then. */
    private boolean isOtherNow() {
        try {
            return Waits.await(daemons.terms().copy(), budget).takesPayments() != paid;
        } catch (SnetException | IllegalStateException e) {
            return false;
        }
    }

    private CallPayment current() {
        CallPayment way = current;
        if (way == null) {
            throw new IllegalStateException("nothing was prepared");
        }
        return way;
    }

    private static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    private static DeadlineExceededException tooLate() {
        return new DeadlineExceededException(
                "the daemon's heartbeat page, which says whether it takes payments, did not come within the deadline."
                        + " Nothing was signed",
                null,
                Charge.NONE);
    }
}
