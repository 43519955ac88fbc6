package io.snet4j.internal.prepaid;

import io.grpc.Metadata;
import io.snet4j.errors.DeadlineExceededException;
import io.snet4j.errors.PaymentException;
import io.snet4j.errors.SnetException.Charge;
import io.snet4j.internal.core.Budget;
import io.snet4j.internal.ledger.SpendingTally;
import io.snet4j.internal.loop.NoTicket;
import io.snet4j.internal.loop.Outcome;
import io.snet4j.internal.loop.PricedCall;
import io.snet4j.internal.loop.ServiceScope;
import io.snet4j.internal.loop.Step;
import io.snet4j.internal.loop.Ticket;
import io.snet4j.internal.loop.Tickets;
import io.snet4j.internal.loop.Way;
import io.snet4j.internal.loop.When;
import io.snet4j.internal.prepaid.Purses.Part;
import io.snet4j.internal.transport.CallFailure;
import io.snet4j.internal.transport.Reason;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/** A call that is paid with a part of a batch. It holds no channel. */
public final class PrepaidTickets implements Tickets {
    private final ServiceScope scope;
    private final SpendingTally tally;
    private final PrepaidAccount account;
    private final PricedCall request;
    private final Budget budget;

    public PrepaidTickets(
            ServiceScope scope, SpendingTally tally, PrepaidAccount account, PricedCall request, Budget budget) {
        this.scope = scope;
        this.tally = tally;
        this.account = account;
        this.request = request;
        this.budget = budget;
    }

    @Override
    public Way way() {
        return Way.PREPAID;
    }

    @Override
    public CompletableFuture<Ticket> take() {
        scope.requireReady();
        tally.requirePerCall(request.price(), request.method());
        if (request.price().isZero() || request.price().compareTo(account.batch()) > 0) {
            throw new NoTicket(new PaymentException(
                    "no batch of " + account.batch() + " is signed for a call that costs " + request.price(),
                    null,
                    Charge.NONE));
        }
        CompletableFuture<Part> taken = account.take(request.price());
        CompletableFuture<Ticket> result = new CompletableFuture<>();
        result.whenComplete((ticket, failure) -> taken.cancel(false));
        taken.whenComplete((part, failure) -> {
            if (failure != null) {
                result.completeExceptionally(failure);
            } else if (!result.complete(new Prepaid(account, part))) {
                account.giveBack(part);
            }
        });
        if (!result.isDone()) {
            scope.endWithMe(result);
            budget.onExpiry(result, scope.executor(), () -> result.completeExceptionally(tooLate()));
        }
        return result;
    }

    @Override
    public Set<When> facts(Ticket ticket, CallFailure failure) {
        return failure.refusedByDaemon() ? Set.of(When.REFUSED) : Set.of();
    }

    @Override
    public CompletableFuture<Ticket> again(Step step, Ticket ticket, CallFailure failure) {
        ticket.end(Outcome.of(failure, false));
        if (step == Step.NEXT_WAY) {
            throw account.refused(failure.toException(Charge.NONE));
        }
        return take();
    }

    private static DeadlineExceededException tooLate() {
        return new DeadlineExceededException(
                "the batch for the prepaid call was not ready within the deadline; another paid call may be holding the"
                        + " payment channel. The call was not sent",
                null,
                Charge.NONE);
    }

    private static final class Prepaid implements Ticket {
        private final PrepaidAccount account;
        private final Part part;
        private final AtomicBoolean ended = new AtomicBoolean();

        private Prepaid(PrepaidAccount account, Part part) {
            this.account = account;
            this.part = part;
        }

        @Override
        public Metadata headers() {
            return part.headers();
        }

        @Override
        public Charge end(Outcome outcome) {
            boolean first = ended.compareAndSet(false, true);
            return switch (outcome.kind()) {
                case DONE -> Charge.CHARGED;
                // What may have been used counts as used.
                case LOST, RUNS_ON, FORSAKEN -> Charge.UNKNOWN;
                case WITHHELD, UNSENT, REFUSED -> {
                    if (first) {
                        giveBack(outcome);
                    }
                    yield Charge.NONE;
                }
            };
        }

        /** What the daemon gives back: the price of a call that it refused, or that failed. */
        private void giveBack(Outcome outcome) {
            if (outcome.isFor(Reason.PREPAID_USED_UP)) {
                account.usedUp(part);
            } else if (outcome.isFor(Reason.PREPAID_TOKEN_STALE)) {
                account.tokenRefused(part);
            } else {
                account.giveBack(part);
            }
        }
    }
}
