package io.snet4j.internal.percall;

import io.grpc.Metadata;
import io.snet4j.errors.ChannelBusyException;
import io.snet4j.errors.PaymentException;
import io.snet4j.errors.SnetException;
import io.snet4j.errors.SnetException.Charge;
import io.snet4j.internal.channel.OpenPayment;
import io.snet4j.internal.core.Budget;
import io.snet4j.internal.ledger.SpendingTally;
import io.snet4j.internal.loop.Outcome;
import io.snet4j.internal.loop.PricedCall;
import io.snet4j.internal.loop.Step;
import io.snet4j.internal.loop.Ticket;
import io.snet4j.internal.loop.Tickets;
import io.snet4j.internal.loop.Way;
import io.snet4j.internal.loop.When;
import io.snet4j.internal.transport.CallFailure;
import io.snet4j.internal.transport.Prices;
import io.snet4j.payment.SignedAmount;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** A call that is paid by itself: its price is signed. It is attempted again for the same price only. */
public final class PerCallTickets implements Tickets {
    private final PerCall payer;
    private final PricedCall request;
    private final SpendingTally.Reservation reservation;
    private final Budget budget;
    private final Optional<Clearance> clearance;

    PerCallTickets(PerCall payer, PricedCall request, SpendingTally.Reservation reservation, Budget budget) {
        this.payer = payer;
        this.request = request;
        this.reservation = reservation;
        this.budget = budget;
        this.clearance = payer.clearance(request);
    }

    @Override
    public Way way() {
        return Way.PER_CALL;
    }

    @Override
    public CompletableFuture<Ticket> take() {
        CompletableFuture<OpenPayment> payment = clearance
                .map(asked -> asked.before(this::prepare, payer.scope(), budget))
                .orElseGet(this::prepare);
        CompletableFuture<Ticket> ticket = payment.thenApply(ready -> new SignedTicket(payer, ready));
        ticket.whenComplete((ready, failure) -> {
            if (failure != null) {
                payment.cancel(false);
                // It is too late to cancel. The payment is ready and nobody takes it.
                payment.thenAccept(unwanted -> unwanted.end(Charge.NONE));
            }
        });
        payment.whenComplete((ready, failure) -> {
            if (failure != null) {
                reservation.end();
            }
        });
        return ticket;
    }

    private CompletableFuture<OpenPayment> prepare() {
        return payer.prepare(request, reservation, budget);
    }

    @Override
    public Set<When> facts(Ticket ticket, CallFailure failure) {
        Set<When> facts = EnumSet.noneOf(When.class);
        if (failure.refusedByDaemon()) {
            facts.add(When.REFUSED);
        }
        if (payment(ticket).book().isBeingClaimed()) {
            facts.add(When.CLAIM_ON_ITS_WAY);
        }
        // The daemon names the price that we paid, so the amount was stale.
        if (Prices.of(failure)
                .filter(prices -> prices.price().equals(request.price()))
                .isPresent()) {
            facts.add(When.OUR_PRICE);
        }
        return facts;
    }

    @Override
    public CompletableFuture<Ticket> again(Step step, Ticket ticket, CallFailure failure) {
        return switch (step) {
            case RENEW -> renew(payment(ticket), true);
            case ELSEWHERE, AROUND_CLAIM -> {
                payment(ticket).book().locked();
                yield renew(payment(ticket), false);
            }
            default -> CompletableFuture.completedFuture(ticket);
        };
    }

    /**
     * Asks for the channel's true state, perhaps takes another channel, and signs anew. A daemon that may have taken
     * the payment that it just refused gets no other one.
     *
     * @param asking whether the daemon is asked what became of it, too
     */
    private CompletableFuture<Ticket> renew(OpenPayment old, boolean asking) {
        payer.channels().distrust();
        payer.channels().account().blocks().ask();
        try {
            old.refusedForNow();
            payer.lookAtRefused(old, asking, budget);
            return take();
        } finally {
            old.giveTurnBack();
        }
    }

    @Override
    public SnetException explain(Step end, Ticket ticket, CallFailure failure, Charge charge) {
        SnetException reason = failure.toException(charge);
        String told = " [" + failure.status().getDescription() + "]";
        return switch (end) {
            // The price is right and the amount was fresh: somebody else pays from the channel meanwhile.
            case OUTRUN ->
                new ChannelBusyException(
                        "another client pays through the same payment channel; try again when it is done, or give each client"
                                + " an identity of its own" + told,
                        reason.getCause());
            // Until a claim is mined, the daemon does not see what was added to the channel since the claim began.
            case CLAIM_IN_THE_WAY ->
                new PaymentException(
                        "a claim of payment channel " + payment(ticket).book().id()
                                + " is on its way, and the daemon does not see what was added to the channel meanwhile. Wait"
                                + " until the claim is mined, or allow another channel with channelDeposit" + told,
                        reason.getCause(),
                        Charge.NONE);
            default -> reason;
        };
    }

    private static OpenPayment payment(Ticket ticket) {
        return ((SignedTicket) ticket).payment;
    }

    private record SignedTicket(PerCall payer, OpenPayment payment) implements Ticket {
        @Override
        public Metadata headers() {
            return payment.headers();
        }

        @Override
        public Optional<SignedAmount> signed() {
            return Optional.of(payment.signed());
        }

        @Override
        public Charge end(Outcome outcome) {
            boolean costs = !payment.signed().price().isZero();
            switch (outcome.kind()) {
                case DONE -> {
                    payment.end(Charge.CHARGED);
                    return costs ? Charge.CHARGED : Charge.NONE;
                }
                case UNSENT -> payment.end(Charge.NONE);
                case REFUSED -> {
                    payment.book().distrust();
                    payment.refused();
                }
                case FORSAKEN -> {
                    payment.end(Charge.UNKNOWN);
                    return Charge.UNKNOWN;
                }
                case WITHHELD, LOST, RUNS_ON -> {
                    if (costs && outcome.kind() != Outcome.Kind.WITHHELD) {
                        return new Settlement(payer, payment, outcome.kind() == Outcome.Kind.RUNS_ON).await();
                    }
                    payment.book().distrust();
                    payment.end(Charge.NONE);
                }
            }
            return Charge.NONE;
        }
    }
}
