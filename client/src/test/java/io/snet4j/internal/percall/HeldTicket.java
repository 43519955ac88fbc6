package io.snet4j.internal.percall;

import io.snet4j.errors.SnetException.Charge;
import io.snet4j.internal.core.Budget;
import io.snet4j.internal.loop.Outcome;
import io.snet4j.internal.loop.Ticket;
import io.snet4j.internal.transport.Waits;
import io.snet4j.payment.SignedAmount;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A ticket that is taken, and held until the test says how its call ended. */
public final class HeldTicket {
    private final PerCallTickets tickets;
    private final Budget budget;
    private volatile @Nullable Ticket ticket;

    public HeldTicket(PerCallTickets tickets, Budget budget) {
        this.tickets = tickets;
        this.budget = budget;
    }

    public CompletableFuture<Ticket> prepare() {
        CompletableFuture<Ticket> taking = tickets.take();
        taking.whenComplete((taken, failure) -> ticket = taken);
        return taking;
    }

    public void await() {
        ticket = Waits.await(tickets.take(), budget);
    }

    SignedAmount signed() {
        return held().signed().orElseThrow();
    }

    public Charge charged() {
        return held().end(Outcome.DONE);
    }

    private Ticket held() {
        return java.util.Objects.requireNonNull(ticket);
    }
}
