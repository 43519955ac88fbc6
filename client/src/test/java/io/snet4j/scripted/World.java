package io.snet4j.scripted;

import io.snet4j.DaemonHealth;
import io.snet4j.JsonCall;
import io.snet4j.ServiceApi;
import io.snet4j.ServiceClient;
import io.snet4j.ServiceGroup;
import io.snet4j.chain.FetchToken;
import io.snet4j.chain.GroupId;
import io.snet4j.chain.MultiPartyEscrow;
import io.snet4j.errors.SnetException.Charge;
import io.snet4j.identity.Identity;
import io.snet4j.internal.call.ClientParts;
import io.snet4j.internal.call.ServiceParts;
import io.snet4j.internal.ledger.PaymentEvents;
import io.snet4j.internal.ledger.SpendingTally;
import io.snet4j.internal.memory.Memory;
import io.snet4j.internal.memory.ProcessMemory;
import io.snet4j.internal.memory.ServiceName;
import io.snet4j.internal.onchain.BlockClock;
import io.snet4j.internal.onchain.Contracts;
import io.snet4j.internal.onchain.PayerAccount;
import io.snet4j.internal.percall.PerCall;
import io.snet4j.internal.proto.ServiceProtos;
import io.snet4j.internal.training.DefaultTraining;
import io.snet4j.internal.transport.Connections;
import io.snet4j.internal.transport.DaemonRelease;
import io.snet4j.internal.transport.Replicas;
import io.snet4j.observe.Call;
import io.snet4j.observe.SnetListener;
import io.snet4j.payment.ChannelDeposit;
import io.snet4j.payment.PaymentListener;
import io.snet4j.payment.PaymentStrategy;
import io.snet4j.payment.Payments;
import io.snet4j.payment.Reconciliation;
import io.snet4j.payment.SignedAmount;
import io.snet4j.payment.SpendingLimit;
import io.snet4j.payment.UnpaidCall;
import io.snet4j.registry.Organization;
import io.snet4j.registry.Pricing;
import io.snet4j.registry.Service;
import io.snet4j.testing.FakeChain;
import io.snet4j.training.Training;
import io.snet4j.value.Address;
import io.snet4j.value.BlockCount;
import io.snet4j.value.BlockNumber;
import io.snet4j.value.ChannelId;
import io.snet4j.value.Cogs;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** One payer, one chain, one daemon; and clients between them, as many as a test wants. */
public final class World implements AutoCloseable {
    public static final Identity PAYER =
            Identity.ofPrivateKey("0x59c6995e998f97a5a0044966f0945389dc9e86dae88c7a8412f4603b6b78690d");
    public static final Address RECIPIENT = Address.parse("0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC");
    public static final GroupId GROUP = GroupId.of(new byte[32]);
    public static final BlockCount THRESHOLD = BlockCount.of(100);
    public static final SpendingLimit GENEROUS =
            SpendingLimit.builder().channelDeposit(Cogs.of(1000)).build();

    public final FakeChain chain = new FakeChain();
    public final ScriptedDaemon daemon;
    public final List<SignedAmount> signed = new CopyOnWriteArrayList<>();
    public final List<Charge> settled = new CopyOnWriteArrayList<>();
    public final List<SignedAmount> charged = new CopyOnWriteArrayList<>();
    public final List<SignedAmount> unknown = new CopyOnWriteArrayList<>();
    public final List<ChannelDeposit> deposits = new CopyOnWriteArrayList<>();
    public final List<Duration> pauses = new CopyOnWriteArrayList<>();
    /** What the daemon's page says. */
    public volatile Optional<DaemonRelease> release = DaemonRelease.parse("v6.0.0");

    /** Calls that went without a payment because their daemon takes none. */
    public final List<UnpaidCall> unpaid = new CopyOnWriteArrayList<>();

    /** Of clients made from now on, in place of the daemon's own. */
    public volatile List<URI> endpoints = List.of();

