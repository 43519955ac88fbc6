package io.snet4j.devnet;

import io.snet4j.devnet.daemon.Daemon;
import io.snet4j.devnet.daemon.DaemonVersion;
import io.snet4j.internal.text.TimeText;
import io.snet4j.value.Address;
import io.snet4j.value.Cogs;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A whole SingularityNET on 127.0.0.1: an Ethereum node with the published contracts, content storage, one organization
 * with one service, and its daemon. All of it ends with {@link #close}, and with this JVM at the latest, however that
 * ends. Several may run in one JVM. Thread-safe; methods block on the node.
 */
public final class Devnet implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Devnet.class);
    private static final int MOST_BLOCKS = 500;
    private static final int LEAST_LIFE = 50;
    private static final int THRESHOLD = 100;
    private static final int CLIENT_MARGIN = 20;
    private static final int ATTEMPTS = 3;

    private final DevnetConnection connection;
    private final Optional<Daemon> daemon;
    private final Anvil anvil;
    private final AnvilRpc rpc;
    private final Resources resources;

    Devnet(DevnetConnection connection, Optional<Daemon> daemon, Anvil anvil, AnvilRpc rpc, Resources resources) {
        this.connection = connection;
        this.daemon = daemon;
        this.anvil = anvil;
        this.rpc = rpc;
        this.resources = resources;
    }

    public static Builder builder() {
        return new Builder();
    }

    /** How to reach its parts, and the keys of its accounts. */
    public DevnetConnection connection() {
        return connection;
    }

    /** The daemon started here; empty if {@link Builder#daemonEndpoint} names another. Closed with the network. */
    public Optional<Daemon> daemon() {
        return daemon;
    }

    public long blockNumber() {
        return rpc.blockNumber();
    }

    /**
     * Mines empty blocks at once; a hundred take some 50 ms. To let channels expire, make them short with
     * {@link Builder#channelLife}.
     *
     * @param blocks from 1 to 500, because the node's time for it grows faster than their number
     */
    public void mine(int blocks) {
        if (blocks < 1 || blocks > MOST_BLOCKS) {
            throw new IllegalArgumentException(
                    "blocks must be from 1 to " + MOST_BLOCKS + " in one call, not " + blocks);
        }
        rpc.mine(blocks);
    }

    /**
     * Remembers the chain as it is now; content storage and daemon are not part of it.
     *
     * @return a name for one {@link #revert}
     */
    public String snapshot() {
        return rpc.snapshot();
    }

    /**
     * Takes the chain back to what it was.
     *
     * @throws IllegalArgumentException if there is no such snapshot, or it was used before
     */
    public void revert(String snapshot) {
        rpc.revert(snapshot);
    }

    /**
     * Writes the whole chain to a file for {@link Builder#stateFile}.
     *
     * @throws DevnetException if it cannot be written; a file of that name is then as it was
     */
    public void saveState(Path file) {
        rpc.dumpState(file);
    }

    /** Completes if the node ends by itself, which nothing survives; never when the network is closed. */
    public CompletionStage<DevnetException> failure() {
        return anvil.failure().minimalCompletionStage();
    }

    /** For tests that end it. */
    Optional<ProcessHandle> node() {
        return anvil.process();
    }

    /** Ends all parts and removes their files; returns when that is done. Does nothing the second time. */
    @Override
    public void close() {
        resources.close();
    }

    /** Not thread-safe. Only the service must be given. */
    public static final class Builder {
        private @Nullable HostedService service;
        private String organizationId = "snet4j-org";
        private String groupName = "default_group";
        private Cogs callPrice = Cogs.ofFet("0.0001");
        private OptionalInt expirationThreshold = OptionalInt.empty();
        private OptionalInt channelLife = OptionalInt.empty();
        private Optional<Duration> blockTime = Optional.empty();
        private int portBase;
        private DaemonVersion daemonVersion = DaemonVersion.V6_0;
        private Optional<URI> daemonEndpoint = Optional.empty();
        private Optional<Path> stateFile = Optional.empty();
        private int freeCalls;
        private int minBalanceForFreeCalls = 10;
        private Set<Address> trustedFreeCallSigners = Set.of();
        private Duration prepaidTokenLife = Duration.ofDays(1);
        private final Set<Address> tokensAt = new LinkedHashSet<>();

        private Builder() {}

        public Builder service(HostedService service) {
            this.service = service;
            return this;
        }

        /** {@code snet4j-org} unless set. */
        public Builder organizationId(String id) {
            organizationId = id;
            return this;
        }

        /** {@code default_group} unless set. */
        public Builder groupName(String name) {
            groupName = name;
            return this;
        }

        /** Of each call of the service's own methods. 0.0001 FET unless set. */
        public Builder callPrice(Cogs price) {
            callPrice = price;
            return this;
        }

        /**
         * How many blocks a channel must have left to be accepted, zero or more. 100 unless set, or a quarter of
         * {@link #channelLife}.
         */
        public Builder expirationThreshold(int blocks) {
            if (blocks < 0) {
                throw new IllegalArgumentException("expirationThreshold must not be negative: " + blocks);
            }
            expirationThreshold = OptionalInt.of(blocks);
            return this;
        }

        /**
         * For how many blocks a channel lives that a client with this network's {@link DevnetConnection#settings} opens,
         * so that a test can let it expire by {@link Devnet#mine} and take the refund. Clients go for a week of mainnet's
         * blocks unless set; mining those takes the node hours.
         *
         * @param blocks from 50 to 500
         */
        public Builder channelLife(int blocks) {
            if (blocks < LEAST_LIFE || blocks > MOST_BLOCKS) {
                throw new IllegalArgumentException(
                        "channelLife must be from " + LEAST_LIFE + " to " + MOST_BLOCKS + " blocks, not " + blocks);
            }
            channelLife = OptionalInt.of(blocks);
            return this;
        }

        /** A block each so many seconds, instead of one for each transaction as soon as it comes. */
        public Builder blockTime(Duration time) {
            if (time.compareTo(Duration.ofSeconds(1)) < 0 || time.toNanosPart() != 0) {
                throw new IllegalArgumentException(
                        "blockTime must be one or more whole seconds, not " + TimeText.of(time));
            }
            blockTime = Optional.of(time);
            return this;
        }

        /**
         * The first of four ports in a row: Ethereum node, content storage, daemon, service. Free ones unless set.
         *
         * @param port from 1 to 65532
         */
        public Builder portBase(int port) {
            if (port < 1 || port > 65532) {
                throw new IllegalArgumentException("portBase must be from 1 to 65532, not " + port);
            }
            portBase = port;
            return this;
        }

        /** Which release the daemon behaves like. {@link DaemonVersion#V6_0}, which streams uploads, unless set. */
        public Builder daemonVersion(DaemonVersion version) {
            daemonVersion = version;
            return this;
        }

        /** Registers this endpoint and starts no daemon, so that another takes its place. */
        public Builder daemonEndpoint(URI endpoint) {
            daemonEndpoint = Optional.of(endpoint);
            return this;
        }

        /** Begins with the chain in this file, if it exists, and writes it when the network is closed. */
        public Builder stateFile(Path file) {
            stateFile = Optional.of(file);
            return this;
        }

        /**
         * How many calls the service gives each user for nothing, zero or more. Zero unless set: the daemon then has no
         * key to sign free-call tokens with, as that of most providers. The address of {@code freeCallSigner} is
         * published either way, for a daemon that takes this one's place.
         */
        public Builder freeCalls(int calls) {
            if (calls < 0) {
                throw new IllegalArgumentException("freeCalls must not be negative: " + calls);
            }
            freeCalls = calls;
            return this;
        }

        /** How many whole FET a user must have in the wallet for free calls, zero or more. 10 unless set. */
        public Builder minBalanceForFreeCalls(int fet) {
            if (fet < 0) {
                throw new IllegalArgumentException("minBalanceForFreeCalls must not be negative: " + fet);
            }
            minBalanceForFreeCalls = fet;
            return this;
        }

        /** Who may make free calls for users of their own, told apart by ids, and without a balance. None unless set. */
        public Builder trustedFreeCallSigners(Set<Address> addresses) {
            trustedFreeCallSigners = Set.copyOf(addresses);
            return this;
        }

        /** For how long the daemon's tokens for prepaid calls are good, one second or more. A day unless set. */
        public Builder prepaidTokenLife(Duration life) {
            if (life.compareTo(Duration.ofSeconds(1)) < 0) {
                throw new IllegalArgumentException(
                        "prepaidTokenLife must be one second or more, not " + TimeText.of(life));
            }
            prepaidTokenLife = life;
            return this;
        }

        /**
         * Makes this address answer every question as the token does, balances above all. For a daemon which knows the
         * token by its address in another network. Tokens cannot be moved through it. May be repeated.
         */
        public Builder tokenAt(Address address) {
            tokensAt.add(address);
            return this;
        }

        /**
         * Starts all parts; returns when the daemon takes calls.
         *
         * @throws DevnetException if a part does not start; nothing is left of the others then
         * @throws IllegalArgumentException if no service was given, or the channels' life is too short for their threshold
         */
        public Devnet start() {
            if (service == null) {
                throw new IllegalArgumentException("a devnet hosts a service; give it one with service(…)");
            }
            DevnetSettings settings = new DevnetSettings(
                    service,
                    organizationId,
                    groupName,
                    callPrice,
                    threshold(),
                    channelLife,
                    blockTime,
                    portBase,
                    daemonVersion,
                    daemonEndpoint,
                    stateFile,
                    freeCalls,
                    minBalanceForFreeCalls,
                    trustedFreeCallSigners,
                    prepaidTokenLife,
                    List.copyOf(tokensAt));
            return start(settings, portBase == 0 ? ATTEMPTS : 1);
        }

        private int threshold() {
            int threshold =
                    expirationThreshold.orElse(channelLife.isPresent() ? channelLife.getAsInt() / 4 : THRESHOLD);
            // As much as clients add, because the head moves between their look and the daemon's.
            if (channelLife.isPresent() && threshold + CLIENT_MARGIN >= channelLife.getAsInt()) {
                throw new IllegalArgumentException("channelLife of " + channelLife.getAsInt()
                        + " blocks is too short for an expirationThreshold of " + threshold
                        + ": a client pays only from a channel with more than " + (threshold + CLIENT_MARGIN)
                        + " left");
            }
            return threshold;
        }

        /** A port that was free may be taken by another program before it is bound: others are chosen then. */
        private static Devnet start(DevnetSettings settings, int attempts) {
            try {
                return new DevnetStart(settings).run();
            } catch (DevnetException e) {
                if (attempts <= 1 || !Ports.isTaken(e)) {
                    throw e;
                }
                LOG.debug("a port was taken while the local network was starting; it starts again", e);
                return start(settings, attempts - 1);
            }
        }
    }
}
