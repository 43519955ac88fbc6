package io.snet4j.internal.pay;

import io.grpc.Channel;
import io.snet4j.internal.transport.Budget;
import io.snet4j.payment.PaymentStrategy;
import io.snet4j.value.Cogs;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Pays the calls of one service's own methods by the strategy that was chosen. Thread-safe; ends with its payer. */
public final class CallPayments {
    private final Payer payer;
    private final Optional<FreeCalls> freeFirst;
    private final Optional<PrepaidAccount> prepaid;
    private final boolean perCall;
    private final FreeCalls freeCalls;

    /** @param batchDeadline for signing a batch of prepaid calls, for which several calls may wait */
    public CallPayments(
            PaymentStrategy strategy,
            Payer payer,
            Channel daemon,
            ServiceName service,
            Duration batchDeadline,
            Clock clock) {
        Wallet wallet = payer.wallet();
        this.payer = payer;
        this.freeCalls =
                new FreeCalls(wallet, new FreeCallClient(wallet, daemon, service, userId(strategy)), service, clock);
        boolean free = strategy instanceof PaymentStrategy.FreeCalls
                || strategy instanceof PaymentStrategy.Automatic && service.offersFreeCalls();
        this.freeFirst = free ? Optional.of(freeCalls) : Optional.empty();
        this.prepaid = batch(strategy)
                .map(batch ->
                        new PrepaidAccount(payer, new PrepaidClient(wallet, daemon), batch, batchDeadline, clock));
        this.perCall = !(strategy instanceof PaymentStrategy.FreeCalls);
    }

    private static Optional<String> userId(PaymentStrategy strategy) {
        if (strategy instanceof PaymentStrategy.FreeCalls free) {
            return free.userId();
        }
        return strategy instanceof PaymentStrategy.Automatic automatic ? automatic.userId() : Optional.empty();
    }

    private static Optional<Cogs> batch(PaymentStrategy strategy) {
        if (strategy instanceof PaymentStrategy.Prepaid prepaid) {
            return Optional.of(prepaid.batch());
        }
        return strategy instanceof PaymentStrategy.Automatic automatic ? automatic.batch() : Optional.empty();
    }

    /**
     * Begins the payment of one call.
     *
     * @throws io.snet4j.errors.PaymentException if the limit, or the service's contract, forbids it; nothing is signed
     */
    public CallPayment begin(PaymentRequest request, Budget budget) {
        if (freeFirst.isEmpty() && prepaid.isEmpty()) {
            return payer.attempts(request, budget);
        }
        List<Supplier<CallPayment>> ways = new ArrayList<>();
        freeFirst.ifPresent(calls -> ways.add(() -> new FreeAttempts(payer, calls, budget)));
        prepaid.ifPresent(account -> ways.add(() -> new PrepaidAttempts(payer, account, request, budget)));
        if (perCall) {
            ways.add(() -> payer.attempts(request, budget));
        }
        return new FallbackAttempts(ways, budget);
    }

    /** How many free calls the user has left. Blocks on the daemon, unless the service gives none. */
    public long freeCallsLeft(Budget budget) {
        return freeCalls.callsLeft(budget);
    }
}
