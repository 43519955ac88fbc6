package io.snet4j;

import io.snet4j.dataset.DatasetHost;
import io.snet4j.errors.InvalidRequestException;
import io.snet4j.identity.Identity;
import io.snet4j.internal.core.Positive;
import io.snet4j.internal.memory.MemorySource;
import io.snet4j.internal.transport.Connections;
import io.snet4j.internal.transport.Loading;
import io.snet4j.internal.transport.Tls;
import io.snet4j.observe.SnetListener;
import io.snet4j.payment.Account;
import io.snet4j.payment.PaymentListener;
import io.snet4j.payment.PaymentState;
import io.snet4j.payment.SpendingLimit;
import io.snet4j.publish.Publisher;
import io.snet4j.registry.Registry;
import io.snet4j.storage.ContentStore;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One per application and identity. Thread-safe. Building one does no I/O.
 *
 * @since 0.1.0
 */
public interface SnetClient extends AutoCloseable {
    static Builder builder() {
        return new Builder(System.getenv());
    }

    /**
     * {@code builder().fromEnvironment().build()}.
     *
     * @throws io.snet4j.errors.InvalidRequestException naming the variable that is missing or wrong
     */
    static SnetClient fromEnvironment() {
        return builder().fromEnvironment().build();
    }

    Network network();

    /** Who pays. */
    Identity identity();

    /**
     * The network's organizations and services. Always the same object; it is what {@link #openService} reads, too: it
     * believes what the Registry contract says for five minutes, unless {@link Registry#refresh} is called, and content
     * for good. Asks for the chain's id the first time.
     *
     * @throws io.snet4j.errors.ChainException if the node does not answer, or is on another chain than the network
     */
    Registry registry();

    /** Who signs what daemons see: {@link #identity} unless the builder was given another. */
    Identity signer();

    /** The payer's balances and channels, over all services. Always the same object; asks nothing yet. */
    Account account();

    /** The round trips that this client has made so far. */
    RequestCounts requests();

    /** {@link #openService(String, String, ServiceOptions)} with {@link ServiceOptions#defaults()}. */
    ServiceClient openService(String organizationId, String serviceId);

    /**
     * Reads organization and service from registry and content storage; calls no daemon yet, unless an earlier process
     * left payments for this service without an outcome: then it is asked for those, for some ten seconds at most, and
     * the outcome goes to the audit. Blocks.
     *
     * @throws io.snet4j.errors.ServiceNotFoundException if there is no such organization, service or group
     * @throws io.snet4j.errors.ChainException if the node does not answer within {@link Builder#callDeadline}, or is on
     *     another chain than the network
     * @throws io.snet4j.errors.StorageException if the metadata cannot be had, or not within that time
     * @throws io.snet4j.errors.InvalidRequestException if the endpoint cannot be used
     * @throws io.snet4j.errors.PrivateAddressException if the metadata names addresses outside of the public internet
     *     only; see {@link Builder#allowPrivateEndpoints}
     */
    ServiceClient openService(String organizationId, String serviceId, ServiceOptions options);

    /**
     * Finds services that can be trained, by their published proto files: methods whose request takes a {@code
     * training.ModelID}. Asks no daemon and costs nothing. Blocks, for some requests to node and storage for each
     * service; looks at four services at a time, each of which has {@link Discovery#perService}. An interrupt ends it.
     *
     * @throws io.snet4j.errors.ChainException if the node fails; what is wrong with single services is in the report
     * @throws io.snet4j.errors.CallCancelledException after an interrupt; the interrupt flag is kept
     */
    DiscoveryReport discover(Discovery wanted);

    /**
     * Publishes organizations and services as this client's identity, on its network: within its fee limit, reading
     * what is published where it reads, and holding proto files to {@link ApiRules}. Asks for the chain's id the first
     * time.
     *
     * @param store where files go; it stays open when the client is closed
     * @throws io.snet4j.errors.ChainException if the node does not answer, or is on another chain than the network
     */
    Publisher publisher(ContentStore store);

