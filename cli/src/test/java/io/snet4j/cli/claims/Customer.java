package io.snet4j.cli.claims;

import io.snet4j.ServiceClient;
import io.snet4j.SnetClient;
import io.snet4j.errors.SnetException.Charge;
import io.snet4j.junit.TestSession;
import io.snet4j.payment.PaymentListener;
import io.snet4j.payment.SignedAmount;
import io.snet4j.value.Cogs;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Calls again and again, on a thread of its own, and counts. */
final class Customer implements PaymentListener {
    private final FutureTask<Long> calls;
    private final String name;
    private volatile boolean stopped;
    private Cogs signed = Cogs.ZERO;
    private long served;

    /** Has a channel when this returns. */
    Customer(TestSession net, String name) {
        this.name = name;
        SnetClient client = net.newClient(name).onPayment(this).build();
        ServiceClient service = net.open(client);
        service.call("ask", "{}");
        calls = new FutureTask<>(() -> {
            long count = 1;
            try (client;
                    service) {
                while (!stopped) {
                    service.call("ask", "{}");
                    count++;
                    // A channel that is always busy cannot be claimed from.
                    Thread.sleep(5);
                }
            }
            return count;
        });
    }

    void start() {
        new Thread(calls, name).start();
    }

    /** Returns when nothing is under way. */
    void stop() {
        stopped = true;
        try {
            served = calls.get(5, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            throw new AssertionError(name + " cannot call any more", e);
        }
    }

    /** How many calls were answered. */
    long served() {
        return served;
    }

    /** What was signed and taken. */
    synchronized Cogs signed() {
        return signed;
    }

    @Override
    public void onSigned(SignedAmount payment) {
        // It counts when it is settled.
    }

    @Override
    public synchronized void onSettled(SignedAmount payment, Charge charge) {
        if (charge == Charge.CHARGED) {
            signed = signed.plus(payment.price());
        }
    }
}
