package io.snet4j.testing;

import io.snet4j.chain.Chain;
import io.snet4j.chain.GasEstimate;
import io.snet4j.chain.GroupId;
import io.snet4j.chain.Log;
import io.snet4j.chain.PaymentChannel;
import io.snet4j.chain.Receipt;
import io.snet4j.errors.ChainException;
import io.snet4j.identity.Identity;
import io.snet4j.value.Address;
import io.snet4j.value.BlockNumber;
import io.snet4j.value.ChannelId;
import io.snet4j.value.ChannelNonce;
import io.snet4j.value.Cogs;
import io.snet4j.value.Wei;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The escrow and its token, as far as consumers, providers and daemons use them; a block for each transaction. Time and
 * faults are the test's. Thread-safe.
 */
public final class FakeChain implements Chain {
    public static final Address ESCROW = Address.parse("0xe7f1725E7734CE288F8367e1Bb143E90bb3F0512");
    public static final Address TOKEN = Address.parse("0x5FbDB2315678afecb367f032d93F642f64180aa3");
    private static final String CHANNEL_OPEN = "172899db3034d5e4e68a2873998cc66a59bad4610fa6319a51f31f75e84452b7";

    private static final String CHANNEL_CLAIM = "77c3504a57863d978ba4c28ea297490f1f4814365f5ed32b35cbf5b695db003c";
    private static final String SENDER_CLAIM = "592ba8545b0ef2ef56ac54c4db27df2bdbb2a60acc1c5a4ac134eccc20cb8096";

    private final Map<ChannelId, PaymentChannel> channels = new TreeMap<>();
    private final List<Log> logs = new ArrayList<>();
    private final Map<Address, Cogs> escrow = new HashMap<>();
    private final Map<Address, Cogs> tokens = new HashMap<>();
    private final Map<Address, Cogs> allowances = new HashMap<>();
    private final List<String> transactions = new ArrayList<>();
    private final AtomicInteger requests = new AtomicInteger();
    private long block = 1000;
    private Cogs claimed = Cogs.ZERO;
    private volatile boolean logsRefused;
    private volatile boolean stateRefused;
    private volatile boolean blocksRefused;
    private Optional<Runnable> unmined = Optional.empty();
    private int looksLeft;
    private volatile boolean down;
    private final AtomicInteger blockNumbers = new AtomicInteger();
    private volatile CompletableFuture<Void> answering = CompletableFuture.completedFuture(null);
    private volatile Runnable beforeMined = () -> {};

    /** Function names of what was sent, in order. */
    public synchronized List<String> transactions() {
        return List.copyOf(transactions);
    }

    public int requests() {
        return requests.get();
    }

    /** How often the latest block was asked for. */
    public int blockNumbers() {
        return blockNumbers.get();
    }

    /** From now on no question for the latest block is answered, until the future completes. */
    public CompletableFuture<Void> hang() {
        CompletableFuture<Void> until = new CompletableFuture<>();
        answering = until;
        return until;
    }

    public void setDown(boolean value) {
        down = value;
    }

    /** @param blocks fewer than none for a chain that was taken back */
    public synchronized void mine(long blocks) {
        block += blocks;
    }

    /** As another node sees it; not counted. */
    public synchronized long head() {
        return block;
    }

    public synchronized void giveTokens(Address owner, long cogs) {
        tokens.merge(owner, Cogs.of(cogs), Cogs::plus);
    }

    /** In place of what there was. */
    public synchronized void setTokens(Address owner, Cogs amount) {
        tokens.put(owner, amount);
    }

    public synchronized void takeAllTokens() {
        tokens.clear();
    }

    public synchronized void giveEscrow(Address owner, long cogs) {
        escrow.merge(owner, Cogs.of(cogs), Cogs::plus);
    }

    public synchronized Optional<PaymentChannel> channel(ChannelId id) {
        return Optional.ofNullable(channels.get(id));
    }

    /** As if it had been opened earlier. */
    public synchronized ChannelId open(
            Address sender, Address signer, Address recipient, GroupId group, long value, long expiration) {
        return open(sender, signer, recipient, group, Cogs.of(value), BlockNumber.of(expiration))
                .id();
    }