    /** Closes the services that it opened, too. May be repeated. */
    @Override
    void close();

    /** Later settings win. Not thread-safe. */
    final class Builder {
        private static final Duration DEFAULT_CALL_DEADLINE = Duration.ofMinutes(2);

        private final Map<String, String> environment;
        private @Nullable Network network;
        private @Nullable URI ethereumRpc;
        private List<URI> storage = List.of();
        private @Nullable Identity identity;
        private @Nullable Identity signer;
        private SpendingLimit spendingLimit = SpendingLimit.existingChannelsOnly();
        private Duration callDeadline = DEFAULT_CALL_DEADLINE;
        private final List<PaymentListener> paymentListeners = new ArrayList<>();
        private boolean allowPlaintext;
        private boolean allowPrivateEndpoints;
        private TlsOptions tls = TlsOptions.defaults();
        private int maxMessageBytes = Connections.Rules.MAX_MESSAGE_BYTES;
        private boolean reusableAuthorizations = true;
        private Optional<DatasetHost> datasetHost = Optional.empty();
        private MemorySource state = MemorySource.ofProcess();
        private Optional<Path> auditFile = Optional.empty();
        private SnetListener listener = SnetListener.none();
        private int confirmations = 1;
        private boolean checkBlocksByClock = true;

        Builder(Map<String, String> environment) {
            Loading.begin();
            this.environment = environment;
        }

        /**
         * Takes over what is set in {@code SNET4J_} environment variables, such as {@code SNET4J_NETWORK} and
         * {@code SNET4J_RPC}; docs/configuration.md has the table. Of two that set the same, here or by a method, the
         * later wins.
         *
         * @throws io.snet4j.errors.InvalidRequestException naming the variable that is wrong
         */
        public Builder fromEnvironment() {
            Settings.ofEnvironment(environment).applyTo(this);
            return this;
        }

        /**
         * As {@link #fromEnvironment}, from a map with the same names, such as a local network's
         * {@code DevnetConnection.settings(role)}, or with those of {@link #fromProperties}. Other keys are ignored.
         *
         * @throws io.snet4j.errors.InvalidRequestException naming the key that is wrong
         */
        public Builder from(Map<String, String> settings) {
            return from(name -> Optional.ofNullable(settings.get(name)));
        }

        /**
         * As {@link #fromEnvironment}, from whatever else knows the values by the same names or by those of {@link
         * #fromProperties}, such as a framework's configuration.
         *
         * @param lookup asked here, once for each name, for {@code snet4j.rpc} only where {@code SNET4J_RPC} is not
         *     set; empty, or a blank value, for what is not set
         * @throws io.snet4j.errors.InvalidRequestException naming the variable that is wrong
         */
        public Builder from(Function<String, Optional<String>> lookup) {
            Settings.of(lookup).applyTo(this);
            return this;
        }

        /**
         * As {@link #fromEnvironment}, from a properties file with keys such as {@code snet4j.network}.
         *
         * @throws io.snet4j.errors.InvalidRequestException naming the key that is wrong or unknown, or if the file
         *     cannot be read
         */
        public Builder fromProperties(Path file) {
            Settings.ofFile(file).applyTo(this);
            return this;
        }

        /** Required. */
        public Builder network(Network value) {
            network = value;
            return this;
        }

        /** Required: an {@code http} or {@code https} JSON-RPC endpoint of a node. */
        public Builder ethereumRpc(URI endpoint) {
            ethereumRpc = endpoint;
            return this;
        }

        /**
         * Required: where metadata and APIs are read, in the order they are asked; whoever gives them, they are checked
         * against their hash. An endpoint whose path ends in {@code /ipfs} or {@code /ipfs/} is a gateway, such as
         * {@link io.snet4j.storage.Storage#LIGHTHOUSE}; every other is the RPC interface of an IPFS node.
         */
        public Builder storage(List<URI> endpoints) {
            storage = List.copyOf(endpoints);
            return this;
        }

