package io.snet4j.devnet;

import io.snet4j.devnet.daemon.Daemon;
import io.snet4j.devnet.daemon.DaemonStore;
import io.snet4j.devnet.daemon.DaemonVersion;
import io.snet4j.devnet.fault.FaultyDaemon;
import io.snet4j.storage.IpfsStorage;
import io.snet4j.storage.Storage;
import io.snet4j.value.Address;
import io.snet4j.value.BlockCount;
import io.snet4j.value.ChannelId;
import io.snet4j.value.Cogs;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * One service of a network, with its daemon and its provider. The daemon can be stopped, killed and started again, at
 * the same port. Where there are several, what is said of the daemon holds for all of them. Thread-safe; methods block
 * for a moment.
 *
 * @since 0.1.0
 */
public final class PublishedService implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private final DevnetConnection connection;
    private final List<ReplaceableDaemon> daemons;
    private final AutoCloseable provider;
    private DaemonStore store;
    private boolean closed;

    /**
     * @param daemons one or more, with one memory
     * @param provider what ends the provider
     */
    PublishedService(DevnetConnection connection, List<ReplaceableDaemon> daemons, AutoCloseable provider) {
        this.connection = connection;
        this.daemons = List.copyOf(daemons);
        this.provider = provider;
        this.store = daemons.get(0).daemon().store();
    }

    /** How to reach it, and the keys of the network's accounts. */
    public DevnetConnection connection() {
        return connection;
    }

    /** The daemon of now, or the last one while none runs. The first that runs of several. */
    public synchronized Daemon daemon() {
        return daemons.stream()
                .filter(ReplaceableDaemon::isRunning)
                .findFirst()
                .orElse(daemons.get(0))
                .daemon();
    }

    /** Ends the daemon as an operator does; nobody listens at its port then. Does nothing if none runs. */
    public synchronized void stopDaemon() {
        daemons.forEach(ReplaceableDaemon::stop);
    }

    /** Ends the daemon as {@link Daemon#kill} does: channels whose calls it cuts off stay locked. */
    public synchronized void killDaemon() {
        daemons.forEach(ReplaceableDaemon::kill);
    }

    /**
     * Kills one of several daemons, the one that is published first of those that run. {@link #startDaemon} brings it
     * back.
     *
     * @throws IllegalStateException if it is the last one; {@link Builder#behind} makes several
     */
    public synchronized void loseReplica() {
        List<ReplaceableDaemon> running =
                daemons.stream().filter(ReplaceableDaemon::isRunning).toList();
        if (running.size() < 2) {
            throw new IllegalStateException(
                    "of " + daemons.size() + " daemons " + running.size() + " runs, so there is no other to go on");
        }
        running.get(0).kill();
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
        daemons.forEach(daemon -> daemon.change(start -> start.withNode(rpc)));
    }

    /**
     * Starts the daemon again with nothing remembered: no payment, no model. Does nothing if one runs.
     *
     * @throws DevnetException if its port was taken meanwhile
     * @throws IllegalStateException if the service is closed
     */
    public synchronized void startForgetfulDaemon() {
        startWith(daemons.stream().anyMatch(ReplaceableDaemon::isRunning) ? store : DaemonStore.inMemory(), true);
    }

    /**
     * Puts the daemon of another release in its place, with what the last one remembered.
     *
     * @throws DevnetException if its port was taken meanwhile
     * @throws IllegalStateException if the service is closed
     */
    public synchronized void replaceDaemon(DaemonVersion release) {
        replace(start -> start.withVersion(release));
    }

    /**
     * Publishes another price of the service's own methods, and starts the daemon again, which demands it from now on.
     * Waits for a block. Clients that opened the service before know the old price.
     *
     * @throws DevnetException if the daemon's port was taken meanwhile
     * @throws IllegalStateException if the service is closed
     */
    public synchronized void changePrice(Cogs price) {
        requireOpen();
        DaemonStart first = daemons.get(0).start();
        DevnetMetadata changed = first.metadata().withCallPrice(price);
        try (IpfsStorage contents = Storage.ipfs(connection.ipfsUrl(), TIMEOUT)) {
            changed.publish(first.chain(), contents);
        }
        replace(start -> start.withMetadata(changed));
    }

    /**
     * Locks a channel as a daemon does that dies in the middle of a call: until {@link #unlockChannel} no call is taken
     * from it.
     */
    public synchronized void leaveChannelLocked(ChannelId channelId) {
        store.lockByHand(channelId);
    }

    /** Takes the lock off a channel, as {@code snetd channel --unlock} does. */
    public synchronized void unlockChannel(ChannelId channelId) {
        store.unlockByHand(channelId);
    }

    /**
     * The provider begins to claim what was signed in a channel, and the claim stays pending: its transaction is not
     * sent.
     *
     * @throws IllegalStateException if a call is being paid from the channel, or none ever was
     */
    public synchronized void beginClaim(ChannelId channelId) {
        store.beginClaimByHand(channelId);
    }

    private void replace(UnaryOperator<DaemonStart> change) {
        requireOpen();
        stopDaemon();
        daemons.forEach(daemon -> daemon.change(change));
        startWith(store, true);
    }

    private void startWith(DaemonStore remembered, boolean paid) {
        requireOpen();
        daemons.forEach(daemon -> daemon.start(remembered, paid));
        store = remembered;
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the service " + connection.serviceId() + " is closed");
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

        /** As {@link Devnet.Builder#expirationThreshold}; of the whole organization. */
        public Builder expirationThreshold(BlockCount blocks) {
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
         * Publishes these in place of the daemon's own address, and starts a daemon behind each: replicas with one
         * memory. They stay open when the service is closed. One daemon, published itself, unless set.
         *
         * @throws IllegalArgumentException for none
         */
        public Builder behind(List<FaultyDaemon> ways) {
            options.behind(ways);
            return this;
        }

        /**
         * Starts the provider, publishes organization and service, starts the daemon; returns when it takes calls.
         * Waits for blocks if the network has a {@link Devnet.Builder#blockTime}.
         *
         * @return closed with the network at the latest
         * @throws DevnetException if a part does not start; nothing of it runs then
         * @throws IllegalArgumentException if the threshold is too long for the network's channels, or an id is too
         *     long
         */
        public PublishedService start() {
            return net.publish(options);
        }
    }
}