    /** As it is from now on; no block is mined for it. */
    public synchronized void put(PaymentChannel channel) {
        channels.put(channel.id(), channel);
    }

    /** As if there had never been one. */
    public synchronized void forgetChannels() {
        channels.clear();
    }

    public synchronized PaymentChannel open(
            Address sender, Address signer, Address recipient, GroupId group, Cogs value, BlockNumber expiration) {
        ChannelId id = ChannelId.of(channels.size());
        PaymentChannel channel =
                new PaymentChannel(id, ChannelNonce.ZERO, sender, signer, recipient, group, value, expiration);
        channels.put(id, channel);
        block++;
        logs.add(new Log(
                ESCROW,
                BlockNumber.of(block),
                List.of(HexFormat.of().parseHex(CHANNEL_OPEN), Words.of(sender), Words.of(recipient), group.toBytes()),
                Words.of(id.value(), BigInteger.ZERO, signer, value.value(), expiration.value())));
        return channel;
    }

    /** A mined claim: the nonce rises, the amount is gone. */
    public void claim(ChannelId id, Cogs amount) {
        claim(id, amount, amount);
    }

    /** A claim that takes less than its signature allows. */
    public synchronized void claim(ChannelId id, Cogs amount, Cogs signed) {
        PaymentChannel old = channel(id).orElseThrow();
        ChannelNonce next = old.nonce().next();
        Cogs left = old.value().minus(amount);
        put(old, next, left, old.expiration());
        logs.add(new Log(
                ESCROW,
                BlockNumber.of(block),
                List.of(HexFormat.of().parseHex(CHANNEL_CLAIM), Words.of(id.value()), Words.of(old.recipient())),
                Words.of(next.value(), amount.value(), signed.value(), BigInteger.ZERO, left.value())));
        claimed = claimed.plus(amount);
    }

    /** What the recipient has claimed in all. */
    public synchronized Cogs claimed() {
        return claimed;
    }

    /** The sender takes back what is left. */
    public synchronized void refund(ChannelId id) {
        PaymentChannel old = channel(id).orElseThrow();
        ChannelNonce next = old.nonce().next();
        put(old, next, Cogs.ZERO, BlockNumber.ZERO);
        logs.add(new Log(
                ESCROW,
                BlockNumber.of(block),
                List.of(HexFormat.of().parseHex(SENDER_CLAIM), Words.of(id.value())),
                Words.of(next.value(), BigInteger.ZERO)));
    }

    /** A reorganization takes the last claim of a channel back. */
    public synchronized void unclaim(ChannelId id, Cogs amount) {
        PaymentChannel old = channel(id).orElseThrow();
        put(
                old,
                ChannelNonce.of(old.nonce().value().subtract(BigInteger.ONE)),
                old.value().plus(amount),
                old.expiration());
        logs.removeIf(log -> HexFormat.of().formatHex(log.topics().get(0)).equals(CHANNEL_CLAIM)
                && new BigInteger(1, log.topics().get(1)).equals(id.value())
                && new BigInteger(1, Arrays.copyOf(log.data(), 32))
                        .equals(old.nonce().value()));
        claimed = claimed.minus(amount);
    }

    /** From now on the node answers no question about the contracts' state. */
    public void setStateRefused(boolean value) {
        stateRefused = value;
    }

    /** From now on the node names no latest block. */
    public void setBlocksRefused(boolean value) {
        blocksRefused = value;
    }

    /** From now on the node answers no question about events. */
    public void setLogsRefused(boolean value) {
        logsRefused = value;
    }

    /** By anybody; nobody's balance is less. */
    public synchronized void add(ChannelId id, long cogs) {
        PaymentChannel old = channel(id).orElseThrow();
        put(old, old.nonce(), old.value().plus(Cogs.of(cogs)), old.expiration());
    }

    /** By the sender. */
    public synchronized void extend(ChannelId id, long expiration) {
        PaymentChannel old = channel(id).orElseThrow();
        put(old, old.nonce(), old.value(), BlockNumber.of(expiration));
    }

