package io.snet4j;

import io.snet4j.chain.Chain;
import io.snet4j.chain.ChainOptions;
import io.snet4j.chain.FetchToken;
import io.snet4j.chain.KnownBlock;
import io.snet4j.chain.MultiPartyEscrow;
import io.snet4j.errors.ChainException;
import io.snet4j.errors.InvalidRequestException;
import io.snet4j.errors.NodeUnavailableException;
import io.snet4j.errors.SnetException;
import io.snet4j.identity.Identity;
import io.snet4j.internal.call.ClientParts;
import io.snet4j.internal.call.ServiceCalls;
import io.snet4j.internal.call.ServiceParts;
import io.snet4j.internal.core.Budget;
import io.snet4j.internal.core.Deadline;
import io.snet4j.internal.ledger.PaymentEvents;
import io.snet4j.internal.ledger.SpendingTally;
import io.snet4j.internal.memory.Memory;
import io.snet4j.internal.memory.ServiceName;
import io.snet4j.internal.onchain.BlockClock;
import io.snet4j.internal.onchain.Contracts;
import io.snet4j.internal.onchain.PayerAccount;
import io.snet4j.internal.percall.LeftPayments;
import io.snet4j.internal.percall.PerCall;
import io.snet4j.internal.transport.Connections;
import io.snet4j.internal.transport.Pauses;
import io.snet4j.internal.transport.Replicas;
import io.snet4j.internal.transport.SharedConnections;
import io.snet4j.payment.Account;
import io.snet4j.payment.PaymentAudit;
import io.snet4j.payment.PaymentListener;
import io.snet4j.publish.Publisher;
import io.snet4j.registry.Organization;
import io.snet4j.registry.Registry;
import io.snet4j.registry.Service;
import io.snet4j.storage.ContentStore;
import io.snet4j.storage.Storage;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Holds what all services share: node, storage, what pays, threads. */
final class DefaultSnetClient implements SnetClient {
    private static final Duration LONGEST_REQUEST = Duration.ofSeconds(30);
    private static final Duration REGISTRY_MEMORY = Duration.ofMinutes(5);

    private final ClientSettings settings;
    private final RequestCounter counter;
    private final Chain chain;
    private final Storage storage;
    private final Registry registry;
    private final Memory memory;
    private final ClientParts parts;
    private final LeftPayments left;
    private final boolean mayBeLeft;
    private final Account account;
    private final Optional<PaymentAudit> audit;
    private final ExecutorService threads = ClientThreads.start();
    private final SharedConnections shared = new SharedConnections();
    private final Set<DefaultServiceClient> services = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    DefaultSnetClient(ClientSettings settings, RequestCounter counter, Chain chain, Storage storage) {
        Network network = settings.network();
        this.settings = settings;
        this.counter = counter;
        this.chain = chain;
        this.storage = storage;
        this.audit = settings.auditFile().map(PaymentAudit::file);
        this.registry = new Registry(chain, network.registry(), storage, REGISTRY_MEMORY);
        this.memory = settings.state()
                .open(network.chainId(), network.escrow(), settings.identity().address());
        this.parts = new ClientParts(
                new PayerAccount(
                        settings.identity(),
                        settings.signer(),
                        new Contracts(
                                chain,
                                new MultiPartyEscrow(chain, network.escrow()),
                                new FetchToken(chain, network.token()),
                                new FirstLogBlock(chain, network)),
                        new BlockClock(chain::blockNumber, threads, System::nanoTime, blockTime(settings))),
                new SpendingTally(settings.spendingLimit()),
                new PaymentEvents(paymentListeners()),
                threads,
                Pauses.real(),
                memory,
                network.claimDepth());
        this.left = parts.left();
        this.mayBeLeft = audit.isPresent() || memory.outlivesProcess();
        audit.ifPresent(writer -> left.in(writer, settings.auditFile().orElseThrow()));
        this.account = parts.account(this::requireReady);
    }

    /** The file first: it has what a listener then hears. */
    private PaymentListener[] paymentListeners() {
        return Stream.concat(audit.stream(), settings.paymentListeners().stream())
                .toArray(PaymentListener[]::new);
    }

    static SnetClient connect(ClientSettings settings, RequestCounter counter, URI ethereumRpc, List<URI> storage) {
        try {
            return new DefaultSnetClient(
                    settings,
                    counter,
                    Chain.connect(ethereumRpc, chainOptions(settings)),
                    Storage.of(storage, requestTimeout(settings), settings.listener(), settings.privateAddresses()));
        } catch (IllegalArgumentException e) {
            throw new InvalidRequestException("cannot build a client: " + e.getMessage(), e);
        }
    }

    /** What makes many requests, such as a search, may take longer in all than a call may; none of them need. */
    private static Duration requestTimeout(ClientSettings settings) {
        Duration deadline = settings.callDeadline();
        return deadline.compareTo(LONGEST_REQUEST) < 0 ? deadline : LONGEST_REQUEST;
    }

