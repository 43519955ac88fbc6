package io.snet4j.internal.ledger;

import io.snet4j.errors.SnetException.Charge;
import io.snet4j.internal.listen.ListenerGuard;
import io.snet4j.internal.text.ForeignText;
import io.snet4j.payment.ChannelDeposit;
import io.snet4j.payment.PaymentListener;
import io.snet4j.payment.PaymentOrigin;
import io.snet4j.payment.SignedAmount;
import io.snet4j.payment.UnpaidCall;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the listeners. Only what comes before the money may fail because of it. */
public final class PaymentEvents {
    private static final Logger LOG = LoggerFactory.getLogger(PaymentEvents.class);

    private final List<PaymentListener> listeners;
    private final Set<PaymentListener> watchers =
            Collections.newSetFromMap(Collections.synchronizedMap(new WeakHashMap<>()));

    /** @param listeners told in this order */
    public PaymentEvents(PaymentListener... listeners) {
        this.listeners = List.of(listeners);
    }

    /** One of this library's own, that hears of outcomes as long as somebody holds it. */
    public void watch(PaymentListener watcher) {
        watchers.add(watcher);
    }

    /** If one forbids it, those that were told before hear that nothing was charged. */
    public void signed(SignedAmount payment, PaymentOrigin origin) {
        LOG.debug("signed {}", payment);
        List<PaymentListener> told = new ArrayList<>();
        try {
            for (PaymentListener listener : listeners) {
                listener.onSigned(payment, origin);
                told.add(listener);
            }
        } catch (RuntimeException | Error e) {
            LOG.debug("{} does not leave: {}", payment, ForeignText.of(e.toString()));
            quietly(told, listener -> listener.onSettled(payment, Charge.NONE));
            throw e;
        }
    }

    public void settled(SignedAmount payment, Charge charge) {
        LOG.debug("settled {}: {}", payment, charge);
        List<PaymentListener> watching;
        synchronized (watchers) {
            watching = List.copyOf(watchers);
        }
        quietly(watching, watcher -> watcher.onSettled(payment, charge));
        quietly(listeners, listener -> listener.onSettled(payment, charge));
    }

    public void deposited(ChannelDeposit deposit) {
        LOG.info("{}", deposit);
        quietly(listeners, listener -> listener.onDeposit(deposit));
    }

    public void unpaid(UnpaidCall call) {
        LOG.debug("not paid: {}", call);
        quietly(listeners, listener -> listener.onUnpaid(call));
    }

    private static void quietly(List<PaymentListener> told, Consumer<PaymentListener> call) {
        for (PaymentListener listener : told) {
            ListenerGuard.tell(LOG, "a payment listener", () -> call.accept(listener));
        }
    }
}
