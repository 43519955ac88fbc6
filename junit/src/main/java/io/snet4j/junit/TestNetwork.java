package io.snet4j.junit;

import io.snet4j.devnet.Devnet;
import io.snet4j.devnet.HostedService;
import io.snet4j.devnet.PublishedService;
import io.snet4j.devnet.daemon.DaemonVersion;
import io.snet4j.devnet.fault.FaultyDaemon;
import io.snet4j.value.BlockCount;
import io.snet4j.value.Cogs;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A network that tests share, each in a {@link TestSession} of its own. Its parts are started at first use and end with
 * this JVM, however that ends. {@link SnetNetwork} does all this for JUnit; this class is for everybody else.
 * Thread-safe.
 *
 * @since 0.1.0
 */
public final class TestNetwork {
    private static final Map<Options, TestNetwork> SHARED = new HashMap<>();

    private final AtomicInteger sessions = new AtomicInteger();
    private final Devnet devnet;

    private TestNetwork(Options options) {
        this(builder(options).service(new ScriptedProvider()).start());
    }

    private TestNetwork(Devnet devnet) {
        this.devnet = devnet;
    }

    private static Devnet.Builder builder(Options options) {
        Devnet.Builder builder = Devnet.builder().journal(true);
        options.channelLife().ifPresent(builder::channelLife);
        options.blockTime().ifPresent(builder::blockTime);
        return builder;
    }

    /**
     * What holds for a network as a whole.
     *
     * @param channelLife of channels that clients open, from 50 to 500 blocks; short, so that they can expire. Empty
     *     for as long as clients like, which is a week of mainnet's blocks
     * @param blockTime whole seconds from block to block; empty for a block with each transaction
     * @param name of a network that only those share who name it, for tests that take its blocks back; empty for the
     *     one of all others
     */
    public record Options(Optional<BlockCount> channelLife, Optional<Duration> blockTime, String name) {
        private static final BlockCount CHANNEL_LIFE = BlockCount.of(400);

        /** Channels of 400 blocks, a block with each transaction, without a name. */
        public static Options defaults() {
            return longChannels().withChannelLife(CHANNEL_LIFE);
        }

        /** Channels that no test outlives, a block with each transaction, without a name. */
        public static Options longChannels() {
            return new Options(Optional.empty(), Optional.empty(), "");
        }

        public Options withChannelLife(BlockCount blocks) {
            return new Options(Optional.of(blocks), blockTime, name);
        }

        /** @param time whole seconds */
        public Options withBlockTime(Duration time) {
            return new Options(channelLife, Optional.of(time), name);
        }

        public Options withName(String other) {
            return new Options(channelLife, blockTime, other);
        }
    }

    /** The one of this JVM. Blocks some seconds the first time. */
    public static TestNetwork shared() {
        return shared(Options.defaults());
    }

    /**
     * The one of this JVM with these options.
     *
     * @throws io.snet4j.devnet.DevnetException if it does not start
     */
    public static TestNetwork shared(Options options) {
        synchronized (SHARED) {
            return SHARED.computeIfAbsent(options, TestNetwork::new);
        }
    }

    /** What runs. Leave it open: it ends with the JVM. */
    public Devnet devnet() {
        return devnet;
    }

    /** A service, an organization and an account for one test: call {@link SessionBuilder#start}. */
    public SessionBuilder session(HostedService service) {
        return new SessionBuilder(service, this::hosted);
    }

    /**
     * The same on a network of its own, which ends with the session: for a test that mines, stops the node, or counts
     * what is on the chain.
     */
    public static SessionBuilder alone(Options options, HostedService service) {
        return new SessionBuilder(service, (session, ways) -> alone(options, session, ways));
    }

    private TestSession hosted(SessionBuilder session, List<FaultyDaemon> ways) {
        PublishedService.Builder builder = devnet.host(session.service)
                .organizationId(session.organizationId.orElseGet(() -> "test-org-" + sessions.incrementAndGet()))
                .daemonVersion(session.daemon)
                .behind(ways)
                .methodPrices(session.methodPrices)
                .freeCalls(session.freeCalls);
        session.callPrice.ifPresent(builder::callPrice);
        session.expirationThreshold.ifPresent(builder::expirationThreshold);
        PublishedService published = builder.start();
        return begun(devnet, session, published, ways, published::close);
    }