    private void put(PaymentChannel old, ChannelNonce nonce, Cogs value, BlockNumber expiration) {
        block++;
        channels.put(
                old.id(),
                new PaymentChannel(
                        old.id(),
                        nonce,
                        old.sender(),
                        old.signer(),
                        old.recipient(),
                        old.groupId(),
                        value,
                        expiration));
    }

    /** A transaction of the payer's that is sent already, and mined when somebody has looked for it so often. */
    public synchronized void mineAfter(int looks, Runnable transaction) {
        looksLeft = looks;
        unmined = Optional.of(transaction);
    }

    /** What every transaction of a client waits for. The chain answers meanwhile. */
    public void beforeMined(Runnable action) {
        beforeMined = action;
    }

    private void count() {
        requests.incrementAndGet();
        if (down) {
            throw new ChainException("the node does not answer");
        }
    }

    @Override
    public long chainId() {
        // The real one asks its node once.
        return 31337;
    }

    @Override
    public BlockNumber blockNumber() {
        blockNumbers.incrementAndGet();
        count();
        if (blocksRefused) {
            throw new ChainException("no block");
        }
        try {
            answering.get();
        } catch (InterruptedException | ExecutionException e) {
            throw new ChainException("the node was asked in vain", e);
        }
        return BlockNumber.of(head());
    }

    @Override
    public synchronized Optional<String> blockHash(BlockNumber number) {
        count();
        return number.toLong() <= block ? Optional.of("0x%064x".formatted(number.value())) : Optional.empty();
    }

    @Override
    public boolean hasCode(Address contract) {
        return true;
    }

    @Override
    public synchronized long minedTransactions(Address account) {
        count();
        if (unmined.isPresent() && looksLeft-- == 0) {
            unmined.get().run();
            unmined = Optional.empty();
        }
        return unmined.isPresent() ? 7 : 8;
    }

    @Override
    public synchronized long sentTransactions(Address account) {
        count();
        return 8;
    }

    @Override
    public synchronized byte[] call(Address contract, byte[] data) {
        count();
        if (stateRefused) {
            throw new ChainException("no state");
        }
        return switch (HexFormat.of().formatHex(data, 0, 4)) {
            case "fc0c546a" -> Words.of(TOKEN);
            case "27e235e3" -> Words.of(of(escrow, Words.address(data, 0)).value());
            case "70a08231" -> Words.of(of(tokens, Words.address(data, 0)).value());
            case "dd62ed3e" -> Words.of(of(allowances, Words.address(data, 0)).value());
            case "e5949b5d" -> channelWords(ChannelId.of(Words.uint(data, 0)));
            default ->
                throw new ChainException(
                        "no such function here: " + HexFormat.of().formatHex(data));
        };
    }

    private byte[] channelWords(ChannelId id) {
        PaymentChannel c = channels.get(id);
        if (c == null) {
            return new byte[7 * 32];
        }
        return Words.of(
                c.nonce().value(),
                c.sender(),
                c.signer(),
                c.recipient(),
                c.groupId().toBytes(),
                c.value().value(),
                c.expiration().value());
    }

    @Override
    public synchronized List<Log> logs(
            Address contract, List<Optional<byte[]>> topics, BlockNumber fromBlock, BlockNumber toBlock) {
        count();
        if (logsRefused) {
            throw new ChainException("the node does not tell of events");
        }
        return logs.stream()
                .filter(log -> !log.blockNumber().isBefore(fromBlock)
                        && !log.blockNumber().isAfter(toBlock))
                .filter(log -> matches(log, topics))
                .toList();
    }

    private static boolean matches(Log log, List<Optional<byte[]>> topics) {
        for (int i = 0; i < topics.size(); i++) {
            if (i >= log.topics().size()) {
                return false;
            }
            if (topics.get(i).isPresent()
                    && !Arrays.equals(topics.get(i).get(), log.topics().get(i))) {
                return false;
            }
        }
        return true;
    }

    @Override
    public GasEstimate estimate(Address from, Optional<Address> to, byte[] data) {
        count();
        return new GasEstimate(BigInteger.valueOf(21000), Wei.of(1), GasEstimate.Basis.NODE);
    }

    @Override
    public Wei maxFeePerGas() {
        count();
        return Wei.of(1);
    }

