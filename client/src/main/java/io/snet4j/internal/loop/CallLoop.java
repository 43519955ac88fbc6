package io.snet4j.internal.loop;

import io.snet4j.errors.CallCancelledException;
import io.snet4j.errors.SnetException.Charge;
import io.snet4j.internal.core.Budget;
import io.snet4j.internal.transport.CallFailure;
import io.snet4j.internal.transport.Pauses;
import io.snet4j.internal.transport.Waits;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One call, from its first ticket to its outcome, however it is paid: take a ticket, authorize and send, understand the
 * outcome, look in the recovery table, and go on with the step that it names or end the ticket, which settles what was
 * lost. It runs on the threads that complete what it waits for. Whatever blocks runs on its executor.
 */
public final class CallLoop<R> {
    /** What a call that succeeded brought, and what it cost. */
    public record Paid<A>(A answer, Charge charge) {}

    private final Tickets tickets;
    private final Attempt<R> attempt;
    private final Budget budget;
    private final Pauses pauses;
    private final Executor executor;
    private final CompletableFuture<Paid<R>> result = new CompletableFuture<>();
    private volatile @Nullable CompletableFuture<Ticket> taking;
    private volatile boolean cancelled;
    private @Nullable Recovery recovery;

    public CallLoop(Tickets tickets, Attempt<R> attempt, Budget budget, Pauses pauses, Executor executor) {
        this.tickets = tickets;
        this.attempt = attempt;
        this.budget = budget;
        this.pauses = pauses;
        this.executor = executor;
    }

    /** @return fails with what the caller of the call gets */
    public CompletableFuture<Paid<R>> run() {
        take(tickets.take(), this::send, this::fail);
        if (cancelled) {
            cancel();
        }
        return result;
    }

    private void take(CompletableFuture<Ticket> ticket, Consumer<Ticket> then, Consumer<Throwable> otherwise) {
        taking = ticket;
        ticket.whenComplete((taken, obstacle) -> {
            if (obstacle == null) {
                then.accept(taken);
            } else {
                otherwise.accept(obstacle);
            }
        });
    }

    private void send(Ticket ticket) {
        try {
            attempt.send(ticket).whenComplete((answer, failure) -> {
                if (failure == null) {
                    succeed(ticket, answer);
                } else if (Waits.cause(failure) instanceof CallFailure ofCall) {
                    understand(ticket, ofCall);
                } else {
                    end(ticket, Outcome.WITHHELD, failure);
                }
            });
        } catch (RuntimeException | Error e) {
            end(ticket, Outcome.WITHHELD, e);
        }
    }

    private void understand(Ticket ticket, CallFailure failure) {
        try {
            executor.execute(() -> recover(ticket, failure, Outcome.of(failure, attempt.runsOn())));
        } catch (RejectedExecutionException e) {
            end(ticket, Outcome.FORSAKEN, failure.toException(Charge.UNKNOWN));
        }
    }

    private void recover(Ticket ticket, CallFailure failure, Outcome outcome) {
        try {
            Step step = attempt.isRepeatable() ? step(ticket, failure) : Step.END;
            if (step.endsCall()) {
                // Settles what was lost.
                Charge charge = ticket.end(outcome);
                fail(tickets.explain(step, ticket, failure, charge));
                return;
            }
            pause(step);
            take(
                    tickets.again(step, ticket, failure),
                    next -> goOn(step, ticket, next, failure),
                    obstacle -> end(ticket, outcome, obstacle));
        } catch (RuntimeException | Error e) {
            // The step itself failed, because a node does not answer, say. The ticket ends here, since nobody else
            // gives back what it holds.
            end(ticket, outcome, e);
        }
    }

    private Step step(Ticket ticket, CallFailure failure) {
        Set<When> facts = EnumSet.noneOf(When.class);
        facts.addAll(tickets.facts(ticket, failure));
        if (!budget.isUsedUp()) {
            facts.add(When.TIME_LEFT);
        }
        return recovery().next(tickets.way(), failure.reason(), facts);
    }

    /** Made when the first failure is understood. */
    private Recovery recovery() {
        Recovery known = recovery;
        if (known == null) {
            known = new Recovery();
            recovery = known;
        }
        return known;
    }

    private void pause(Step step) {
        if (step.pause().isEmpty()) {
            return;
        }
        try {
            pauses.backOff(
                    recovery().made(tickets.way(), step) - 1, step.pause().get());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CallCancelledException("the calling thread was interrupted", e, Charge.NONE);
        }
    }

    private void goOn(Step step, Ticket old, Ticket next, CallFailure failure) {
        if (step.movesOn() && next.isLike(old)) {
            // There is no other channel, and this one rests.
            understand(next, failure);
            return;
        }
        if (step.movesOn()) {
            recovery().movedOn(tickets.way());
        }
        send(next);
    }

    private void succeed(Ticket ticket, R answer) {
        try {
            result.complete(new Paid<>(answer, ticket.end(Outcome.DONE)));
        } catch (RuntimeException | Error e) {
            fail(e);
        }
    }

    private void end(Ticket ticket, Outcome outcome, Throwable failure) {
        try {
            ticket.end(outcome);
        } catch (RuntimeException | Error e) {
            failure.addSuppressed(e);
        }
        fail(failure);
    }

    private void fail(Throwable failure) {
        Throwable cause = Waits.cause(failure);
        result.completeExceptionally(
                cause instanceof CancellationException
                        ? new CallCancelledException("cancelled before anything was sent", cause, Charge.NONE)
                        : cause);
    }

    /** Ends the wait for a ticket. What was sent already is ended by the attempt. */
    public void cancel() {
        cancelled = true;
        CompletableFuture<Ticket> waiting = taking;
        if (waiting != null) {
            waiting.cancel(false);
        }
    }
}
