package io.snet4j.micrometer;

import io.micrometer.core.instrument.MeterRegistry;
import io.snet4j.errors.SnetException.Charge;
import io.snet4j.observe.Call;
import io.snet4j.observe.Request;
import io.snet4j.observe.SnetListener;
import io.snet4j.payment.ChannelDeposit;
import io.snet4j.payment.PaymentListener;
import io.snet4j.payment.SignedAmount;

/**
 * Meters of one client or several; give it to the builder twice, as {@code listener} and as {@code onPayment}.
 *
 * <table>
 * <caption>Meters</caption>
 * <tr><th>name</th><th>kind</th><th>tags</th></tr>
 * <tr><td>{@code snet4j.requests}</td><td>timer</td><td>kind (chain, storage, daemon), name, outcome</td></tr>
 * <tr><td>{@code snet4j.calls}</td><td>timer</td><td>method, outcome (OK or the exception's class), charge</td></tr>
 * <tr><td>{@code snet4j.signed}</td><td>counter, FET</td><td>method</td></tr>
 * <tr><td>{@code snet4j.settled}</td><td>counter, FET</td><td>method, charge</td></tr>
 * <tr><td>{@code snet4j.deposited}</td><td>counter, FET</td><td>kind (opened, funded, extended)</td></tr>
 * </table>
 *
 * <p>Amounts are doubles here, and so are for graphs, not for books: those are in the payment audit. Thread-safe; does
 * not block.
 *
 * @since 0.1.0
 */
public final class SnetMetrics implements SnetListener, PaymentListener {
    private final MeterRegistry registry;

    private SnetMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    public static SnetMetrics of(MeterRegistry registry) {
        return new SnetMetrics(registry);
    }

    @Override
    public void onRequest(Request request) {
        registry.timer(
                        "snet4j.requests",
                        "kind",
                        Meters.lower(request.kind()),
                        "name",
                        request.name(),
                        "outcome",
                        request.outcome())
                .record(request.took());
    }

    @Override
    public void onCall(Call call) {
        String outcome = call.failure()
                .map(failure -> failure.getClass().getSimpleName())
                .orElse(Request.OK);
        registry.timer(
                        "snet4j.calls",
                        "method",
                        call.method(),
                        "outcome",
                        outcome,
                        "charge",
                        Meters.lower(call.charge()))
                .record(call.took());
    }

    @Override
    public void onSigned(SignedAmount payment) {
        Meters.count(registry, payment.price(), "snet4j.signed", "method", payment.method());
    }

    @Override
    public void onSettled(SignedAmount payment, Charge charge) {
        Meters.count(
                registry,
                payment.price(),
                "snet4j.settled",
                "method",
                payment.method(),
                "charge",
                Meters.lower(charge));
    }

    @Override
    public void onDeposit(ChannelDeposit deposit) {
        Meters.count(registry, deposit.added(), "snet4j.deposited", "kind", Meters.lower(deposit.kind()));
    }
}
