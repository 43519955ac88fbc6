package io.snet4j.internal.pay;

import io.snet4j.errors.SnetException.Charge;
import io.snet4j.payment.ChannelDeposit;
import io.snet4j.payment.PaymentListener;
import io.snet4j.payment.SignedAmount;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the listener. Only what comes before the money may fail because of it. */
public final class PaymentEvents {
    private static final Logger LOG = LoggerFactory.getLogger(PaymentEvents.class);

    private final PaymentListener listener;

    public PaymentEvents(PaymentListener listener) {
        this.listener = listener;
    }

    void signed(SignedAmount payment) {
        LOG.debug("signed {}", payment);
        listener.onSigned(payment);
    }

    void settled(SignedAmount payment, Charge charge) {
        LOG.debug("settled {}: {}", payment, charge);
        quietly(() -> listener.onSettled(payment, charge));
    }

    void deposited(ChannelDeposit deposit) {
        LOG.info("{}", deposit);
        quietly(() -> listener.onDeposit(deposit));
    }

    private static void quietly(Runnable call) {
        try {
            call.run();
        } catch (RuntimeException e) {
            LOG.warn("a payment listener failed", e);
        }
    }
}
