package io.snet4j.internal.pay;

import io.grpc.Metadata;
import io.snet4j.errors.CallCancelledException;
import io.snet4j.errors.ChannelBusyException;
import io.snet4j.errors.PaymentException;
import io.snet4j.errors.SnetException;
import io.snet4j.errors.SnetException.Charge;
import io.snet4j.internal.transport.Budget;
import io.snet4j.internal.transport.CallFailure;
import io.snet4j.internal.transport.Prices;
import io.snet4j.internal.transport.Reason;
import io.snet4j.payment.SignedAmount;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A call that is paid by itself: its price is signed. It is attempted again for the same price only. */
public final class PaidAttempts implements CallPayment {
    private static final int BUSY_TRIES = 6;
    private static final Duration FIRST_BACK_OFF = Duration.ofMillis(50);

    private final Payer payer;
    private final PaymentRequest request;
    private final SpendingTally.Reservation reservation;
    private final Budget budget;
    private @Nullable Payment current;
    private int busyTries;
    private boolean renewed;
    private boolean aroundClaim;
    private boolean authorizedAgain;

    PaidAttempts(Payer payer, PaymentRequest request, SpendingTally.Reservation reservation, Budget budget) {
        this.payer = payer;
        this.request = request;
        this.reservation = reservation;
        this.budget = budget;
    }

    @Override
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
                reservation.end();
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
            reservation.end();
            throw e;
        }
    }

    private Metadata accept(Payment payment) {
        current = payment;
        return payment.headers();
    }

    /** What the present attempt signed. */
    SignedAmount signed() {
        return payment().signed();
    }

    @Override
    public Charge charged() {
        payment().end(Charge.CHARGED);
        return request.price().isZero() ? Charge.NONE : Charge.CHARGED;
    }

    @Override
    public void abandon() {
        payment().book().distrust();
        payment().end(Charge.NONE);
    }

    @Override
    public void giveUp() {
        payment().end(Charge.UNKNOWN);
    }

    @Override
    public Metadata recover(CallFailure failure) {
        if (!failure.refusedByDaemon()) {
            throw fail(failure, false);
        }
        try {
            return next(failure);
        } catch (RuntimeException | Error e) {
            // Whatever stood in the way, such as a node that does not answer: nobody else gives the turn back.
            payment().refused();
            reservation.end();
            throw e;
        }
    }

    private Metadata next(CallFailure failure) {
        try {
            switch (failure.reason()) {
                case CHANNEL_BUSY, CHANNEL_UNKNOWN -> {
                    if (busyTries < BUSY_TRIES && !budget.isUsedUp()) {
                        payer.wallet().pauses().backOff(busyTries++, FIRST_BACK_OFF);
                        return payment().headers();
                    }
                    if (failure.reason() == Reason.CHANNEL_BUSY && !renewed && !budget.isUsedUp()) {
                        return elsewhere(failure);
                    }
                }
                case STALE_NONCE, STALE_AMOUNT -> {
                    if (!renewed) {
                        return renew(true);
                    }
                }
                case CHANNEL_EXPIRING, CHANNEL_EMPTY -> {
                    if (!renewed) {
                        return renew(true);
                    }
                    if (payment().book().isBeingClaimed()) {
                        return aroundClaim(failure);
                    }
                }
                case PRICE_MISMATCH -> {
                    // The daemon's price is ours: then it is the amount that was stale.
                    boolean staleAmount = Prices.of(failure)
                            .filter(prices -> prices.price().equals(request.price()))
                            .isPresent();
                    if (staleAmount) {
                        if (!renewed) {
                            return renew(true);
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
            payment().refused();
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

    @Override
    public SnetException fail(CallFailure failure, boolean mayStillRun) {
        Payment payment = payment();
        if (failure.refusedByDaemon() || !failure.sent() || request.price().isZero()) {
            if (failure.sent()) {
                payment.book().distrust();
            }
            if (failure.refusedByDaemon()) {
                payment.refused();
            } else {
                payment.end(Charge.NONE);
            }
            return failure.toException(Charge.NONE);
        }
        Charge charge = new Settlement(payer, payment, mayStillRun).await(failure);
        return failure.toException(charge);
    }

    /** Another channel, or a new one, while this one rests. */
    private Metadata elsewhere(CallFailure failure) {
        return elsewhere().orElseThrow(() -> fail(failure, false));
    }

    /** What was added to a channel since a claim of it began, the daemon sees when that is mined. */
    private Metadata aroundClaim(CallFailure failure) {
        if (!aroundClaim && !budget.isUsedUp()) {
            aroundClaim = true;
            Optional<Metadata> headers = elsewhere();
            if (headers.isPresent()) {
                return headers.get();
            }
        }
        SnetException settled = fail(failure, false);
        throw new PaymentException(
                "a claim of payment channel " + payment().book().id()
                        + " is on its way, and the daemon does not see what"
                        + " was added to the channel meanwhile. Wait until the claim is mined, or allow another channel"
                        + " with channelDeposit [" + failure.status().getDescription() + "]",
                settled.getCause(),
                Charge.NONE);
    }

    /** @return empty if there is none but this one; it is signed for again then, and not sent */
    private Optional<Metadata> elsewhere() {
        ChannelBook resting = payment().book();
        resting.locked();
        Metadata headers = renew(false);
        if (payment().book() == resting) {
            return Optional.empty();
        }
        busyTries = 0;
        return Optional.of(headers);
    }

    /**
     * Learns what is true, perhaps takes another channel, and signs anew. Who may have taken the payment that was just
     * refused gets no other.
     *
     * @param asking whether the daemon is asked what became of it, too
     */
    private Metadata renew(boolean asking) {
        renewed = true;
        Payment old = payment();
        payer.distrust();
        payer.wallet().latestBlock();
        CompletableFuture<Payment> next;
        try {
            old.refusedForNow();
            payer.lookAtRefused(old, asking, budget);
            next = payer.prepare(request, reservation, budget);
        } finally {
            old.giveTurnBack();
        }
        try {
            return accept(Waits.await(next, budget));
        } catch (RuntimeException | Error e) {
            reservation.end();
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
