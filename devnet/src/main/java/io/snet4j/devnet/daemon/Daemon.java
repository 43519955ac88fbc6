package io.snet4j.devnet.daemon;

import com.google.protobuf.Descriptors.FileDescriptor;
import com.linecorp.armeria.client.ClientFactory;
import com.linecorp.armeria.client.SessionProtocolNegotiationCache;
import com.linecorp.armeria.server.Server;
import io.snet4j.chain.Chain;
import io.snet4j.errors.DependencyException;
import io.snet4j.identity.Identity;
import io.snet4j.registry.Organization;
import io.snet4j.registry.Registry;
import io.snet4j.registry.Service;
import io.snet4j.storage.Storage;
import io.snet4j.value.Address;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A running daemon: gRPC and plain HTTP on one port of 127.0.0.1. Takes payments, guards the training methods of one
 * service, passes every other call on to it. Answers as the release of {@code snetd} that it plays, word by word; where
 * that one would crash, it answers INTERNAL with a text that begins "snet4j devnet:". Thread-safe.
 *
 * @since 0.1.0
 */
public final class Daemon implements AutoCloseable {
    private final URI uri;
    private final DaemonStore store;
    private final AtomicBoolean killed;
    /** In the order of their making. */
    private final Deque<AutoCloseable> parts;

    private Daemon(URI uri, DaemonStore store, AtomicBoolean killed, Deque<AutoCloseable> parts) {
        this.uri = uri;
        this.store = store;
        this.killed = killed;
        this.parts = parts;
    }

    public static Builder builder() {
        return new Builder();
    }

    /** {@code http://127.0.0.1:port}, the endpoint to publish. */
    public URI uri() {
        return uri;
    }

    /** What was paid and is remembered. */
    public DaemonStore store() {
        return store;
    }

    /** Ends running calls and frees the port. Blocks for at most a few seconds; a second time does nothing. */
    @Override
    public void close() {
        closeAll(parts);
    }

    /**
     * Ends as a process does that is killed: calls that are running are cut off unanswered, and the channels that they
     * pay from stay locked in the store for ever, as the real daemon's do. A second time does nothing.
     */
    public void kill() {
        killed.set(true);
        close();
    }

