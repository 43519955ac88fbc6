package io.snet4j.junit;

import io.snet4j.devnet.Devnet;
import io.snet4j.devnet.HostedService;
import io.snet4j.devnet.PublishedService;
import io.snet4j.devnet.daemon.DaemonVersion;
import io.snet4j.value.Cogs;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

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
        Devnet.Builder builder = Devnet.builder()
                .service(new ScriptedProvider())
                .channelLife(options.channelLife())
                .journal(true);
        options.blockTime().ifPresent(builder::blockTime);
        devnet = builder.start();
    }

    /**
     * What holds for a network as a whole.
     *
     * @param channelLife of channels that clients open, from 50 to 500 blocks; short, so that they can expire
     * @param blockTime whole seconds from block to block; empty for a block with each transaction
     * @param name of a network that only those share who name it, for tests that take its blocks back; empty for the one of
     *     all others
     */
    public record Options(int channelLife, Optional<Duration> blockTime, String name) {
        private static final int CHANNEL_LIFE = 400;

        /** Channels of 400 blocks, a block with each transaction, without a name. */
        public static Options defaults() {
            return new Options(CHANNEL_LIFE, Optional.empty(), "");
        }

        public Options withChannelLife(int blocks) {
            return new Options(blocks, blockTime, name);
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
        return new SessionBuilder(this, service);
    }

    /** Not thread-safe. */
    public static final class SessionBuilder {
        private final TestNetwork net;
        private final HostedService service;
        private DaemonVersion daemon = DaemonVersion.V6_0;
        private int daemons = 1;
        private boolean tls;
        private int freeCalls;
        private Cogs funds = Cogs.ofFet("100");
        private @Nullable Cogs callPrice;

        private SessionBuilder(TestNetwork net, HostedService service) {
            this.net = net;
            this.service = service;
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
            callPrice = price;
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
            SessionFaults faults = SessionFaults.before(net.devnet.connection(), daemons, tls);
            try {
                return start(faults);
            } catch (RuntimeException | Error e) {
                faults.close();
                throw e;
            }
        }

        private TestSession start(SessionFaults faults) {
            PublishedService.Builder builder = net.devnet
                    .host(service)
                    .organizationId("test-org-" + net.sessions.incrementAndGet())
                    .daemonVersion(daemon)
                    .behind(faults.daemons())
                    .freeCalls(freeCalls);
            Optional.ofNullable(callPrice).ifPresent(builder::callPrice);
            PublishedService published = builder.start();
            return new TestSession(net.devnet, service, published, faults, net.devnet.newAccount(funds));
        }
    }
}