    @Override
    public Receipt send(Identity from, Optional<Address> to, byte[] data, Duration deadline) {
        count();
        beforeMined.run();
        return mine(from.address(), data);
    }

    private synchronized Receipt mine(Address sender, byte[] data) {
        int before = logs.size();
        transactions.add(execute(sender, data));
        return new Receipt(
                "0x" + "0".repeat(64),
                BlockNumber.of(block),
                BigInteger.valueOf(21000),
                Optional.empty(),
                List.copyOf(logs.subList(before, logs.size())));
    }

    private String execute(Address sender, byte[] data) {
        return switch (HexFormat.of().formatHex(data, 0, 4)) {
            case "095ea7b3" -> {
                allowances.put(sender, new Cogs(Words.uint(data, 1)));
                yield "approve";
            }
            case "b6b55f25" -> {
                fromTokens(sender, Words.uint(data, 0));
                yield "deposit";
            }
            case "e3b39250" -> {
                openFromEscrow(sender, data);
                yield "openChannel";
            }
            case "047df8f9" -> {
                fromTokens(sender, Words.uint(data, 3));
                openFromEscrow(sender, data);
                yield "depositAndOpenChannel";
            }
            case "1d41f87c" -> {
                claim(ChannelId.of(Words.uint(data, 0)), new Cogs(Words.uint(data, 1)), new Cogs(Words.uint(data, 2)));
                yield "channelClaim";
            }
            case "aa5f510a" -> {
                claimSeveral(data);
                yield "multiChannelClaim";
            }
            case "da2a5b4f" -> {
                addFunds(sender, ChannelId.of(Words.uint(data, 0)), Words.uint(data, 1), Optional.empty());
                yield "channelAddFunds";
            }
            case "45059a5d" -> {
                addFunds(
                        sender,
                        ChannelId.of(Words.uint(data, 0)),
                        BigInteger.ZERO,
                        Optional.of(BlockNumber.of(Words.uint(data, 1))));
                yield "channelExtend";
            }
            case "0c19d0ec" -> {
                addFunds(
                        sender,
                        ChannelId.of(Words.uint(data, 0)),
                        Words.uint(data, 2),
                        Optional.of(BlockNumber.of(Words.uint(data, 1))));
                yield "channelExtendAndAddFunds";
            }
            default ->
                throw new ChainException(
                        "no such function here: " + HexFormat.of().formatHex(data));
        };
    }

    /** Its arguments are arrays, each at an offset in bytes and with its length before it. */
    private void claimSeveral(byte[] data) {
        int ids = Words.uint(data, 0).intValueExact() / 32;
        int amounts = Words.uint(data, 1).intValueExact() / 32;
        for (int i = 1; i <= Words.uint(data, ids).intValueExact(); i++) {
            claim(ChannelId.of(Words.uint(data, ids + i)), new Cogs(Words.uint(data, amounts + i)));
        }
    }

    private void fromTokens(Address sender, BigInteger amount) {
        Cogs cogs = new Cogs(amount);
        allowances.put(sender, of(allowances, sender).minus(cogs));
        tokens.put(sender, of(tokens, sender).minus(cogs));
        escrow.merge(sender, cogs, Cogs::plus);
    }

    private void openFromEscrow(Address sender, byte[] data) {
        Cogs value = new Cogs(Words.uint(data, 3));
        escrow.put(sender, of(escrow, sender).minus(value));
        open(
                sender,
                Words.address(data, 0),
                Words.address(data, 1),
                GroupId.of(Words.bytes(data, 2)),
                value,
                BlockNumber.of(Words.uint(data, 4)));
    }

    private void addFunds(Address sender, ChannelId id, BigInteger amount, Optional<BlockNumber> expiration) {
        Cogs cogs = new Cogs(amount);
        escrow.put(sender, of(escrow, sender).minus(cogs));
        PaymentChannel old = channel(id).orElseThrow();
        put(old, old.nonce(), old.value().plus(cogs), expiration.orElse(old.expiration()));
    }

    private static Cogs of(Map<Address, Cogs> balances, Address owner) {
        return balances.getOrDefault(owner, Cogs.ZERO);
    }

    @Override
    public void close() {}
}