    private static void closeAll(Deque<AutoCloseable> parts) {
        RuntimeException failure = null;
        synchronized (parts) {
            while (!parts.isEmpty()) {
                try {
                    parts.removeLast().close();
                } catch (Exception e) {
                    if (failure == null) {
                        failure = new IllegalStateException("a part of the daemon did not close", e);
                    } else {
                        failure.addSuppressed(e);
                    }
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    /** Not thread-safe. Everything without a default named must be set. */
    public static final class Builder {
        private static final Duration DEPENDENCY_TIMEOUT = Duration.ofSeconds(30);

        private static final int MIB = 1 << 20;
        private static final int DEFAULT_MESSAGE_MIB = 4;

        private DaemonVersion version = DaemonVersion.V6_2;
        private int port;
        private @Nullable Chain chain;
        private @Nullable URI rpc;
        private @Nullable Address registry;
        private @Nullable URI ipfs;
        private @Nullable Replica replica;
        private String organizationId = "";
        private String serviceId = "";
        private String groupName = "default_group";
        private @Nullable URI serviceEndpoint;
        private @Nullable URI modelEndpoint;
        private List<FileDescriptor> descriptors = List.of();
        private int maxMessageBytes = DEFAULT_MESSAGE_MIB * MIB;
        private Duration statusPollInterval = Duration.ofSeconds(3);
        private DaemonStore store = DaemonStore.inMemory();
        private Optional<Identity> freeCallSigner = Optional.empty();
        private int minBalanceForFreeCalls = 10;
        private Set<Address> trustedFreeCallSigners = Set.of();
        private Map<Address, Long> freeCallsOfUsers = Map.of();
        private Duration prepaidTokenLife = Duration.ofDays(1);
        private InstantSource clock = InstantSource.system();
        private boolean blockchain = true;
        private Optional<Consumer<DaemonCall>> listener = Optional.empty();

        private Builder() {}

        /** Default 6.2. */
        public Builder version(DaemonVersion version) {
            this.version = version;
            return this;
        }

        /** 0, the default, takes a free one. */
        public Builder port(int port) {
            this.port = port;
            return this;
        }

        /** The node to read. Stays open when the daemon is closed. This or {@link #rpc}. */
        public Builder chain(Chain chain) {
            this.chain = chain;
            return this;
        }

        /** JSON-RPC of the node to read. */
        public Builder rpc(URI rpc) {
            this.rpc = rpc;
            return this;
        }

        /** The contract that names organization and service. The escrow is the one that the service publishes. */
        public Builder registry(Address registry) {
            this.registry = registry;
            return this;
        }

        /** RPC of the node that has the metadata. */
        public Builder ipfs(URI ipfs) {
            this.ipfs = ipfs;
            return this;
        }

        /**
         * What chain and storage are about to publish, so that the daemon starts meanwhile and reads neither. The group
         * must have been named before.
         *
         * @throws IllegalArgumentException if organization or service has no group of that name
         */
        public Builder metadata(Organization organization, Service service) {
            return replica(Replica.of(organization, service, groupName));
        }

        /** In place of what chain and storage publish. */
        Builder replica(Replica replica) {
            this.replica = replica;
            return this;
        }

        public Builder organizationId(String organizationId) {
            this.organizationId = organizationId;
            return this;
        }

        public Builder serviceId(String serviceId) {
            this.serviceId = serviceId;
            return this;
        }

        /** Default {@code default_group}. */
        public Builder groupName(String groupName) {
            this.groupName = groupName;
            return this;
        }

        /** Where the service's own methods are, http or https. */
        public Builder serviceEndpoint(URI serviceEndpoint) {
            this.serviceEndpoint = serviceEndpoint;
            return this;
        }

        /** Where the provider's training methods are. Default the service's endpoint. */
        public Builder modelEndpoint(URI modelEndpoint) {
            this.modelEndpoint = modelEndpoint;
            return this;
        }

        /**
         * The service's proto files. Training is on if a method in them has a field of type {@code training.ModelID};
         * options of the methods tell what datasets they want. Default none.
         */
        public Builder descriptors(List<FileDescriptor> descriptors) {
            this.descriptors = List.copyOf(descriptors);
            return this;
        }

        /** Of one message, either way. Default 4 MiB. */
        public Builder maxMessageBytes(int maxMessageBytes) {
            this.maxMessageBytes = maxMessageBytes;
            return this;
        }

        /** How often the provider is asked for the status of models at work. Default 3 s. */
        public Builder statusPollInterval(Duration interval) {
            this.statusPollInterval = interval;
            return this;
        }

        /** Default a fresh one in memory. */
        public Builder store(DaemonStore store) {
            this.store = store;
            return this;
        }

        /**
         * Signs free-call tokens; the service must publish its address. Without it there are no free calls; release 6.0
         * dies of a request for them then.
         */
        public Builder freeCallSigner(Identity signer) {
            freeCallSigner = Optional.of(signer);
            return this;
        }

        /** What a user must have of the escrow's token, in whole FET. Default 10. */
        public Builder minBalanceForFreeCalls(int fet) {
            minBalanceForFreeCalls = fet;
            return this;
        }

        /** Need no balance, and may ask for users of their own, by id. Default none. */
        public Builder trustedFreeCallSigners(Set<Address> addresses) {
            trustedFreeCallSigners = Set.copyOf(addresses);
            return this;
        }

        /**
         * How many free calls some users have, above 0, or -1 for no limit; the others have as many as is published.
         */
        public Builder freeCallsOfUsers(Map<Address, Long> calls) {
            freeCallsOfUsers = Map.copyOf(calls);
            return this;
        }

        /** For how long a token for prepaid calls is good, in whole seconds. Default a day. */
        public Builder prepaidTokenLife(Duration life) {
            prepaidTokenLife = life;
            return this;
        }

        /** By which such tokens age. Default the system's. */
        public Builder clock(InstantSource clock) {
            this.clock = clock;
            return this;
        }

        /**
         * False for a daemon that takes no payment and keeps no channels, as with {@code blockchain_enabled: false}:
         * calls pass without payment headers, training and free calls are off, and its heartbeat says so. Default true.
         */
        public Builder blockchainEnabled(boolean enabled) {
            blockchain = enabled;
            return this;
        }

        /**
         * Hears of each gRPC call when it has ended, before its caller does. Must be quick and must not throw. Default
         * nobody.
         *
         * @since 0.1.0
         */
        public Builder onCall(Consumer<DaemonCall> listener) {
            this.listener = Optional.of(listener);
            return this;
        }

        /**
         * Reads the metadata and opens the port. Blocks on chain and storage.
         *
         * @throws DependencyException if either does not answer
         * @throws io.snet4j.errors.ServiceNotFoundException if organization or service is not registered
         * @throws IllegalArgumentException if something is missing or wrong
         * @throws IllegalStateException if the port is taken
         */
        public Daemon start() {
            Deque<AutoCloseable> parts = new ArrayDeque<>();
            boolean started = false;
            try {
                Daemon daemon = start(parts);
                started = true;
                return daemon;
            } finally {
                if (!started) {
                    closeAll(parts);
                }
            }
        }

        private Daemon start(Deque<AutoCloseable> parts) {
            URI service = required(serviceEndpoint, "serviceEndpoint");
            URI model = Optional.ofNullable(modelEndpoint).orElse(service);
            Chain node = chain(parts);
            Replica facts = Optional.ofNullable(replica).orElseGet(() -> readReplica(node));
            // Another server at that port may have spoken HTTP/1 only; this JVM remembers it, and snetd does not.
            SessionProtocolNegotiationCache.clear();
            ClientFactory clients = ClientFactory.builder()
                    .http2InitialConnectionWindowSize(DaemonServer.CONNECTION_WINDOW)
                    .build();
            parts.add(clients);
            ProviderModels provider = new ProviderModels(clients, model, maxMessageBytes);
            TrainingMethods methods = TrainingMethods.of(blockchain ? descriptors : List.of());
            if (methods.any()) {
                StatusPoller poller = new StatusPoller(store, provider);
                parts.add(poller);
                poller.start(statusPollInterval);
            }
            Heartbeat heartbeat = new Heartbeat(
                    version, facts, Objects.requireNonNullElse(registry, Address.ZERO), service, methods, blockchain);
            FreeCallRules rules =
                    new FreeCallRules(freeCallSigner, minBalanceForFreeCalls, trustedFreeCallSigners, freeCallsOfUsers);
            PrepaidTokens tokens = new PrepaidTokens(facts, version, prepaidTokenLife, clock);
            AtomicBoolean killed = new AtomicBoolean();
            Server server = new DaemonServer(
                            version,
                            port,
                            maxMessageBytes,
                            store,
                            node,
                            facts,
                            rules,
                            tokens,
                            killed,
                            blockchain,
                            listener)
                    .build(clients, service, provider, methods, heartbeat);
            parts.add(server);
            try {
                server.start().join();
            } catch (CompletionException e) {
                throw new IllegalStateException("the daemon cannot listen on port " + port, e.getCause());
            }
            return new Daemon(URI.create("http://127.0.0.1:" + server.activeLocalPort()), store, killed, parts);
        }

        private Chain chain(Deque<AutoCloseable> parts) {
            if (chain != null) {
                return chain;
            }
            Chain own = Chain.connect(required(rpc, "chain or rpc"), DEPENDENCY_TIMEOUT);
            parts.add(own);
            return own;
        }

        private Replica readReplica(Chain node) {
            try (Storage storage = Storage.ipfs(required(ipfs, "ipfs"), DEPENDENCY_TIMEOUT)) {
                return Replica.read(
                        new Registry(node, required(registry, "registry"), storage),
                        organizationId,
                        serviceId,
                        groupName);
            }
        }

        private static <T> T required(@Nullable T value, String name) {
            if (value == null) {
                throw new IllegalArgumentException("a daemon needs " + name);
            }
            return value;
        }
    }
}