    /** What happens to one's charge, as the client's listener hears it. */
    public final List<Call> calls = new CopyOnWriteArrayList<>();

    /** Of clients made from now on. */
    public volatile boolean reusableAuthorizations = true;

    /** The prices of the service's own methods, for clients made from now on. */
    public volatile Pricing pricing = new Pricing.Fixed(Cogs.of(3));

    /** Of clients made from now on. */
    public volatile PaymentStrategy payment = PaymentStrategy.automatic();

    /** What the metadata says, of clients made from now on. */
    public volatile OptionalLong freeCalls = OptionalLong.empty();

    /** Whose service it is, of clients made from now on. */
    public volatile String organization = "org";

    /** In blocks, of clients made from now on. */
    public volatile long claimDepth = 0;

    public final SettableClock clock = new SettableClock();

    /** By which clients made from now on tell how old a block is: it passes as {@link #clock} does. */
    public volatile LongSupplier nanoTime = () -> clock.millis() * 1_000_000;

    /** Where clients made from now on keep what they sign. */
    public volatile Supplier<Memory> memory = ProcessMemory::new;

    private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "world");
        thread.setDaemon(true);
        return thread;
    });
    private volatile Runnable beforeSigned = () -> {};
    private volatile Runnable afterSettled = () -> {};
    private final List<Client> clients = new CopyOnWriteArrayList<>();

    public World() {
        try {
            daemon = new ScriptedDaemon(chain);
            daemon.prepaid().setClock(clock);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What every payment listener does first. */
    public void beforeSigned(Runnable action) {
        beforeSigned = action;
    }

    /** Runs within the listener that is told of an outcome. */
    public void afterSettled(Runnable action) {
        afterSettled = action;
    }

    /** A channel of the payer's that lives long. */
    public ChannelId openChannel(long value) {
        return ChannelId.of(chain.open(PAYER.address(), PAYER.address(), RECIPIENT, GROUP, value, 1_000_000)
                .value());
    }

    public ChannelId openChannel(Cogs value) {
        return ChannelId.of(
                chain.open(PAYER.address(), PAYER.address(), RECIPIENT, GROUP, value, BlockNumber.of(1_000_000))
                        .id()
                        .value());
    }

    public Client client() {
        return client(SpendingLimit.existingChannelsOnly());
    }

    public Client client(SpendingLimit limit) {
        return client(limit, FakeChain.ESCROW, Duration.ofSeconds(20));
    }

    public Client client(SpendingLimit limit, Address serviceEscrow, Duration callDeadline) {
        return client(limit, new Terms(RECIPIENT, THRESHOLD, serviceEscrow), callDeadline);
    }

    public Client client(SpendingLimit limit, Terms terms, Duration callDeadline) {
        Client client = new Client(limit, terms, callDeadline);
        clients.add(client);
        return client;
    }

    /** That were not closed. */
    public List<Client> clients() {
        return List.copyOf(clients);
    }

    /** Another service of the same client: with the channels of the first, of an organization that copies its group. */
    public Client sibling(Client of, String otherOrganization) {
        Client client = new Client(of.shared, otherOrganization, STANDARD, Duration.ofSeconds(20));
        clients.add(client);
        return client;
    }

    /** What the metadata say about payment. */
    public record Terms(Address recipient, BlockCount threshold, Address escrow) {}

    private static final Terms STANDARD = new Terms(RECIPIENT, THRESHOLD, FakeChain.ESCROW);

    @Override
    public void close() {
        clients.forEach(Client::close);
        daemon.close();
        threads.shutdownNow();
        try {
            // Whoever is still at it may write to the state folder.
            threads.awaitTermination(1, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private ClientParts shared(SpendingLimit limit) {
        Memory own = memory.get();
        return new ClientParts(
                new PayerAccount(
                        PAYER,
                        PAYER,
                        new Contracts(
                                chain,
                                new MultiPartyEscrow(chain, FakeChain.ESCROW),
                                new FetchToken(chain, FakeChain.TOKEN),
                                () -> BlockNumber.ZERO),
                        new BlockClock(chain::blockNumber, threads, nanoTime, BlockClock.SHORTEST_BLOCK_TIME)),
                new SpendingTally(limit),
                new PaymentEvents(new Recorder()),
                threads,
                pauses::add,
                own,
                BlockCount.of(claimDepth));
    }

    /** A fresh client: it knows nothing of what others did. */
    public final class Client implements ServiceClient {
        private final Replicas connection;
        private final ClientParts shared;
        private final PerCall payer;
        private final ServiceParts parts;
        private final Training training;

        private Client(SpendingLimit limit, Terms terms, Duration callDeadline) {
            this(shared(limit), organization, terms, callDeadline);
        }

        private Client(ClientParts shared, String organization, Terms terms, Duration callDeadline) {
            this.shared = shared;
            connection = Connections.to(
                            endpoints.isEmpty() ? List.of(daemon.endpoint()) : endpoints, Connections.Rules.defaults())
                    .open(threads);
            ServiceName name = new ServiceName(organization, "service", GROUP, freeCalls);
            payer = shared.perCall(name, connection, terms.recipient(), terms.threshold(), terms.escrow());
            parts = new ServiceParts(
                    connection,
                    endpoints.isEmpty() ? () -> release : connection.release(),
                    payer,
                    shared.calls(payment, payer, connection, name, callDeadline, clock),
                    shared.daemonCalls(),
                    pricing,
                    threads,
                    callDeadline,
                    new CallRecorder(),
                    reusableAuthorizations);
            training = new DefaultTraining(parts, Optional.empty());
        }

        public Payer payer() {
            return new Payer(payer);
        }

        /** Whether calls of this service leave a channel alone. */
        public boolean isLocked(BigInteger channel) {
            return payer.channels().rests(ChannelId.of(channel));
        }

        /** Looks at all that this client signed. */
        public Reconciliation reconcile() {
            return shared.account(() -> {}).reconcile();
        }

        @Override
        public <T> Optional<T> unwrap(Class<T> type) {
            return Stream.of(parts, protos())
                    .filter(type::isInstance)
                    .map(type::cast)
                    .findFirst();
        }

        public ServiceParts parts() {
            return parts;
        }

        @Override
        public Training training() {
            return training;
        }

        @Override
        public Organization organization() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Service service() {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<DaemonHealth> daemons() {
            throw new UnsupportedOperationException();
        }

        @Override
        public ServiceGroup group() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Payments payments() {
            throw new UnsupportedOperationException();
        }

        public ServiceProtos protos() {
            return ServiceProtos.of(List.of(Echo.PROTO));
        }

        @Override
        public ServiceApi api() {
            throw new UnsupportedOperationException();
        }

        @Override
        public String call(JsonCall call) {
            throw new UnsupportedOperationException();
        }

        @Override
        public CompletableFuture<String> callAsync(JsonCall call) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void close() {
            payer.scope().close();
            connection.close();
        }
    }

    private final class Recorder implements PaymentListener {
        @Override
        public void onSigned(SignedAmount payment) {
            beforeSigned.run();
            signed.add(payment);
        }

        @Override
        public void onSettled(SignedAmount payment, Charge charge) {
            settled.add(charge);
            if (charge == Charge.CHARGED) {
                charged.add(payment);
            }
            if (charge == Charge.UNKNOWN) {
                unknown.add(payment);
            }
            afterSettled.run();
        }

        @Override
        public void onUnpaid(UnpaidCall call) {
            unpaid.add(call);
        }

        @Override
        public void onDeposit(ChannelDeposit deposit) {
            deposits.add(deposit);
        }
    }

    private final class CallRecorder implements SnetListener {
        @Override
        public void onCall(Call call) {
            calls.add(call);
        }
    }
}
