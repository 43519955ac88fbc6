package io.snet4j.cli.money;

import io.snet4j.errors.SnetException.Charge;
import io.snet4j.payment.PaymentListener;
import io.snet4j.payment.SignedAmount;
import io.snet4j.value.Cogs;
import java.util.LinkedHashMap;
import java.util.Map;

/** What one command has cost so far. Thread-safe. */
public final class Spent implements PaymentListener {
    private final Map<SignedAmount, Charge> payments = new LinkedHashMap<>();

    @Override
    public synchronized void onSigned(SignedAmount payment) {
        payments.put(payment, Charge.UNKNOWN);
    }

    @Override
    public synchronized void onSettled(SignedAmount payment, Charge charge) {
        payments.computeIfPresent(payment, (signed, before) -> charge);
    }

    /** What is known to be taken. */
    public Cogs paid() {
        return sum(Charge.CHARGED);
    }

    private synchronized Cogs sum(Charge charge) {
        return payments.entrySet().stream()
                .filter(payment -> payment.getValue() == charge)
                .map(payment -> payment.getKey().price())
                .reduce(Cogs.ZERO, Cogs::plus);
    }

    /** In words. */
    public String text() {
        Cogs paid = paid();
        Cogs open = sum(Charge.UNKNOWN);
        String known = paid.isZero() ? "nothing was paid" : paid + " was paid";
        return open.isZero() ? known : known + ", and it is not known whether " + open + " more was taken";
    }
}
