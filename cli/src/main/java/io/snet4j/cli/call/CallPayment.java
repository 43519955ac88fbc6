package io.snet4j.cli.call;

import io.snet4j.ServiceClient;
import io.snet4j.cli.money.Agreement;
import io.snet4j.cli.money.Amounts;
import io.snet4j.errors.PaymentException;
import io.snet4j.payment.PaymentStrategy;
import io.snet4j.value.Cogs;
import java.math.BigInteger;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How calls are paid, and the user's word for what they cost. */
final class CallPayment {
    @Option(names = "--free", description = "Make free calls only: what is not free fails, and nothing is paid.")
    private boolean free;

    @Option(
            names = "--prepaid",
            paramLabel = "AMOUNT",
            converter = Amounts.class,
            description =
                    "Sign this much at once, for many calls: they are faster, and run beside each other. The provider"
                            + " can claim all of it.")
    private @Nullable Cogs batch;

    /** Whether the options contradict each other. */
    boolean isContradiction() {
        return free && batch != null;
    }

    /**
     * Gets the user's word, unless all calls are free.
     *
     * @param service is only asked
     * @param price of one call; empty if none is known, and the call will be refused
     * @return how to pay
     */
    PaymentStrategy agree(Agreement agreement, ServiceClient service, String method, Optional<Cogs> price, int calls) {
        if (free || freeCalls(service) >= calls) {
            return PaymentStrategy.freeCalls();
        }
        Cogs each = price.orElse(Cogs.ZERO);
        Cogs all = batch == null ? each.times(calls) : batches(batch, each, calls);
        String what = calls == 1 ? "calling " + method : calls + " calls of " + method;
        agreement.forPrice(what, all, service.payments().plan(all));
        return batch == null
                ? PaymentStrategy.automatic()
                : PaymentStrategy.automatic().prepaid(batch);
    }

    private static long freeCalls(ServiceClient service) {
        if (service.group().freeCalls().orElse(0) == 0) {
            return 0;
        }
        try {
            return service.payments().freeCallsLeft();
        } catch (PaymentException e) {
            // This payer gets none.
            return 0;
        }
    }

    /** What is left of a batch that does not cover a call's price is not used. */
    private static Cogs batches(Cogs batch, Cogs price, int calls) {
        BigInteger inOne = price.isZero() ? BigInteger.ZERO : batch.value().divide(price.value());
        if (inOne.signum() == 0) {
            return price.times(calls);
        }
        BigInteger all = BigInteger.valueOf(calls);
        long needed = all.add(inOne).subtract(BigInteger.ONE).divide(inOne).longValueExact();
        return batch.times(needed);
    }
}
