package io.snet4j.internal.call;

import io.snet4j.errors.DeadlineExceededException;
import io.snet4j.errors.SnetException;
import io.snet4j.errors.SnetException.Charge;
import io.snet4j.internal.core.Budget;
import io.snet4j.internal.ledger.PaymentEvents;
import io.snet4j.internal.loop.NoTicket;
import io.snet4j.internal.loop.Outcome;
import io.snet4j.internal.loop.PricedCall;
import io.snet4j.internal.loop.ServiceScope;
import io.snet4j.internal.loop.Step;
import io.snet4j.internal.loop.Ticket;
import io.snet4j.internal.loop.Tickets;
import io.snet4j.internal.loop.Way;
import io.snet4j.internal.loop.When;
import io.snet4j.internal.transport.CallFailure;
import io.snet4j.internal.transport.PaymentTerms;
import io.snet4j.internal.transport.Reason;
import io.snet4j.internal.transport.Replicas;
import io.snet4j.internal.transport.Waits;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Gives a call the tickets of the first way to pay that has one. Before anything is chosen or signed, it asks whether
 * the daemon that is going to be called takes payments. A call that turns out to reach another daemon, or one with
 * other settings, begins anew once.
 */
final class CallTickets implements Tickets {
    private final Replicas daemons;
    private final ServiceScope scope;
    private final PaymentEvents events;
    private final PricedCall request;
    private final Budget budget;
    private final List<Supplier<Tickets>> paying;
    private final Deque<Supplier<Tickets>> ways = new ArrayDeque<>();
    private final List<SnetException> refusals = new ArrayList<>();
    private volatile @Nullable Tickets current;
    private volatile boolean paid;
    private boolean begunAnew;
    private @Nullable CallFailure heeded;

    /** @param paying the ways to pay, each of which begins to pay the call, in this order; at least one */
    CallTickets(
            Replicas daemons,
            ServiceScope scope,
            PaymentEvents events,
            PricedCall request,
            Budget budget,
            List<Supplier<Tickets>> paying) {
        this.daemons = daemons;
        this.scope = scope;
        this.events = events;
        this.request = request;
        this.budget = budget;
        this.paying = paying;
    }

    @Override
    public Way way() {
        return current().way();
    }

    /** @return waits for no page that was read before */
    @Override
    public CompletableFuture<Ticket> take() {
        CompletableFuture<Ticket> result = new CompletableFuture<>();
        CompletableFuture<PaymentTerms> terms = daemons.terms();
        if (terms.isDone() && !terms.isCompletedExceptionally()) {
            begin(terms.join(), result);
            return result;
        }
        // A copy, so that ending this wait does not end the wait of other calls.
        CompletableFuture<PaymentTerms> awaited = scope.endWithMe(terms.copy());
        budget.onExpiry(awaited, scope.executor(), () -> awaited.completeExceptionally(tooLate()));
        result.whenComplete((ticket, failure) -> awaited.cancel(false));
        awaited.whenComplete((told, failure) -> {
            if (failure != null) {
                result.completeExceptionally(Waits.cause(failure));
            } else if (!result.isDone()) {
                begin(told, result);
            }
        });
        return result;
    }

    private void begin(PaymentTerms terms, CompletableFuture<Ticket> result) {
        paid = terms.takesPayments();
        ways.clear();
        if (paid) {
            ways.addAll(paying);
        } else {
            ways.add(() -> new UnpaidTickets(events, request, terms.daemon()));
        }
        hand(takeNext(), result);
    }

    private CompletableFuture<Ticket> takeNext() {
        return orFailed(() -> {
            Tickets next = ways.remove().get();
            current = next;
            return next.take();
        });
    }

    private static CompletableFuture<Ticket> orFailed(Supplier<CompletableFuture<Ticket>> begin) {
        try {
            return begin.get();
        } catch (RuntimeException | Error e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** The ticket, or that of the next way. */
    private void hand(CompletableFuture<Ticket> taken, CompletableFuture<Ticket> result) {
        result.whenComplete((ticket, failure) -> taken.cancel(false));
        taken.whenComplete((ticket, failure) -> {
            if (failure == null) {
                if (!result.complete(ticket)) {
                    ticket.end(Outcome.WITHHELD);
                }
            } else if (Waits.cause(failure) instanceof NoTicket refused) {
                refusals.add(refused.reason());
                if (ways.isEmpty()) {
                    result.completeExceptionally(explained(refused.reason()));
                } else if (!result.isDone()) {
                    hand(takeNext(), result);
                }
            } else {
                result.completeExceptionally(explained(Waits.cause(failure)));
            }
        });
    }

    /** Adds why the ways before the last one were refused: that is part of why the call cannot be paid. */
    private Throwable explained(Throwable failure) {
        refusals.stream().filter(refusal -> refusal != failure).forEach(failure::addSuppressed);
        return failure;
    }

    @Override
    public Set<When> facts(Ticket ticket, CallFailure failure) {
        Set<When> facts = EnumSet.noneOf(When.class);
        facts.addAll(current().facts(ticket, failure));
        if (!begunAnew && mayHaveChanged(failure) && isOtherNow()) {
            facts.add(When.OTHER_TERMS);
        }
        return facts;
    }

    @Override
    public CompletableFuture<Ticket> again(Step step, Ticket ticket, CallFailure failure) {
        if (step == Step.BEGIN_ANEW) {
            begunAnew = true;
            // Nothing of it was done.
            ticket.end(Outcome.of(failure, false));
            return take();
        }
        CompletableFuture<Ticket> result = new CompletableFuture<>();
        hand(orFailed(() -> current().again(step, ticket, failure)), result);
        return result;
    }

    @Override
    public Exception explain(Step end, Ticket ticket, CallFailure failure, Charge charge) {
        mayHaveChanged(failure);
        return current().explain(end, ticket, failure, charge);
    }

    /**
     * Whether nothing was done yet, and what the page said may be out of date. The next replica is another daemon, a
     * daemon that is back may have new settings, and a daemon that wants a payment after all takes payments.
     */
    private boolean mayHaveChanged(CallFailure failure) {
        boolean gone = failure.reason() == Reason.UNREACHABLE;
        boolean contradicted = !paid && UnpaidTickets.mayWantPayment(failure);
        if (heeded != failure && (contradicted || gone && !daemons.areSeveral())) {
            daemons.forgetTerms();
        }
        heeded = failure;
        return contradicted || gone && !failure.sent() && daemons.areSeveral();
    }

    /** False if that cannot be told in time, because the failure that the call has is as good then. */
    private boolean isOtherNow() {
        try {
            return Waits.await(daemons.terms().copy(), budget).takesPayments() != paid;
        } catch (SnetException | IllegalStateException e) {
            return false;
        }
    }

    private Tickets current() {
        Tickets way = current;
        if (way == null) {
            throw new IllegalStateException("no ticket was taken");
        }
        return way;
    }

    private static DeadlineExceededException tooLate() {
        return new DeadlineExceededException(
                "the daemon's heartbeat page, which says whether it takes payments, did not come within the deadline."
                        + " Nothing was signed",
                null,
                Charge.NONE);
    }
}
