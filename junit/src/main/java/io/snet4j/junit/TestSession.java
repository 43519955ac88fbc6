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
import io.snet4j.value.ChannelId;
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
    private final TestAccount account;
    private @Nullable SnetClient client;
    private @Nullable ServiceClient opened;

    TestSession(Devnet devnet, HostedService provider, PublishedService service, TestAccount account) {
        this.devnet = devnet;
        this.provider = provider;
        this.service = service;
        this.account = account;
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

    /** A client of the account, which may put 1 FET into a channel. Made at first use, closed with the session. */
    public synchronized SnetClient client() {
        if (client == null) {
            client = newClient().build();
        }
        return client;
    }

    /** A client to be of the same account, with options of one's own. Whoever builds it closes it. */
    public SnetClient.Builder newClient() {
        return SnetClient.builder().from(account.settings());
    }

    /** The service, opened by {@link #client}. Opened at first use, closed with the session. */
    public synchronized ServiceClient open() {
        if (opened == null) {
            DevnetConnection net = service.connection();
            opened = client().openService(net.orgId(), net.serviceId());
        }
        return opened;
    }

    /**
     * The provider collects all that was signed.
     *
     * @return what was claimed, and what could not be
     */
    public ClaimReport claim() {
        DevnetConnection net = service.connection();
        try (Chain chain = Chain.connect(net.rpcUrl(), NODE_TIME);
                ProviderClaims claims = ProviderClaims.connect(
                        net.daemonUrl(),
                        chain,
                        net.contracts().mpe(),
                        net.account("provider").identity())) {
            return claims.claimAll();
        }
    }

    /** What happened in this session, oldest first: calls to its daemon, and its account's channels on the chain. */
    public List<JournalEntry> journal() {
        List<JournalEntry> all = devnet.journal();
        Set<ChannelId> channels = all.stream()
                .filter(JournalEntry.Opened.class::isInstance)
                .map(JournalEntry.Opened.class::cast)
                .filter(opened -> opened.sender().equals(account.address()))
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

    /** Closes the client, then ends daemon and provider. The network stays. */
    @Override
    public synchronized void close() {
        try {
            if (opened != null) {
                opened.close();
            }
            if (client != null) {
                client.close();
            }
        } finally {
            service.close();
        }
    }
}
