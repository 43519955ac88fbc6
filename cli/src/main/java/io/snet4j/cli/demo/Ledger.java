package io.snet4j.cli.demo;

import io.snet4j.errors.SnetException.Charge;
import io.snet4j.payment.ChannelDeposit;
import io.snet4j.payment.PaymentListener;
import io.snet4j.payment.SignedAmount;
import io.snet4j.value.Cogs;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes down what the client signs. Thread-safe. */
final class Ledger implements PaymentListener {
    private final Map<Kind, Sum> signed = new LinkedHashMap<>();
    private final List<ChannelDeposit> deposits = new ArrayList<>();

    /** Equal payments make one line. */
    private record Kind(String method, Cogs price) {}

    /** @param upTo the amount of the last one, which stands for all before it */
    private record Sum(int count, Cogs upTo) {}

    @Override
    public void onSigned(SignedAmount payment) {
        // Counted when its outcome is known.
    }

    @Override
    public synchronized void onSettled(SignedAmount payment, Charge charge) {
        if (charge != Charge.NONE) {
            var kind = new Kind(payment.method(), payment.price());
            signed.merge(kind, new Sum(1, payment.amount()), (old, one) -> new Sum(old.count + 1, one.upTo));
        }
    }

    @Override
    public synchronized void onDeposit(ChannelDeposit deposit) {
        deposits.add(deposit);
    }

    /** One line for each transaction on a channel, then one for each run of equal payments. */
    synchronized List<String> lines() {
        var lines = new ArrayList<String>();
        for (var deposit : deposits) {
            lines.add(line(
                    "channel " + deposit.channelId() + " "
                            + deposit.kind().name().toLowerCase(Locale.ROOT),
                    1,
                    deposit.added(),
                    deposit.value()));
        }
        signed.forEach((kind, sum) ->
                lines.add(line("signed for " + kind.method.replaceFirst(".*/", ""), sum.count, kind.price, sum.upTo)));
        return lines;
    }

    /** @param after what stands in the books after it */
    static String line(String what, int count, Cogs each, Cogs after) {
        return String.format("%-33s %5s %14s %14s", what, count == 1 ? "" : count + " x", each, after);
    }
}