        /** Required: who pays, and signs unless {@link #signer} is set. */
        public Builder identity(Identity value) {
            identity = value;
            return this;
        }

        /**
         * Who signs payments, state requests and training authorizations, so that the payer's key is needed for
         * transactions only. Channels are opened naming it; only channels that name it are used. Models belong to it,
         * not to the payer. Default: {@link #identity}.
         */
        public Builder signer(Identity value) {
            signer = value;
            return this;
        }

        /**
         * A folder that keeps, per chain, escrow and payer, which channels were found, what was ever signed for each,
         * and the last payment of each model, so that a client that was killed knows after its restart what can be
         * claimed, and what a training plan has paid for. Several clients and processes may share it. What is damaged
         * in it is ignored and made anew; it is never believed against the chain. Each payment then waits for the disk;
         * if that fails, the call fails and nothing is sent. Default: nothing is kept.
         */
        public Builder stateDirectory(Path directory) {
            state = MemorySource.inFolder(directory);
            return this;
        }

        /**
         * Keeps the same in place of a folder, for clients on any number of machines, such as in a database ({@code
         * snet4j-state-jdbc}). Stays open when the client is closed. If what is signed cannot be kept, the call fails
         * with a {@link io.snet4j.errors.PaymentStateException}, and nothing is signed.
         *
         * @throws IllegalArgumentException if it was not made by an artifact of this library
         */
        public Builder state(PaymentState shared) {
            state = MemorySource.of(shared);
            return this;
        }

        /** Default: {@link SpendingLimit#existingChannelsOnly()}. */
        public Builder spendingLimit(SpendingLimit limit) {
            spendingLimit = limit;
            return this;
        }

        /**
         * For each call, from preparing its payment to its answer, but without transactions that the payment needs
         * first; what became of a payment whose answer was lost is asked for ten seconds more. For opening a service
         * and reading its API, too, and for each single request to node and storage of what makes many, such as
         * {@link #discover} and {@link Account#channels}: those have 30 seconds each at most. Default: two minutes.
         *
         * @throws IllegalArgumentException unless positive
         */
        public Builder callDeadline(Duration deadline) {
            Positive.of("a deadline", deadline);
            callDeadline = deadline;
            return this;
        }

        /**
         * Appends to this file what is signed, what came of it, and what is deposited; see {@link
         * io.snet4j.payment.PaymentAudit}, which also reads it. Written before a listener is told. What a process that
         * was killed left there without an outcome is settled when its service is opened, if daemon or chain prove it.
         * Default: none.
         */
        public Builder auditFile(Path file) {
            auditFile = Optional.of(file);
            return this;
        }

        /** Hears of money; set again, all hear, in the order in which they were set. Default: none. */
        public Builder onPayment(PaymentListener listener) {
            paymentListeners.add(listener);
            return this;
        }

        /**
         * Allows daemons beyond this machine to be called without TLS, where their endpoint says {@code http}.
         * Everybody on the way can then read what is sent, and use what is signed. Default: no.
         */
        public Builder allowPlaintext(boolean allow) {
            allowPlaintext = allow;
            return this;
        }

        /**
         * Allows daemons that a service's metadata names, and what storage gateways redirect to, to be on this machine
         * or at private, link-local and other addresses outside of the public internet, as those of a company's own
         * network are. On mainnet and sepolia such addresses are refused otherwise, whatever name leads to them; behind
         * an HTTP proxy, only where the metadata names an address. What is named here or in {@link ServiceOptions} is
         * never refused, nor is anything on a network of one's own. Default: no.
         */
        public Builder allowPrivateEndpoints(boolean allow) {
            allowPrivateEndpoints = allow;
            return this;
        }

        /** For {@code https} daemons. Default: the JVM's trust store, no client certificate. */
        public Builder tls(TlsOptions options) {
            tls = options;
            return this;
        }