    private static ChainOptions chainOptions(ClientSettings settings) {
        ChainOptions.Builder options = ChainOptions.builder()
                .timeout(requestTimeout(settings))
                .confirmations(settings.confirmations())
                .listener(settings.listener())
                .feeLimit(settings.spendingLimit().feeLimit());
        settings.network()
                .knownBlock()
                .filter(block -> settings.checkBlocksByClock())
                .ifPresent(options::knownBlock);
        return options.build();
    }

    /** Where the user says that the clock is no measure, a slot is none. */
    private static Duration blockTime(ClientSettings settings) {
        return settings.network()
                .knownBlock()
                .filter(block -> settings.checkBlocksByClock())
                .map(KnownBlock::slot)
                .orElse(BlockClock.SHORTEST_BLOCK_TIME);
    }

    @Override
    public Network network() {
        return settings.network();
    }

    @Override
    public Identity identity() {
        return settings.identity();
    }

    @Override
    public Registry registry() {
        requireReady();
        return registry;
    }

    @Override
    public Identity signer() {
        return settings.signer();
    }

    @Override
    public RequestCounts requests() {
        return counter.counts();
    }

    @Override
    public Account account() {
        return account;
    }

    @Override
    public ServiceClient openService(String organizationId, String serviceId) {
        return openService(organizationId, serviceId, ServiceOptions.defaults());
    }

    @Override
    public ServiceClient openService(String organizationId, String serviceId, ServiceOptions options) {
        requireOpen();
        return inTime(() -> openInTime(organizationId, serviceId, options));
    }

    private <T> T inTime(Supplier<T> work) {
        return Deadline.within(Budget.strict(settings.callDeadline()), work);
    }

    private ServiceClient openInTime(String organizationId, String serviceId, ServiceOptions options) {
        Registry.Published found = published(organizationId, serviceId);
        Organization organization = found.organization();
        Service service = found.service();
        ServiceGroup group = GroupChoice.choose(organization, service, options);
        Connections connections = Connections.to(group.endpoints(), settings.connections(options));
        ServiceName name = new ServiceName(organization.id(), service.id(), group.id(), group.freeCalls());
        DefaultServiceClient client = new DefaultServiceClient(
                organization,
                service,
                group,
                () -> connect(service, group, name, options, connections),
                settings.datasetHost(),
                () -> inTime(() -> registry.protoFiles(service)),
                services::remove);
        services.add(client);
        if (closed) {
            client.close();
        }
        requireOpen();
        if (mayBeLeft) {
            left.settle(name.key(), () -> client.parts().payer().channels().states());
        }
        return client;
    }

    /** The chain's id comes with the entries. What another chain has under the same addresses is no news to anybody. */
    private Registry.Published published(String organizationId, String serviceId) {
        try {
            Registry.Published found = registry.published(organizationId, serviceId, threads);
            requireChain();
            return found;
        } catch (NodeUnavailableException e) {
            throw e;
        } catch (SnetException | IllegalArgumentException e) {
            requireChain();
            throw e;
        }
    }

    private ServiceParts connect(
            Service service, ServiceGroup group, ServiceName name, ServiceOptions options, Connections connections) {
        Replicas daemon = connections.open(threads, shared);
        PerCall payer = parts.perCall(name, daemon, group.recipient(), group.expirationThreshold(), service.escrow());
        ServiceCalls calls =
                parts.calls(options.payment(), payer, daemon, name, settings.callDeadline(), Clock.systemUTC());
        return new ServiceParts(
                daemon,
                daemon.release(),
                payer,
                calls,
                parts.daemonCalls(),
                group.pricing(),
                threads,
                settings.callDeadline(),
                settings.listener(),
                settings.reusableAuthorizations());
    }

    @Override
    public Publisher publisher(ContentStore store) {
        requireReady();
        return Publisher.builder(chain, settings.network().registry())
                .escrow(settings.network().escrow())
                .storage(storage)
                .store(store)
                .identity(settings.identity())
                .apiCheck(ApiRules.CHECK)
                .build();
    }

    @Override
    public DiscoveryReport discover(Discovery wanted) {
        return ServiceScan.run(registry(), wanted);
    }

    @Override
    public void close() {
        closed = true;
        services.forEach(DefaultServiceClient::close);
        services.clear();
        ClientThreads.stop(threads);
        memory.close();
        audit.ifPresent(PaymentAudit::close);
        storage.close();
        chain.close();
    }

    private void requireReady() {
        requireOpen();
        requireChain();
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("this client is closed");
        }
    }

    /** The same addresses mean other contracts on another chain. */
    private void requireChain() {
        long actual = chain.chainId();
        if (actual != settings.network().chainId()) {
            throw new ChainException("the Ethereum node is on chain " + actual + ", the network is "
                    + settings.network() + "; choose the node that belongs to it");
        }
    }
}
