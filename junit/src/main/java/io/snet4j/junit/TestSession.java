package io.snet4j.junit;

import io.snet4j.ServiceClient;
import io.snet4j.SnetClient;
import io.snet4j.chain.Chain;
import io.snet4j.devnet.Devnet;
import io.snet4j.devnet.DevnetConnection;
import io.snet4j.devnet.HostedService;
import io.snet4j.devnet.JournalEntry;
import io.snet4j.devnet.PublishedService;
import io.snet4j.provider.ClaimReport;
import io.snet4j.provider.ProviderClaims;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What one test has of a network: a service in an organization of its own, an account, and a client. Thread-safe.
 *
 * @since 0.1.0
 */
public final class TestSession implements AutoCloseable {
    private static final Duration NODE_TIME = Duration.ofSeconds(20);

    private final Devnet devnet;
    private final HostedService provider;
    private final PublishedService service;
    private final SessionFaults faults;
    private final TestAccount account;
    private @Nullable SnetClient client;
    private @Nullable ServiceClient opened;
    private @Nullable Chain chain;

    TestSession(
            Devnet devnet,
            HostedService provider,
            PublishedService service,
            SessionFaults faults,
            DevnetConnection.Account account) {
        this.devnet = devnet;
        this.provider = provider;
        this.service = service;
        this.faults = faults;
        this.account = new TestAccount(faults.into(service.connection()), account);
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

    public TestAccount account() {
        return account;
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
        return faults.trusted(SnetClient.builder().from(account.settings()));
    }

    /** The service, opened by {@link #client}. Opened at first use, closed with the session. */
    public synchronized ServiceClient open() {
        if (opened == null) {
            opened = open(client());
        }
        return opened;
    }

    /** The service, opened by a client of this session. Whoever opens it closes it. */
    public ServiceClient open(SnetClient by) {
        DevnetConnection net = service.connection();
        return by.openService(net.orgId(), net.serviceId());
    }

    /**
     * The provider collects all that was signed, past all faults.
     *
     * @return what was claimed, and what could not be
     */
    public ClaimReport claim() {
        DevnetConnection net = service.connection();
        try (ProviderClaims claims = ProviderClaims.connect(
                service.daemon().uri(),
                chain(),
                net.contracts().mpe(),
                net.account("provider").identity())) {
            return claims.claimAll();
        }
    }

    /** Past all faults; closed with the session. */
    synchronized Chain chain() {
        if (chain == null) {
            chain = Chain.connect(service.connection().rpcUrl(), NODE_TIME);
        }
        return chain;
    }

    /** What happened in this session, oldest first: calls to its daemon, and its account's channels on the chain. */
    public List<JournalEntry> journal() {
        List<JournalEntry> all = devnet.journal();
        Set<BigInteger> channels = all.stream()
                .filter(JournalEntry.Opened.class::isInstance)
                .map(JournalEntry.Opened.class::cast)
                .filter(opened -> opened.sender().equals(account.address()))
                .map(JournalEntry.Opened::channelId)
                .collect(Collectors.toSet());
        return all.stream().filter(entry -> isOurs(entry, channels)).toList();
    }

    private boolean isOurs(JournalEntry entry, Set<BigInteger> channels) {
        if (entry instanceof JournalEntry.Opened opened) {
            return channels.contains(opened.channelId());
        }
        if (entry instanceof JournalEntry.Claimed claimed) {
            return channels.contains(claimed.channelId());
        }
        DevnetConnection net = service.connection();
        return entry instanceof JournalEntry.Call call && call.service().equals(net.orgId() + "/" + net.serviceId());
    }

    /** Takes faults back, closes the client, then ends daemon and provider. The network stays. */
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
            if (chain != null) {
                chain.close();
            }
        } finally {
            try {
                service.close();
            } finally {
                faults.close();
            }
        }
    }
}
