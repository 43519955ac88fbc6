package io.snet4j.devnet;

import io.snet4j.chain.Chain;
import io.snet4j.chain.MultiPartyEscrow;
import io.snet4j.devnet.DevnetConnection.Account;
import io.snet4j.devnet.daemon.Daemon;
import io.snet4j.devnet.daemon.DaemonVersion;
import io.snet4j.devnet.fault.FaultyDaemon;
import io.snet4j.internal.text.TimeText;
import io.snet4j.value.Address;
import io.snet4j.value.BlockCount;
import io.snet4j.value.BlockNumber;
import io.snet4j.value.ChannelId;
import io.snet4j.value.Cogs;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A whole SingularityNET on 127.0.0.1: an Ethereum node with the published contracts, content storage, one organization
 * with one service, and its daemon. All of it ends with {@link #close}, and with this JVM at the latest, however that
 * ends. Several may run in one JVM. Thread-safe; methods block on the node.
 *
 * @since 0.1.0
 */
public final class Devnet implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Devnet.class);
    private static final BlockCount ONE = BlockCount.of(1);
    private static final BlockCount MOST_BLOCKS = BlockCount.of(500);
    private static final BlockCount MOST_EXPIRED = BlockCount.of(5000);
    private static final BlockCount LEAST_LIFE = BlockCount.of(50);
    private static final int ATTEMPTS = 3;

    private final DevnetSettings settings;
    private final DevnetConnection connection;
    private final Optional<PublishedService> service;
    private final Anvil anvil;
    private final AnvilRpc rpc;
    private final Chain chain;
    private final Resources resources;
    private final Optional<Journal> journal;
    private final NewAccounts accounts;
    private final AtomicInteger published = new AtomicInteger();

    Devnet(
            DevnetSettings settings,
            DevnetConnection connection,
            Optional<PublishedService> service,
            Anvil anvil,
            AnvilRpc rpc,
            Chain chain,
            Resources resources,
            Optional<Journal> journal) {
        this.settings = settings;
        this.connection = connection;
        this.service = service;
        this.anvil = anvil;
        this.rpc = rpc;
        this.chain = chain;
        this.resources = resources;
        this.journal = journal;
        this.accounts = new NewAccounts(chain, rpc);
    }

    public static Builder builder() {
        return new Builder();
    }

    /** How to reach its parts, and the keys of its accounts. */
    public DevnetConnection connection() {
        return connection;
    }

    /**
     * The daemon that runs for the first service; empty if {@link Builder#daemonEndpoint} names another. Closed with
     * the network.
     */
    public Optional<Daemon> daemon() {
        return service.map(PublishedService::daemon);
    }

    /** The service that the network began with; empty if {@link Builder#daemonEndpoint} names another daemon. */
    public Optional<PublishedService> service() {
        return service;
    }

    /** Hosts a further service: call {@link PublishedService.Builder#start}. */
    public PublishedService.Builder host(HostedService further) {
        return new PublishedService.Builder(this, further, settings.hosting());
    }

    PublishedService publish(HostingOptions options) {
        String name = "service" + published.incrementAndGet();
        return new Hosting(
                        options.settings(settings.channelLife()), connection, chain, anvil.folder(), resources, journal)
                .start(name);
    }

    /**
     * An account that nobody else uses, with 100 ether and some tokens. {@link DevnetConnection#settings(Account)}
     * makes a client of it.
     *
     * @param tokens in its wallet
     */
    public Account newAccount(Cogs tokens) {
        return accounts.next(tokens);
    }

    /**
     * Gives an account 100 ether, and some tokens beside those that it has.
     *
     * @param tokens may be none
     */
    public void fund(Address account, Cogs tokens) {
        accounts.fund(account, tokens);
    }

    /**
     * Mines until a channel is expired, which a week of mainnet's blocks, as clients like it, takes too long for: make
     * channels short with {@link Builder#channelLife}.
     *
     * @throws IllegalArgumentException if there is no such channel, or it lives for more than 5000 blocks
     */
    public void expireChannel(ChannelId channelId) {
        BlockNumber expiration = new MultiPartyEscrow(
                        chain, connection.contracts().mpe())
                .channel(channelId)
                .orElseThrow(() -> new IllegalArgumentException("there is no channel " + channelId))
                .expiration();
        BlockNumber head = blockNumber();
        BlockCount left = expiration.isAfter(head) ? expiration.minus(head) : BlockCount.ZERO;
        if (left.compareTo(MOST_EXPIRED) > 0) {
            throw new IllegalArgumentException(
                    "channel " + channelId + " lives for " + left + " more blocks, and at most " + MOST_EXPIRED
                            + " are mined; make channels short with Devnet.builder().channelLife(…)");
        }
        for (long rest = left.toLong(); rest > 0; rest -= MOST_BLOCKS.toLong()) {
            mine(BlockCount.of(Math.min(rest, MOST_BLOCKS.toLong())));
        }
    }

    /**
     * What happened so far, oldest first: calls that came to a daemon of this network, and what became of channels on
     * the chain.
     *
     * @throws IllegalStateException unless {@link Builder#journal} asked for it
     */
    public List<JournalEntry> journal() {
        return journal.orElseThrow(
                        () -> new IllegalStateException("this network keeps no journal; ask for it with journal(true)"))
                .entries(new MultiPartyEscrow(chain, connection.contracts().mpe()), blockNumber());
    }

    /**
     * The chain, by the connection that this network's parts have. Leave it open: it is closed with the network.
     */
    public Chain chain() {
        return chain;
    }

    public BlockNumber blockNumber() {
        return rpc.blockNumber();
    }

    /**
     * Mines empty blocks at once; a hundred take some 50 ms. To let channels expire, make them short with
     * {@link Builder#channelLife}.
     *
     * @param blocks from 1 to 500, because the node's time for it grows faster than their number
     */
    public void mine(BlockCount blocks) {
        requireSome(blocks);
        rpc.mine(blocks);
    }

    private static void requireSome(BlockCount blocks) {
        if (blocks.compareTo(ONE) < 0 || blocks.compareTo(MOST_BLOCKS) > 0) {
            throw new IllegalArgumentException(
                    "blocks must be from 1 to " + MOST_BLOCKS + " in one call, not " + blocks);
        }
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
        journal.ifPresent(Journal::reverted);
    }

    /**
     * Takes the last blocks back, and lets a longer chain of empty ones take their place, as in a reorganisation: what
     * was in them never happened. That holds for all who use this network, and for what was published in them.
     *
     * @param blocks from 1 to 500, and fewer than there are
     */
    public void reorganise(BlockCount blocks) {
        requireSome(blocks);
        rpc.rollBack(blocks);
        rpc.mine(blocks.plus(ONE));
        journal.ifPresent(Journal::reverted);
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
        private final HostingOptions hosting = new HostingOptions();
        private Optional<BlockCount> channelLife = Optional.empty();
        private Optional<Duration> blockTime = Optional.empty();
        private int portBase;
        private Optional<Path> stateFile = Optional.empty();
        private boolean journal;
        private final Set<Address> tokensAt = new LinkedHashSet<>();

        private Builder() {}

        public Builder service(HostedService service) {
            hosting.service = service;
            return this;
        }

        /** {@code snet4j-org} unless set. */
        public Builder organizationId(String id) {
            hosting.organizationId = id;
            return this;
        }

        /** {@code default_group} unless set. */
        public Builder groupName(String name) {
            hosting.groupName = name;
            return this;
        }

        /** Of each call of the service's own methods. 0.0001 FET unless set. */
        public Builder callPrice(Cogs price) {
            hosting.callPrice = price;
            return this;
        }

        /**
         * Instead of one price for all: of each method by its full name, such as {@code shop.Shop/coat}. Methods that
         * are not named cannot be called.
         */
        public Builder methodPrices(Map<String, Cogs> prices) {
            hosting.methodPrices = Map.copyOf(prices);
            return this;
        }

        /** As {@link PublishedService.Builder#behind}; not with {@link #daemonEndpoint}. */
        public Builder behind(List<FaultyDaemon> ways) {
            hosting.behind(ways);
            return this;
        }

        /**
         * How many blocks a channel must have left to be accepted, zero or more. 100 unless set, or a quarter of
         * {@link #channelLife}.
         */
        public Builder expirationThreshold(BlockCount blocks) {
            hosting.expirationThreshold(blocks);
            return this;
        }

        /**
         * For how many blocks a channel lives that a client with this network's {@link DevnetConnection#settings}
         * opens, so that a test can let it expire by {@link Devnet#mine} and take the refund. Clients go for a week of
         * mainnet's blocks unless set; mining those takes the node hours.
         *
         * @param blocks from 50 to 500
         */
        public Builder channelLife(BlockCount blocks) {
            if (blocks.compareTo(LEAST_LIFE) < 0 || blocks.compareTo(MOST_BLOCKS) > 0) {
                throw new IllegalArgumentException(
                        "channelLife must be from " + LEAST_LIFE + " to " + MOST_BLOCKS + " blocks, not " + blocks);
            }
            channelLife = Optional.of(blocks);
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
            hosting.daemonVersion = version;
            return this;
        }

        /** Registers this endpoint and starts no daemon, so that another takes its place. */
        public Builder daemonEndpoint(URI endpoint) {
            hosting.daemonEndpoint = Optional.of(endpoint);
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
            hosting.freeCalls(calls);
            return this;
        }

        /** How many whole FET a user must have in the wallet for free calls, zero or more. 10 unless set. */
        public Builder minBalanceForFreeCalls(int fet) {
            hosting.minBalanceForFreeCalls(fet);
            return this;
        }

        /**
         * Who may make free calls for users of their own, told apart by ids, and without a balance. None unless set.
         */
        public Builder trustedFreeCallSigners(Set<Address> addresses) {
            hosting.trustedFreeCallSigners = Set.copyOf(addresses);
            return this;
        }

        /** For how long the daemon's tokens for prepaid calls are good, one second or more. A day unless set. */
        public Builder prepaidTokenLife(Duration life) {
            hosting.prepaidTokenLife(life);
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

        /** Whether {@link Devnet#journal} is kept, in memory, until the network is closed. False unless set. */
        public Builder journal(boolean kept) {
            journal = kept;
            return this;
        }

        /**
         * Starts all parts; returns when the daemon takes calls.
         *
         * @throws DevnetException if a part does not start; nothing is left of the others then
         * @throws IllegalArgumentException if no service was given, the channels' life is too short for their
         *     threshold, or there are ways to daemons and none is to start
         */
        public Devnet start() {
            DevnetSettings settings = new DevnetSettings(
                    hosting.settings(channelLife),
                    channelLife,
                    blockTime,
                    portBase,
                    stateFile,
                    journal,
                    List.copyOf(tokensAt));
            return start(settings, portBase == 0 ? ATTEMPTS : 1);
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
