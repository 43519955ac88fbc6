package io.snet4j.devnet;

import io.snet4j.devnet.daemon.Daemon;
import io.snet4j.devnet.daemon.DaemonStore;
import io.snet4j.devnet.daemon.DaemonVersion;
import io.snet4j.value.Address;
import io.snet4j.value.Cogs;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One service of a network, with its daemon and its provider. The daemon can be stopped, killed and started again, at the
 * same port. Thread-safe; methods block for a moment.
 *
 * @since 0.1.0
 */
public final class PublishedService implements AutoCloseable {
    private final DevnetConnection connection;
    private final DaemonStart start;
    private final AutoCloseable provider;
    private Daemon daemon;
    private DaemonStore store;
    private Optional<URI> node = Optional.empty();
    private boolean running = true;
    private boolean closed;

    /** @param provider what ends the provider */
    PublishedService(DevnetConnection connection, DaemonStart start, Daemon daemon, AutoCloseable provider) {
        this.connection = connection;
        this.start = start;
        this.daemon = daemon;
        this.provider = provider;
        this.store = daemon.store();
    }

    /** How to reach it, and the keys of the network's accounts. */
    public DevnetConnection connection() {
        return connection;
    }

    /** The daemon of now, or the last one while none runs. */
    public synchronized Daemon daemon() {
        return daemon;
    }

    /** Ends the daemon as an operator does; nobody listens at its port then. Does nothing if none runs. */
    public synchronized void stopDaemon() {
        if (running) {
            running = false;
            daemon.close();
        }
    }

    /** Ends the daemon as {@link Daemon#kill} does: channels whose calls it cuts off stay locked. */
    public synchronized void killDaemon() {
        if (running) {
            running = false;
            daemon.kill();
        }
    }

    /**
     * Starts the daemon again, with what the last one remembered, locks included. Does nothing if one runs.
     *
     * @throws DevnetException if its port was taken meanwhile
     * @throws IllegalStateException if the service is closed
     */
    public synchronized void startDaemon() {
        startWith(store, true);
    }

    /** {@link #stopDaemon}, then {@link #startDaemon}. */
    public synchronized void restartDaemon() {
        stopDaemon();
        startDaemon();
    }

    /**
     * Starts the daemon again, with what the last one remembered, as one that asks for no payment. Does nothing if one
     * runs.
     *
     * @throws DevnetException if its port was taken meanwhile
     * @throws IllegalStateException if the service is closed
     */
    public synchronized void startUnpaidDaemon() {
        startWith(store, false);
    }

    /** From the next start on the daemon reads the chain through this node, such as one that can fail. */
    public synchronized void daemonNode(URI rpc) {
        node = Optional.of(rpc);
    }

    /**
     * Starts the daemon again with nothing remembered: no payment, no model. Does nothing if one runs.
     *
     * @throws DevnetException if its port was taken meanwhile
     * @throws IllegalStateException if the service is closed
     */
    public synchronized void startForgetfulDaemon() {
        startWith(DaemonStore.inMemory(), true);
    }

    private void startWith(DaemonStore remembered, boolean paid) {
        if (closed) {
            throw new IllegalStateException("the service " + connection.serviceId() + " is closed");
        }
        if (!running) {
            daemon = start.with(remembered, node, paid);
            store = remembered;
            running = true;
        }
    }

    /** Ends daemon and provider. It stays registered, as a service does whose provider went away. */
    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            stopDaemon();
            try {
                provider.close();
            } catch (Exception e) {
                throw new DevnetException("the service " + connection.serviceId() + " did not end: " + e, e);
            }
        }
    }

    /**
     * Publishes a further service in a network that runs. Not thread-safe.
     *
     * @since 0.1.0
     */
    public static final class Builder {
        private final Devnet net;
        private final HostingOptions options = new HostingOptions();

        Builder(Devnet net, HostedService service, HostingSettings first) {
            this.net = net;
            options.service = service;
            options.groupName = first.groupName();
            options.callPrice = first.callPrice();
            options.daemonVersion = first.daemonVersion();
            options.organizationId = first.organizationId();
            options.expirationThreshold(first.expirationThreshold());
        }

        /** Made if there is none of that id. The network's own unless set. */
        public Builder organizationId(String id) {
            options.organizationId = id;
            return this;
        }

        /** Of each call of its own methods. As the network's first service unless set. */
        public Builder callPrice(Cogs price) {
            options.callPrice = price;
            return this;
        }

        /** As {@link Devnet.Builder#methodPrices}. */
        public Builder methodPrices(Map<String, Cogs> prices) {
            options.methodPrices = Map.copyOf(prices);
            return this;
        }

        /** As {@link Devnet.Builder#publishedAt}. */
        public Builder publishedAt(URI endpoint) {
            options.publishedAt = Optional.of(endpoint);
            return this;
        }

        /** As {@link Devnet.Builder#expirationThreshold}; of the whole organization. */
        public Builder expirationThreshold(int blocks) {
            options.expirationThreshold(blocks);
            return this;
        }

        /** Which release its daemon behaves like. As the network's first service unless set. */
        public Builder daemonVersion(DaemonVersion version) {
            options.daemonVersion = version;
            return this;
        }

        /** As {@link Devnet.Builder#freeCalls}. */
        public Builder freeCalls(int calls) {
            options.freeCalls(calls);
            return this;
        }

        /** As {@link Devnet.Builder#minBalanceForFreeCalls}. */
        public Builder minBalanceForFreeCalls(int fet) {
            options.minBalanceForFreeCalls(fet);
            return this;
        }

        /** As {@link Devnet.Builder#trustedFreeCallSigners}. */
        public Builder trustedFreeCallSigners(Set<Address> addresses) {
            options.trustedFreeCallSigners = Set.copyOf(addresses);
            return this;
        }

        /** As {@link Devnet.Builder#prepaidTokenLife}. */
        public Builder prepaidTokenLife(Duration life) {
            options.prepaidTokenLife(life);
            return this;
        }

        /**
         * Starts the provider, publishes organization and service, starts the daemon; returns when it takes calls. Waits
         * for blocks if the network has a {@link Devnet.Builder#blockTime}.
         *
         * @return closed with the network at the latest
         * @throws DevnetException if a part does not start; nothing of it runs then
         * @throws IllegalArgumentException if the threshold is too long for the network's channels, or an id is too long
         */
        public PublishedService start() {
            return net.publish(options);
        }
    }
}
