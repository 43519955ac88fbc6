package io.snet4j.internal.percall;

import io.snet4j.errors.DaemonUnavailableException;
import io.snet4j.errors.SnetException;
import io.snet4j.errors.SnetException.Charge;
import io.snet4j.internal.channel.OpenPayment;
import io.snet4j.internal.core.Budget;
import io.snet4j.internal.text.ForeignFailure;
import io.snet4j.payment.ChannelState;
import io.snet4j.payment.SignedAmount;
import io.snet4j.value.Cogs;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out whether a call was charged whose answer was lost, by asking for the channel's state. It runs on a thread of
 * the client, so that an interrupted caller does not wait for it, and it keeps the turn on the channel until the
 * outcome is known.
 */
final class Settlement {
    private static final Logger LOG = LoggerFactory.getLogger(Settlement.class);

    /** A daemon that was cut off still rolls back or commits; it writes its state a moment later. */
    private static final int LOOKS = 4;

    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final Duration LIMIT_WHEN_INTERRUPTED = Duration.ofSeconds(3);

    private final PerCall payer;
    private final OpenPayment payment;
    private final boolean mayStillRun;
    private final ChannelState before;

    Settlement(PerCall payer, OpenPayment payment, boolean mayStillRun) {
        this.payer = payer;
        this.payment = payment;
        this.mayStillRun = mayStillRun;
        this.before = payment.book().state();
    }

    /** Blocks for a few seconds at most, fewer when interrupted; keeps the interrupt flag. */
    Charge await() {
        CompletableFuture<Charge> outcome;
        try {
            outcome = CompletableFuture.supplyAsync(this::settle, payer.scope().executor());
        } catch (RejectedExecutionException e) {
            payment.end(Charge.UNKNOWN);
            return Charge.UNKNOWN;
        }
        boolean interrupted = Thread.interrupted();
        try {
            Duration limit = interrupted ? LIMIT_WHEN_INTERRUPTED : LIMIT;
            return outcome.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            interrupted = true;
            return Charge.UNKNOWN;
        } catch (ExecutionException e) {
            LOG.error("settling {} failed", payment.signed(), ForeignFailure.printable(e));
            return Charge.UNKNOWN;
        } catch (TimeoutException e) {
            LOG.warn("the outcome of {} is not known yet: the daemon does not answer", payment.signed());
            return Charge.UNKNOWN;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private Charge settle() {
        Charge charge = Charge.UNKNOWN;
        try {
            charge = ask();
        } catch (RejectedExecutionException e) {
            LOG.warn("the client was closed before it was known whether {} was charged", payment.signed());
        } catch (SnetException e) {
            LOG.warn(
                    "the daemon could not be asked whether {} was charged",
                    payment.signed(),
                    ForeignFailure.printable(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            payment.book().distrust();
            payment.end(charge);
        }
        return charge;
    }

    private Charge ask() throws InterruptedException {
        Budget budget = Budget.of(LIMIT);
        for (int look = 0; look < LOOKS; look++) {
            if (look > 0) {
                payer.scope().pauses().backOff(look, FIRST_PAUSE);
            }
            try {
                ChannelState state =
                        payer.channels().states().read(payment.signed().channelId(), budget);
                Charge charge = read(state, payment.signed());
                if (charge != Charge.NONE) {
                    return charge;
                }
            } catch (DaemonUnavailableException e) {
                // What cut the reply off may cut the first question off, too.
                if (look == LOOKS - 1) {
                    throw e;
                }
            }
        }
        return mayStillRun ? Charge.UNKNOWN : Charge.NONE;
    }

    private Charge read(ChannelState state, SignedAmount signed) {
        if (state.nonce().equals(signed.nonce())) {
            return state.signed().compareTo(signed.amount()) >= 0 ? Charge.CHARGED : Charge.NONE;
        }
        boolean oneClaim = state.nonce().equals(signed.nonce().next());
        if (!oneClaim) {
            return Charge.UNKNOWN;
        }
        return state.onChain().nonce().equals(signed.nonce()) ? onItsWay(state, signed) : mined(state, signed);
    }

    /** A claim that is begun names its amount, with our signature. */
    private static Charge onItsWay(ChannelState state, SignedAmount signed) {
        Cogs claimed = state.onChain().value().minus(state.signed().plus(state.available()));
        return claimed.compareTo(signed.amount()) >= 0 ? Charge.CHARGED : Charge.NONE;
    }

    /**
     * A claim that is mined took the amount with this payment, or the one without it. Any other difference (the rest
     * was sent back, somebody added funds) tells nothing.
     */
    private Charge mined(ChannelState state, SignedAmount signed) {
        Optional<Cogs> event = payer.ledger().claimed(signed.channelId(), signed.nonce());
        if (event.isPresent()) {
            return event.get().compareTo(signed.amount()) >= 0 ? Charge.CHARGED : Charge.NONE;
        }
        boolean claiming = !before.nonce().equals(before.onChain().nonce());
        Cogs value = claiming
                ? before.signed().plus(before.available())
                : before.onChain().value();
        Cogs left = state.onChain().value();
        if (!before.nonce().equals(signed.nonce()) || value.compareTo(left) < 0) {
            return Charge.UNKNOWN;
        }
        Cogs claimed = value.minus(left);
        if (claimed.equals(signed.amount())) {
            return Charge.CHARGED;
        }
        return claimed.equals(signed.amount().minus(signed.price())) ? Charge.NONE : Charge.UNKNOWN;
    }
}
