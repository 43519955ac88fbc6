package io.snet4j.junit;

import io.snet4j.ServiceClient;
import io.snet4j.SnetClient;
import io.snet4j.devnet.Devnet;
import io.snet4j.devnet.DevnetConnection;
import io.snet4j.devnet.HostedService;
import io.snet4j.devnet.JournalEntry;
import io.snet4j.devnet.PublishedService;
import io.snet4j.identity.Identity;
import io.snet4j.provider.ClaimReport;
import io.snet4j.provider.ProviderClaims;
import io.snet4j.value.ChannelId;
import io.snet4j.value.Cogs;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What one test has of a network: a service in an organization of its own, an account, and a client. Thread-safe.
 *
 * @since 0.1.0
 */
public final class TestSession implements AutoCloseable {
    private final Devnet devnet;
    private final HostedService provider;
    private final PublishedService service;
    private final SessionFaults faults;
    private final Cogs funds;
    private final Runnable end;
    private final Map<String, TestAccount> accounts = new LinkedHashMap<>();
    private @Nullable TestAccount account;
    private @Nullable SnetClient client;
    private @Nullable ServiceClient opened;

    /** @param end ends what was started for this session */
    TestSession(
            Devnet devnet,
            HostedService provider,
            PublishedService service,
            SessionFaults faults,
            Cogs funds,
            Runnable end) {
        this.devnet = devnet;
        this.provider = provider;
        this.service = service;
        this.faults = faults;
        this.funds = funds;
        this.end = end;
    }

    /** The whole network, which other tests use as well. */
    public Devnet devnet() {
        return devnet;
    }

    /** What was given to host. */
    public HostedService provider() {
        return provider;
    }

    public PublishedService service() {
        return service;
    }

    /** How another program reaches the service. Accounts that were asked for come before the network's own. */
    public synchronized DevnetConnection connection() {
        List<DevnetConnection.Account> all = new ArrayList<>();
        accounts.values().forEach(named -> all.add(named.account));
        all.addAll(service.connection().accounts());
        DevnetConnection net = service.connection();
        return connection(net.rpcUrl(), net.ipfsUrl(), all);
    }

    /** As the session's clients see it. */
    private DevnetConnection clientsConnection() {
        return connection(
                faults.node().uri(),
                faults.storage().uri(),
                service.connection().accounts());
    }

    private DevnetConnection connection(URI rpc, URI ipfs, List<DevnetConnection.Account> all) {
        DevnetConnection net = service.connection();
        return new DevnetConnection(
                rpc,
                net.chainId(),
                net.contracts(),
                ipfs,
                net.daemonUrl(),
                net.orgId(),
                net.serviceId(),
                net.groupName(),
                net.groupId(),
                net.serviceUrl(),
                net.modelServiceUrl(),
                all,
                net.channelLife());
    }

    /** The session's first account. */
    public synchronized TestAccount account() {
        if (account == null) {
            account = newAccount("tester");
        }
        return account;
    }

    /**
     * A further account, made when its name is first heard, with as much as {@link #account()}.
     *
     * @param name any but those of the network's own, {@code provider}, {@code deployer} and {@code freeCallSigner}
     * @throws IllegalArgumentException if it is one of these
     */
    public synchronized TestAccount account(String name) {
        if (Set.of("provider", "deployer", "freeCallSigner").contains(name)) {
            throw new IllegalArgumentException("\"" + name + "\" is an account of the whole network, which"
                    + " service().connection().account(…) has; choose another name");
        }
        return accounts.computeIfAbsent(name, this::newAccount);
    }

    private TestAccount newAccount(String name) {
        DevnetConnection.Account made = devnet.newAccount(funds);
        return new TestAccount(
                clientsConnection(), new DevnetConnection.Account(name, made.address(), made.privateKey()));
    }

    /** What can fail here, between the session's clients and the network. */
    public SessionFaults faults() {
        return faults;
    }

    /** A client of the account, which may put 1 FET into a channel. Made at first use, closed with the session. */
    public synchronized SnetClient client() {
        if (client == null) {
            client = newClient().build();
        }
        return client;
    }

    /** A client to be of the same account, with options of one's own. Whoever builds it closes it. */
    public SnetClient.Builder newClient() {
        return newClient(account());
    }

    /** A client to be of {@link #account(String)}. Whoever builds it closes it. */
    public SnetClient.Builder newClient(String account) {
        return newClient(account(account));
    }

    private SnetClient.Builder newClient(TestAccount account) {
        return faults.trusted(SnetClient.builder().from(account.settings()));
    }

    /** A client to be of somebody else, whom {@link Devnet#fund} gives money. Whoever builds it closes it. */
    public SnetClient.Builder newClient(Identity identity) {
        return newClient().identity(identity);
    }

    /** The service, opened by {@link #client}. Opened at first use, closed with the session. */
    public synchronized ServiceClient open() {
        if (opened == null) {
            opened = open(client());
        }
        return opened;
    }

    /** The service, opened by a client of this session. Whoever opens it closes it. */
    public ServiceClient open(SnetClient client) {
        DevnetConnection net = service.connection();
        return client.openService(net.orgId(), net.serviceId());
    }

    /** What the provider can collect, by the session's daemon and past all faults. Whoever asks for it closes it. */
    public ProviderClaims claims() {
        DevnetConnection net = service.connection();
        return ProviderClaims.connect(
                service.daemon().uri(),
                devnet.chain(),
                net.contracts().mpe(),
                net.account("provider").identity());
    }

    /**
     * The provider collects all that was signed.
     *
     * @return what was claimed, and what could not be
     */
    public ClaimReport claim() {
        try (ProviderClaims claims = claims()) {
            return claims.claimAll();
        }
    }

    /** What happened in this session, oldest first: calls to its daemon, and its account's channels on the chain. */
    public List<JournalEntry> journal() {
        List<JournalEntry> all = devnet.journal();
        Set<ChannelId> channels = all.stream()
                .filter(JournalEntry.Opened.class::isInstance)
                .map(JournalEntry.Opened.class::cast)
                .filter(opened -> opened.sender().equals(account().address()))
                .map(JournalEntry.Opened::channelId)
                .collect(Collectors.toSet());
        return all.stream().filter(entry -> isOurs(entry, channels)).toList();
    }

    private boolean isOurs(JournalEntry entry, Set<ChannelId> channels) {
        if (entry instanceof JournalEntry.Opened opened) {
            return channels.contains(opened.channelId());
        }
        if (entry instanceof JournalEntry.Claimed claimed) {
            return channels.contains(claimed.channelId());
        }
        DevnetConnection net = service.connection();
        return entry instanceof JournalEntry.Call call && call.service().equals(net.orgId() + "/" + net.serviceId());
    }

    /**
     * Takes faults back, closes the client, then ends daemon and provider. The network stays, unless it is this
     * session's own.
     */
    @Override
    public synchronized void close() {
        faults.heal();
        try {
            if (opened != null) {
                opened.close();
            }
            if (client != null) {
                client.close();
            }
        } finally {
            try {
                end.run();
            } finally {
                faults.close();
            }
        }
    }
}
