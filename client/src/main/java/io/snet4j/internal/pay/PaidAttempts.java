package io.snet4j.internal.pay;

import io.grpc.Metadata;
import io.snet4j.errors.CallCancelledException;
import io.snet4j.errors.ChannelBusyException;
import io.snet4j.errors.SnetException;
import io.snet4j.errors.SnetException.Charge;
import io.snet4j.internal.transport.Budget;
import io.snet4j.internal.transport.CallFailure;
import io.snet4j.internal.transport.Prices;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The payment of one call over its attempts. A call is attempted again only after a refusal that came before any work,
 * and then for the same price. For one thread at a time.
 */
public final class PaidAttempts {
    private static final int BUSY_TRIES = 6;
    private static final Duration FIRST_BACK_OFF = Duration.ofMillis(50);

    private final Payer payer;
    private final PaymentRequest request;
    private final SpendingTally.Reservation reservation;
    private final Budget budget;
    private @Nullable Payment current;
    private int busyTries;
    private boolean renewed;
    private boolean authorizedAgain;

    PaidAttempts(Payer payer, PaymentRequest request, SpendingTally tally, Budget budget) {
        this.payer = payer;
        this.request = request;
        this.reservation = tally.reserve(request.price(), request.method());
        this.budget = budget;
    }

    /**
     * Prepares the payment without blocking.
     *
     * @return the headers to send; fails with what stands in the way, and then nothing was signed
     */
    public CompletableFuture<Metadata> prepare() {
        CompletableFuture<Payment> payment = payer.prepare(request, reservation, budget);
        CompletableFuture<Metadata> headers = payment.thenApply(this::accept);
        headers.whenComplete((ready, failure) -> {
            if (failure != null) {
                payment.cancel(false);
                // Too late to cancel: it is ready, and nobody takes it.
                payment.thenAccept(unwanted -> unwanted.end(Charge.NONE));
            }
        });
        payment.whenComplete((ready, failure) -> {
            if (failure != null) {
                reservation.end(false);
            }
        });
        return headers;
    }

    /** As {@link #prepare}, blocking. */
    public Metadata await() {
        CompletableFuture<Payment> payment = payer.prepare(request, reservation, budget);
        try {
            return accept(Waits.await(payment, budget));
        } catch (RuntimeException | Error e) {
            reservation.end(false);
            throw e;
        }
    }

    private Metadata accept(Payment payment) {
        current = payment;
        return payment.headers();
    }

    /** The call succeeded. */
    public void charged() {
        payment().end(Charge.CHARGED);
    }

    /** The call will not be sent. */
    public void abandon() {
        payment().book().distrust();
        payment().end(Charge.NONE);
    }

    /** Nobody is left to find out what the call came to: the client is closed. */
    public void giveUp() {
        payment().end(Charge.UNKNOWN);
    }

    /**
     * Returns if the call may be attempted again, with the headers that it returns. Blocks.
     *
     * @throws io.snet4j.errors.SnetException what the caller of the call gets
     */
    public Metadata recover(CallFailure failure) {
        if (!failure.refusedByDaemon()) {
            throw fail(failure, false);
        }
        try {
            switch (failure.reason()) {
                case CHANNEL_BUSY, CHANNEL_UNKNOWN -> {
                    if (busyTries < BUSY_TRIES && !budget.isUsedUp()) {
                        payer.wallet().pauses().backOff(busyTries++, FIRST_BACK_OFF);
                        return payment().headers();
                    }
                }
                case STALE_NONCE, CHANNEL_EXPIRING, CHANNEL_EMPTY -> {
                    if (!renewed) {
                        return renew();
                    }
                }
                case PRICE_MISMATCH -> {
                    // The daemon's price is ours: then it is the amount that was stale.
                    boolean staleAmount = Prices.of(failure)
                            .filter(prices -> prices.price().equals(request.price()))
                            .isPresent();
                    if (staleAmount) {
                        if (!renewed) {
                            return renew();
                        }
                        throw outrun(failure);
                    }
                }
                case AUTHORIZATION_EXPIRED, AUTHORIZATION_UNEXPLAINED -> {
                    if (!authorizedAgain) {
                        authorizedAgain = true;
                        return payment().headers();
                    }
                }
                default -> {}
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            payment().end(Charge.NONE);
            throw new CallCancelledException("the calling thread was interrupted", e, Charge.NONE);
        }
        throw fail(failure, false);
    }

    /** The price is right and the amount was fresh: somebody else pays from the channel meanwhile. */
    private ChannelBusyException outrun(CallFailure failure) {
        SnetException settled = fail(failure, false);
        return new ChannelBusyException(
                "another client pays through the same payment channel; try again when it is done, or give each client an"
                        + " identity of its own [" + failure.status().getDescription() + "]",
                settled.getCause());
    }

    /**
     * Settles the books after the last attempt. Blocks.
     *
     * @param mayStillRun whether the daemon may go on with the work although the caller is gone
     * @return what the caller of the call gets
     */
    public SnetException fail(CallFailure failure, boolean mayStillRun) {
        Payment payment = payment();
        if (failure.refusedByDaemon() || !failure.sent() || request.price().isZero()) {
            if (failure.sent()) {
                payment.book().distrust();
            }
            payment.end(Charge.NONE);
            return failure.toException(Charge.NONE);
        }
        Charge charge = new Settlement(payer, payment, mayStillRun).await(failure);
        return failure.toException(charge);
    }

    /** Learns what is true, perhaps takes another channel, and signs anew. */
    private Metadata renew() {
        renewed = true;
        Payment old = payment();
        payer.distrust();
        payer.wallet().latestBlock();
        CompletableFuture<Payment> next = payer.prepare(request, reservation, budget);
        old.endForRenewal();
        try {
            return accept(Waits.await(next, budget));
        } catch (RuntimeException | Error e) {
            reservation.end(false);
            throw e;
        }
    }

    private Payment payment() {
        Payment payment = current;
        if (payment == null) {
            throw new IllegalStateException("nothing was prepared");
        }
        return payment;
    }
}
