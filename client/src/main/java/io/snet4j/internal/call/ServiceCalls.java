package io.snet4j.internal.call;

import io.snet4j.errors.PaymentException;
import io.snet4j.errors.SnetException.Charge;
import io.snet4j.identity.Identity;
import io.snet4j.internal.channel.Planner;
import io.snet4j.internal.core.Budget;
import io.snet4j.internal.free.FreeCallClient;
import io.snet4j.internal.free.FreeCalls;
import io.snet4j.internal.free.FreeTickets;
import io.snet4j.internal.loop.Attempt;
import io.snet4j.internal.loop.CallLoop;
import io.snet4j.internal.loop.ControlCalls;
import io.snet4j.internal.loop.PricedCall;
import io.snet4j.internal.loop.ServiceScope;
import io.snet4j.internal.loop.Tickets;
import io.snet4j.internal.memory.Memory;
import io.snet4j.internal.memory.ServiceName;
import io.snet4j.internal.onchain.BlockClock;
import io.snet4j.internal.percall.PerCall;
import io.snet4j.internal.prepaid.PrepaidAccount;
import io.snet4j.internal.prepaid.PrepaidClient;
import io.snet4j.internal.prepaid.PrepaidTickets;
import io.snet4j.internal.transport.PaymentTerms;
import io.snet4j.internal.transport.Replicas;
import io.snet4j.internal.transport.Waits;
import io.snet4j.payment.PaymentPlan;
import io.snet4j.payment.PaymentStrategy;
import io.snet4j.value.Cogs;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Pays the calls of one service's own methods by the strategy that was chosen. Thread-safe; ends with its payer. */
public final class ServiceCalls implements AutoCloseable {
    private final PerCall payer;
    private final Replicas daemon;
    private final Optional<FreeCalls> freeFirst;
    private final Optional<PrepaidAccount> prepaid;
    private final boolean perCall;
    private final FreeCalls freeCalls;
    private final BlockClock blocks;

    /** @param batchDeadline for signing a batch of prepaid calls, for which several calls may wait */
    public ServiceCalls(
            PaymentStrategy strategy,
            PerCall payer,
            ControlCalls daemonCalls,
            Replicas daemon,
            ServiceName service,
            Memory memory,
            Duration batchDeadline,
            Clock clock) {
        Identity signer = payer.channels().account().signer();
        this.payer = payer;
        this.daemon = daemon;
        this.blocks = payer.channels().account().blocks();
        this.freeCalls = new FreeCalls(
                blocks,
                new FreeCallClient(signer, blocks, daemonCalls, daemon, service, userId(strategy)),
                service,
                clock);
        boolean free = strategy instanceof PaymentStrategy.FreeCalls
                || strategy instanceof PaymentStrategy.Automatic && service.offersFreeCalls();
        this.freeFirst = free ? Optional.of(freeCalls) : Optional.empty();
        this.prepaid = batch(strategy)
                .map(batch -> PrepaidAccount.of(
                        payer,
                        new PrepaidClient(signer, blocks, daemonCalls, daemon),
                        memory,
                        service.key(),
                        batch,
                        batchDeadline,
                        clock));
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

    /** A call of one of the service's own methods, paid by the strategy. Its attempt does not block. */
    public <R> CallLoop<R> call(PricedCall request, Attempt<R> attempt, Budget budget) {
        ServiceScope scope = payer.scope();
        return new CallLoop<>(
                tickets(request, budget, ways(request, budget)), attempt, budget, scope.pauses(), scope.executor());
    }

    private Tickets tickets(PricedCall request, Budget budget, List<Supplier<Tickets>> ways) {
        return new CallTickets(daemon, payer.scope(), payer.events(), request, budget, ways);
    }

    private List<Supplier<Tickets>> ways(PricedCall request, Budget budget) {
        List<Supplier<Tickets>> ways = new ArrayList<>();
        freeFirst.ifPresent(calls -> ways.add(() -> new FreeTickets(payer.scope(), blocks, calls, budget)));
        prepaid.ifPresent(account ->
                ways.add(() -> new PrepaidTickets(payer.scope(), payer.ledger().tally(), account, request, budget)));
        if (perCall) {
            ways.add(() -> payer.tickets(request, budget));
        }
        return ways;
    }

    /** Sends and signs nothing. Blocks. */
    public PaymentPlan plan(Cogs price, Budget budget) {
        Optional<String> unpaid = unpaid(budget);
        return unpaid.isPresent()
                ? Planner.unpaid(price, unpaid.get())
                : payer.channels().plan(price, budget);
    }

    /** Why calls are not paid; empty if they are. Blocks on the daemon's page, unless it was read before. */
    public Optional<String> unpaid(Budget budget) {
        PaymentTerms terms = Waits.await(daemon.terms().copy(), budget);
        return terms.takesPayments() ? Optional.empty() : Optional.of(UnpaidTickets.REASON);
    }

    /**
     * Before something is signed that no call needs.
     *
     * @throws PaymentException if the daemon takes no payment
     */
    public void requirePaid(String consequence, Budget budget) {
        unpaid(budget).ifPresent(reason -> {
            throw new PaymentException(reason + ", so that " + consequence, null, Charge.NONE);
        });
    }

    /** How many free calls the user has left. Blocks on the daemon, unless the service gives none. */
    public long freeCallsLeft(Budget budget) {
        return freeCalls.callsLeft(budget);
    }

    /** Gives back what is prepaid and not used. Blocks on the memory. */
    @Override
    public void close() {
        prepaid.ifPresent(PrepaidAccount::close);
    }
}
