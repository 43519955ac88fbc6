package io.snet4j.internal.call;

import io.grpc.Channel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.snet4j.errors.PaymentException;
import io.snet4j.errors.SnetException;
import io.snet4j.errors.SnetException.Charge;
import io.snet4j.internal.ledger.PaymentEvents;
import io.snet4j.internal.loop.Outcome;
import io.snet4j.internal.loop.PricedCall;
import io.snet4j.internal.loop.Step;
import io.snet4j.internal.loop.Ticket;
import io.snet4j.internal.loop.Tickets;
import io.snet4j.internal.loop.Way;
import io.snet4j.internal.loop.When;
import io.snet4j.internal.transport.CallFailure;
import io.snet4j.internal.transport.PaymentNeed;
import io.snet4j.payment.UnpaidCall;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** A call to a daemon that takes no payment: nothing is signed for it, and it costs nothing, whatever it comes to. */
final class UnpaidTickets implements Tickets {
    static final String REASON =
            "the daemon's heartbeat page says that it takes no payment (\"blockchainEnabled\": false)";

    private final PaymentEvents events;
    private final PricedCall request;
    private final URI daemon;

    UnpaidTickets(PaymentEvents events, PricedCall request, URI daemon) {
        this.events = events;
        this.request = request;
        this.daemon = daemon;
    }

    @Override
    public Way way() {
        return Way.UNPAID;
    }

    @Override
    public CompletableFuture<Ticket> take() {
        events.unpaid(new UnpaidCall(request.method(), request.modelId(), request.price(), daemon, REASON));
        return CompletableFuture.completedFuture(new Unpaid());
    }

    @Override
    public Set<When> facts(Ticket ticket, CallFailure failure) {
        return failure.refusedByDaemon() ? Set.of(When.REFUSED) : Set.of();
    }

    @Override
    public CompletableFuture<Ticket> again(Step step, Ticket ticket, CallFailure failure) {
        return CompletableFuture.completedFuture(ticket);
    }

    @Override
    public SnetException explain(Step end, Ticket ticket, CallFailure failure, Charge charge) {
        SnetException reason = failure.toException(charge);
        if (!wantsPayment(failure)) {
            return reason;
        }
        return new PaymentException(
                request.method() + ": " + REASON + ", and the daemon at " + daemon
                        + " refuses the call without one. Nothing was paid. The page is read again before the next call;"
                        + " if it stays so, tell the provider, or name another endpoint in ServiceOptions ["
                        + failure.status().getDescription() + "]",
                reason,
                Charge.NONE);
    }

    /** Whether a daemon may have refused the call because it wants a payment. Its page is read again then. */
    static boolean mayWantPayment(CallFailure failure) {
        return wantsPayment(failure) || failure.answered() && failure.status().getCode() == Status.Code.UNAUTHENTICATED;
    }

    /** Whether its words are those of a daemon that misses a payment's headers. */
    private static boolean wantsPayment(CallFailure failure) {
        String text = Optional.ofNullable(failure.status().getDescription())
                .orElse("")
                .replaceFirst("^internal error: ", "");
        boolean missing = text.startsWith("missing \"snet-")
                || text.startsWith("missing metadata")
                || text.startsWith("no training model found")
                || text.startsWith("[trainUnaryValidator] no training model found");
        return failure.answered() && (missing || isAboutPayment(failure));
    }

    private static boolean isAboutPayment(CallFailure failure) {
        return switch (failure.reason()) {
            case PAYMENT_MISSING, PAYMENT_TYPE, PAYMENT_SIGNATURE, PRICE_MISMATCH, STALE_NONCE, CHANNEL_UNKNOWN -> true;
            default -> false;
        };
    }

    private static final class Unpaid implements Ticket {
        @Override
        public Metadata headers() {
            return new Metadata();
        }

        @Override
        public Channel over(Channel daemons) {
            return PaymentNeed.unpaid(daemons);
        }

        @Override
        public Charge end(Outcome outcome) {
            return Charge.NONE;
        }
    }
}