    private static TestSession alone(Options options, SessionBuilder session, List<FaultyDaemon> ways) {
        Devnet.Builder builder = builder(options)
                .service(session.service)
                .daemonVersion(session.daemon)
                .behind(ways)
                .methodPrices(session.methodPrices)
                .freeCalls(session.freeCalls);
        session.organizationId.ifPresent(builder::organizationId);
        session.callPrice.ifPresent(builder::callPrice);
        session.expirationThreshold.ifPresent(builder::expirationThreshold);
        Devnet own = builder.start();
        return begun(own, session, own.service().orElseThrow(), ways, own::close);
    }

    private static TestSession begun(
            Devnet net, SessionBuilder session, PublishedService service, List<FaultyDaemon> ways, Runnable end) {
        try {
            SessionFaults faults = SessionFaults.of(service, ways, session.tls);
            return new TestSession(net, session.service, service, faults, session.funds, end);
        } catch (RuntimeException | Error e) {
            end.run();
            throw e;
        }
    }

    /** Not thread-safe. */
    public static final class SessionBuilder {
        private final HostedService service;
        private final BiFunction<SessionBuilder, List<FaultyDaemon>, TestSession> network;
        private DaemonVersion daemon = DaemonVersion.V6_0;
        private int daemons = 1;
        private boolean tls;
        private int freeCalls;
        private Cogs funds = Cogs.ofFet("100");
        private Optional<Cogs> callPrice = Optional.empty();
        private Map<String, Cogs> methodPrices = Map.of();
        private Optional<BlockCount> expirationThreshold = Optional.empty();
        private Optional<String> organizationId = Optional.empty();

        private SessionBuilder(
                HostedService service, BiFunction<SessionBuilder, List<FaultyDaemon>, TestSession> network) {
            this.service = service;
            this.network = network;
        }

        /** One that no other session of the network has. Made up unless set. */
        public SessionBuilder organizationId(String id) {
            organizationId = Optional.of(id);
            return this;
        }

        /** As {@link Devnet.Builder#methodPrices}. */
        public SessionBuilder methodPrices(Map<String, Cogs> prices) {
            methodPrices = Map.copyOf(prices);
            return this;
        }

        /** As {@link Devnet.Builder#expirationThreshold}. */
        public SessionBuilder expirationThreshold(BlockCount blocks) {
            expirationThreshold = Optional.of(blocks);
            return this;
        }

        /** Which release the daemon behaves like. 6.0, which streams uploads, unless set. */
        public SessionBuilder daemonVersion(DaemonVersion version) {
            daemon = version;
            return this;
        }

        /** How many daemons the service has, with one memory, published in a row. One unless set. */
        public SessionBuilder daemons(int number) {
            daemons = number;
            return this;
        }

        /** Whether the daemon is reached by TLS only. {@link TestSession#newClient} trusts it. False unless set. */
        public SessionBuilder tls(boolean wanted) {
            tls = wanted;
            return this;
        }

        /** How many calls each user has for nothing. None unless set. */
        public SessionBuilder freeCalls(int calls) {
            freeCalls = calls;
            return this;
        }

        /** Of each call of the service's own methods. 0.0001 FET unless set. */
        public SessionBuilder callPrice(Cogs price) {
            callPrice = Optional.of(price);
            return this;
        }

        /** What the account has in its wallet. 100 FET unless set. */
        public SessionBuilder funds(Cogs tokens) {
            funds = tokens;
            return this;
        }

        /**
         * Publishes and starts the service; returns when it takes calls.
         *
         * @throws io.snet4j.devnet.DevnetException if a part does not start
         * @throws IllegalArgumentException for fewer daemons than one
         */
        public TestSession start() {
            Supplier<FaultyDaemon> way = tls ? FaultyDaemon::beforeNoneWithTls : FaultyDaemon::beforeNone;
            List<FaultyDaemon> ways = Stream.generate(way).limit(daemons).toList();
            try {
                return network.apply(this, ways);
            } catch (RuntimeException | Error e) {
                ways.forEach(FaultyDaemon::close);
                throw e;
            }
        }
    }
}