        /**
         * What one answer of a service may hold, in bytes. Default: 64 MiB. The daemon's own methods have smaller
         * limits, which nobody needs to change.
         *
         * @throws IllegalArgumentException unless positive
         */
        public Builder maxMessageBytes(int bytes) {
            maxMessageBytes = Positive.of("a number of bytes for a message", bytes);
            return this;
        }

        /** Hears of every round trip and every call; set again, both hear. */
        public Builder listener(SnetListener value) {
            listener = SnetListener.both(listener, value);
            return this;
        }

        /**
         * How many blocks must hold a transaction, its own among them, until it counts. Default: 1, mined.
         *
         * @throws IllegalArgumentException for fewer than 1
         */
        public Builder confirmations(int blocks) {
            confirmations = Positive.of("a number of confirmations", blocks);
            return this;
        }

        /**
         * Whether the node's latest block is held against this machine's clock, and may not go back by more than 64
         * blocks, on networks with a {@link Network#knownBlock}: mainnet and sepolia have one. Expirations are counted
         * from that block, so a node that names a far one has channels opened that never expire. Without it a block
         * each second is reckoned with there, so the node is asked more often. Default: yes.
         */
        public Builder checkBlocksByClock(boolean check) {
            checkBlocksByClock = check;
            return this;
        }

        /**
         * Whether reading models and asking for prices share one signature, good for 600 blocks (two hours on mainnet).
         * It names no daemon: whoever sees it, such as the daemon that is called, can read this identity's private
         * models at any other daemon for as long. Without it each such call needs a block that is some seconds old at
         * most, so a wait for a status keeps asking the Ethereum node. Default: yes.
         */
        public Builder reusableAuthorizations(boolean reuse) {
            reusableAuthorizations = reuse;
            return this;
        }

        /**
         * Takes datasets where they go by link; see {@link io.snet4j.dataset.DatasetRoute}. Stays open when the client
         * is closed. Default: none.
         */
        public Builder datasetHost(DatasetHost host) {
            datasetHost = Optional.of(host);
            return this;
        }

        /** @throws io.snet4j.errors.InvalidRequestException naming the setting that is missing */
        public SnetClient build() {
            RequestCounter counter = new RequestCounter();
            SnetListener all = SnetListener.both(counter, listener);
            ClientSettings settings = settings(all);
            URI rpc = required(ethereumRpc, "ethereumRpc", "SNET4J_RPC");
            if (storage.isEmpty()) {
                throw missing("storage", "SNET4J_STORAGE");
            }
            return DefaultSnetClient.connect(settings, counter, rpc, storage);
        }

        SpendingLimit spendingLimit() {
            return spendingLimit;
        }

        ClientSettings settings(SnetListener all) {
            Identity payer = required(identity, "identity", "SNET4J_PRIVATE_KEY");
            return new ClientSettings(
                    required(network, "network", "SNET4J_NETWORK"),
                    payer,
                    signer == null ? payer : signer,
                    spendingLimit,
                    callDeadline,
                    List.copyOf(paymentListeners),
                    new Connections.Rules(allowPlaintext, tls(), maxMessageBytes, all),
                    allowPrivateEndpoints,
                    reusableAuthorizations,
                    datasetHost,
                    state,
                    auditFile,
                    all,
                    confirmations,
                    checkBlocksByClock);
        }

        private Tls tls() {
            return Tls.of(tls.trustedCertificates(), tls.clientCertificates(), tls.clientKey());
        }

        private static <T> T required(@Nullable T value, String setter, String variable) {
            if (value == null) {
                throw missing(setter, variable);
            }
            return value;
        }

        private static InvalidRequestException missing(String setter, String variable) {
            return new InvalidRequestException("the client needs a setting: call " + setter
                    + "(…) on its builder, or set " + variable + " and call fromEnvironment() or from(…)");
        }
    }
}
