package io.snet4j.internal.call;

import io.grpc.Channel;
import io.snet4j.errors.PaymentException;
import io.snet4j.errors.SnetException.Charge;
import io.snet4j.internal.channel.AccountOperations;
import io.snet4j.internal.channel.ChannelCache;
import io.snet4j.internal.channel.ChannelDirectory;
import io.snet4j.internal.channel.ChannelFunding;
import io.snet4j.internal.channel.ChannelOperations;
import io.snet4j.internal.channel.ChannelPlacing;
import io.snet4j.internal.channel.GroupChannels;
import io.snet4j.internal.channel.Planner;
import io.snet4j.internal.channel.ServiceChannels;
import io.snet4j.internal.channel.StateClient;
import io.snet4j.internal.ledger.HighWaterMarks;
import io.snet4j.internal.ledger.Ledger;
import io.snet4j.internal.ledger.ModelPayments;
import io.snet4j.internal.ledger.PaymentEvents;
import io.snet4j.internal.ledger.SpendingRules;
import io.snet4j.internal.ledger.SpendingTally;
import io.snet4j.internal.loop.ControlCalls;
import io.snet4j.internal.loop.ServiceScope;
import io.snet4j.internal.memory.Memory;
import io.snet4j.internal.memory.ServiceKey;
import io.snet4j.internal.memory.ServiceName;
import io.snet4j.internal.onchain.Contracts;
import io.snet4j.internal.onchain.PayerAccount;
import io.snet4j.internal.onchain.Transactions;
import io.snet4j.internal.onchain.UnminedTransactions;
import io.snet4j.internal.percall.LeftPayments;
import io.snet4j.internal.percall.PerCall;
import io.snet4j.internal.transport.Pauses;
import io.snet4j.internal.transport.Replicas;
import io.snet4j.payment.Account;
import io.snet4j.payment.PaymentStrategy;
import io.snet4j.value.Address;
import io.snet4j.value.BlockCount;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/** Puts together what pays, for one client and for each of its services. Nothing below knows it. Thread-safe. */
public final class ClientParts {
    private final PayerAccount account;
    private final Transactions transactions;
    private final PaymentEvents events;
    private final Executor executor;
    private final Pauses pauses;
    private final ControlCalls daemonCalls;
    private final Memory memory;
    private final Ledger ledger;
    private final ChannelDirectory channels;
    private final ChannelOperations operations;
    private final ModelPayments models;
    private final LeftPayments left;

    /**
     * @param executor may block; has no bound
     * @param memory of the payer in the escrow
     * @param claimDepth from which on a claim counts as final; 0 for at once
     */
    public ClientParts(
            PayerAccount account,
            SpendingTally tally,
            PaymentEvents events,
            Executor executor,
            Pauses pauses,
            Memory memory,
            BlockCount claimDepth) {
        Contracts contracts = account.contracts();
        this.account = account;
        this.transactions = new Transactions(account, memory);
        this.events = events;
        this.executor = executor;
        this.pauses = pauses;
        this.memory = memory;
        this.daemonCalls = new ControlCalls(pauses, account.blocks()::refused);
        this.ledger = new Ledger(
                tally,
                contracts.chain(),
                contracts.escrow(),
                new HighWaterMarks(memory),
                memory,
                events,
                pauses,
                claimDepth);
        this.channels = new ChannelDirectory(account, new ChannelCache(contracts.chain(), memory), ledger);
        this.operations = new ChannelOperations(account, transactions, channels, tally.limit(), events);
        this.models = new ModelPayments(memory);
        this.left = new LeftPayments(account, models, pauses);
        events.watch(models);
    }

    /** What is asked of daemons and costs nothing. */
    public ControlCalls daemonCalls() {
        return daemonCalls;
    }

    /** What earlier processes left without an outcome. */
    public LeftPayments left() {
        return left;
    }

    /** @param check that the client may still be used, and its node is the network's */
    public Account account(Runnable check) {
        return new AccountOperations(account, transactions, channels, ledger, operations, check);
    }

    /**
     * What pays the calls of one service, each by itself.
     *
     * @param daemon asked for channel states
     * @param recipient from the organization's metadata, as is the next one
     * @param expirationThreshold in blocks
     * @param serviceEscrow the contract that the service's metadata names
     */
    public PerCall perCall(
            ServiceName name,
            Channel daemon,
            Address recipient,
            BlockCount expirationThreshold,
            Address serviceEscrow) {
        ServiceKey service = name.key();
        GroupChannels group = channels.channelsTo(recipient, service);
        StateClient states = new StateClient(account, ledger, daemonCalls, daemon);
        ChannelPlacing placing = new ChannelPlacing(
                account,
                ledger,
                service,
                group,
                expirationThreshold,
                states,
                new ChannelFunding(account, transactions, ledger.tally(), events, group),
                new UnminedTransactions(account.contracts().chain(), account.payer(), pauses));
        ServiceChannels own = new ServiceChannels(
                account,
                channels,
                operations,
                new ServiceScope(executor, pauses, obstacle(service, serviceEscrow)),
                group,
                states,
                placing,
                new Planner(account, ledger.tally(), placing, group),
                expirationThreshold);
        return new PerCall(service, own, ledger, events, models, left);
    }

    /**
     * What makes the calls of one service.
     *
     * @param batchDeadline for signing a batch of prepaid calls, for which several calls may wait
     */
    public ServiceCalls calls(
            PaymentStrategy strategy,
            PerCall payer,
            Replicas daemon,
            ServiceName service,
            Duration batchDeadline,
            Clock clock) {
        return new ServiceCalls(strategy, payer, daemonCalls, daemon, service, memory, batchDeadline, clock);
    }

    /** Why nothing may be signed for a service, if nothing may. */
    private Optional<Supplier<PaymentException>> obstacle(ServiceKey service, Address serviceEscrow) {
        Address ours = account.escrow().address();
        return serviceEscrow.equals(ours)
                ? SpendingRules.obstacle(ledger.tally().limit(), service)
                : Optional.of(() -> new PaymentException(
                        "the service wants to be paid through the contract " + serviceEscrow + ", the network's is "
                                + ours + "; nothing is signed for another contract",
                        null,
                        Charge.NONE));
    }
}
