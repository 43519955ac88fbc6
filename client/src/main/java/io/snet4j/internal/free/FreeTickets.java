package io.snet4j.internal.free;

import io.grpc.Metadata;
import io.snet4j.errors.CallCancelledException;
import io.snet4j.errors.DeadlineExceededException;
import io.snet4j.errors.SnetException;
import io.snet4j.errors.SnetException.Charge;
import io.snet4j.internal.core.Budget;
import io.snet4j.internal.loop.FairQueue;
import io.snet4j.internal.loop.NoTicket;
import io.snet4j.internal.loop.Outcome;
import io.snet4j.internal.loop.ServiceScope;
import io.snet4j.internal.loop.Step;
import io.snet4j.internal.loop.Ticket;
import io.snet4j.internal.loop.Tickets;
import io.snet4j.internal.loop.Way;
import io.snet4j.internal.loop.When;
import io.snet4j.internal.onchain.BlockClock;
import io.snet4j.internal.transport.CallFailure;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A call that costs nothing, whatever it comes to. It holds its user's turn from its preparation to its end. */
public final class FreeTickets implements Tickets {
    private final ServiceScope scope;
    private final BlockClock blocks;
    private final FreeCalls calls;
    private final Budget budget;

    public FreeTickets(ServiceScope scope, BlockClock blocks, FreeCalls calls, Budget budget) {
        this.scope = scope;
        this.blocks = blocks;
        this.calls = calls;
        this.budget = budget;
    }

    @Override
    public Way way() {
        return Way.FREE;
    }

    @Override
    public CompletableFuture<Ticket> take() {
        calls.requireSome();
        // Beside the wait for the turn.
        blocks.prepare(0);
        CompletableFuture<Ticket> result = scope.endWithMe(new CompletableFuture<>());
        budget.onExpiry(result, scope.executor(), () -> result.completeExceptionally(tooLate()));
        CompletableFuture<FairQueue.Lease> turn = calls.queue().enter();
        result.whenComplete((ticket, failure) -> turn.cancel(false));
        turn.thenAcceptAsync(lease -> fill(result, lease), scope.executor())
                // Comes here only when the executor takes no more work.
                .exceptionally(failure -> closed(result));
        return result;
    }

    private void fill(CompletableFuture<Ticket> result, FairQueue.Lease lease) {
        boolean taken = false;
        try {
            taken = !result.isDone() && result.complete(new Free(lease, calls.headers(budget)));
        } catch (Throwable e) {
            result.completeExceptionally(e);
        } finally {
            if (!taken) {
                lease.close();
            }
        }
    }

    private static @Nullable Void closed(CompletableFuture<Ticket> result) {
        result.completeExceptionally(new CallCancelledException("the client was closed", null, Charge.NONE));
        return null;
    }

    @Override
    public Set<When> facts(Ticket ticket, CallFailure failure) {
        return Set.of();
    }

    @Override
    public CompletableFuture<Ticket> again(Step step, Ticket ticket, CallFailure failure) {
        switch (step) {
            case NEXT_WAY -> {
                ticket.end(Outcome.of(failure, false));
                throw noTicket(failure);
            }
            case NEW_TOKEN -> calls.forgetToken();
            case AUTHORIZE -> blocks.refused();
            default -> {}
        }
        return CompletableFuture.completedFuture(((Free) ticket).with(calls.headers(budget)));
    }

    /** Two new tokens in a row that are no good are a refusal. */
    private NoTicket noTicket(CallFailure failure) {
        return switch (failure.reason()) {
            case FREE_CALL_BUSY, AUTHORIZATION_EXPIRED -> new NoTicket(failure.toException(Charge.NONE));
            default -> {
                calls.forgetToken();
                yield calls.refused(failure);
            }
        };
    }

    /** What comes of it is remembered for the calls that follow, too. */
    @Override
    public SnetException explain(Step end, Ticket ticket, CallFailure failure, Charge charge) {
        switch (failure.reason()) {
            case FREE_CALL_TOKEN_STALE -> calls.forgetToken();
            case FREE_CALLS_USED_UP, FREE_CALL_REFUSED, PAYMENT_TYPE -> calls.refused(failure);
            default -> {}
        }
        return failure.toException(charge);
    }

    private static DeadlineExceededException tooLate() {
        return new DeadlineExceededException(
                "the free call was not ready within the deadline; another one of this user may be running. Nothing was"
                        + " sent",
                null,
                Charge.NONE);
    }

    private record Free(FairQueue.Lease turn, Metadata headers) implements Ticket {
        private Free with(Metadata newer) {
            return new Free(turn, newer);
        }

        @Override
        public Charge end(Outcome outcome) {
            turn.close();
            return Charge.NONE;
        }
    }
}
