package io.snet4j.chain;

import io.snet4j.errors.ChainException;
import io.snet4j.identity.Identity;
import io.snet4j.value.Address;
import io.snet4j.value.BlockNumber;
import io.snet4j.value.ChannelId;
import io.snet4j.value.ChannelNonce;
import io.snet4j.value.Cogs;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The MultiPartyEscrow contract: balances and payment channels. Thread-safe; every method blocks on the network. Those
 * that take an {@link Identity} send a transaction and wait until it is mined.
 *
 * @since 0.1.0
 */
public final class MultiPartyEscrow {
    static final Function TOKEN = Function.of("token()", "address");
    static final Function NEXT_CHANNEL_ID = Function.of("nextChannelId()", "uint256");
    static final Function BALANCES = Function.of("balances(address)", "uint256");
    static final Function CHANNELS = Function.of(
            "channels(uint256)", "uint256", "address", "address", "address", "bytes32", "uint256", "uint256");
    static final Function DEPOSIT = Function.of("deposit(uint256)");
    static final Function WITHDRAW = Function.of("withdraw(uint256)");
    static final Function TRANSFER = Function.of("transfer(address,uint256)");
    static final Function OPEN_CHANNEL = Function.of("openChannel(address,address,bytes32,uint256,uint256)");
    static final Function DEPOSIT_AND_OPEN_CHANNEL =
            Function.of("depositAndOpenChannel(address,address,bytes32,uint256,uint256)");
    static final Function CHANNEL_EXTEND = Function.of("channelExtend(uint256,uint256)");
    static final Function CHANNEL_ADD_FUNDS = Function.of("channelAddFunds(uint256,uint256)");
    static final Function CHANNEL_EXTEND_AND_ADD_FUNDS =
            Function.of("channelExtendAndAddFunds(uint256,uint256,uint256)");
    static final Function CHANNEL_CLAIM =
            Function.of("channelClaim(uint256,uint256,uint256,uint8,bytes32,bytes32,bool)");
    static final Function MULTI_CHANNEL_CLAIM =
            Function.of("multiChannelClaim(uint256[],uint256[],uint256[],bool[],uint8[],bytes32[],bytes32[])");
    static final Function CHANNEL_CLAIM_TIMEOUT = Function.of("channelClaimTimeout(uint256)");
    static final Event CHANNEL_OPEN = Event.of(
            "ChannelOpen(uint256,uint256,address indexed,address,address indexed,bytes32 indexed,uint256,uint256)");
    static final Event CHANNEL_CLAIMED =
            Event.of("ChannelClaim(uint256 indexed,uint256,address indexed,uint256,uint256,uint256,uint256)");
    static final Event CHANNEL_REFUNDED = Event.of("ChannelSenderClaim(uint256 indexed,uint256,uint256)");

    private static final int UINT256_BITS = 256;

    private final Contract contract;

    public MultiPartyEscrow(Chain chain, Address address) {
        this(new Contract("MultiPartyEscrow", chain, address));
    }

    private MultiPartyEscrow(Contract contract) {
        this.contract = contract;
    }

    /**
     * Creates an escrow of one's own, for a network of one's own.
     *
     * @param creationCode as published, without arguments
     */
    public static MultiPartyEscrow deploy(
            Chain chain, Identity deployer, byte[] creationCode, Address token, Duration deadline) {
        return new MultiPartyEscrow(Contract.deploy(
                "MultiPartyEscrow", chain, deployer, creationCode, deadline, List.of("address"), token));
    }

    public Address address() {
        return contract.address();
    }

    /** The token it holds. */
    public Address token() {
        return contract.read(TOKEN).address(0);
    }

    /** What an account has in the escrow outside of channels. */
    public Cogs balance(Address account) {
        return contract.read(BALANCES, account).cogs(0);
    }

    /** How many channels were ever opened, which is the next one's id. */
    public ChannelId nextChannelId() {
        return ChannelId.of(contract.read(NEXT_CHANNEL_ID).uint(0));
    }

    /** What transactions of this contract would cost. */
    public EscrowEstimates estimates() {
        return new EscrowEstimates(contract);
    }

    /** @return empty if no such channel was ever opened */
    public Optional<PaymentChannel> channel(ChannelId id) {
        return channel(id, contract.read(CHANNELS, id.value()));
    }

    /**
     * As {@link #channel(ChannelId)}, in as few requests as the node takes.
     *
     * @return those that were ever opened, in the order of the ids
     */
    public List<PaymentChannel> channels(List<ChannelId> ids) {
        if (ids.isEmpty()) {
            return List.of();
        }
        List<Values> fields = contract.readEach(
                CHANNELS, ids.stream().map(id -> new Object[] {id.value()}).toList());
        return IntStream.range(0, ids.size())
                .boxed()
                .flatMap(i -> channel(ids.get(i), fields.get(i)).stream())
                .toList();
    }

    private static Optional<PaymentChannel> channel(ChannelId id, Values fields) {
        Address sender = fields.address(1);
        if (sender.isZero()) {
            return Optional.empty();
        }
        return Optional.of(new PaymentChannel(
                id,
                nonce(fields.uint(0)),
                sender,
                fields.address(2),
                fields.address(3),
                GroupId.of(fields.bytes(4)),
                fields.cogs(5),
                BlockNumber.of(fields.uint(6))));
    }

    /** No channel was claimed from so often, and who counts from there would leave what a contract can hold. */
    private static ChannelNonce nonce(BigInteger claims) {
        if (claims.bitCount() == UINT256_BITS) {
            throw new ChainException("the node names a payment channel's nonce " + claims + ", which none can reach");
        }
        return ChannelNonce.of(claims);
    }

    /**
     * Channels as they were opened, oldest first, found by logs filtered by topics: one query where the node allows it
     * (see {@link Chain#logs}). Their present state is in {@link #channel}.
     *
     * @param fromBlock inclusive
     * @param toBlock inclusive
     */
    public List<OpenedChannel> channelsOpened(
            Address sender, Address recipient, GroupId groupId, BlockNumber fromBlock, BlockNumber toBlock) {
        List<Optional<byte[]>> topics = List.of(
                Optional.of(CHANNEL_OPEN.topic()),
                Optional.of(Abi.ADDRESS.encode(sender)),
                Optional.of(Abi.ADDRESS.encode(recipient)),
                Optional.of(groupId.toBytes()));
        return channelsOpened(topics, fromBlock, toBlock);
    }

    /** As above, for all recipients and groups. */
    public List<OpenedChannel> channelsOpened(Address sender, BlockNumber fromBlock, BlockNumber toBlock) {
        List<Optional<byte[]>> topics =
                List.of(Optional.of(CHANNEL_OPEN.topic()), Optional.of(Abi.ADDRESS.encode(sender)));
        return channelsOpened(topics, fromBlock, toBlock);
    }

    /** As above, for all senders. */
    public List<OpenedChannel> channelsOpened(BlockNumber fromBlock, BlockNumber toBlock) {
        return channelsOpened(List.of(Optional.of(CHANNEL_OPEN.topic())), fromBlock, toBlock);
    }

    private List<OpenedChannel> channelsOpened(
            List<Optional<byte[]>> topics, BlockNumber fromBlock, BlockNumber toBlock) {
        return contract.logs(topics, fromBlock, toBlock).stream()
                .filter(CHANNEL_OPEN::matches)
                .map(log -> new OpenedChannel(opened(log), log.blockNumber()))
                .toList();
    }

    private static PaymentChannel opened(Log log) {
        try {
            Values fields = CHANNEL_OPEN.decode(log);
            return new PaymentChannel(
                    ChannelId.of(fields.uint(0)),
                    nonce(fields.uint(1)),
                    fields.address(2),
                    fields.address(3),
                    fields.address(4),
                    GroupId.of(fields.bytes(5)),
                    fields.cogs(6),
                    BlockNumber.of(fields.uint(7)));
        } catch (IllegalArgumentException e) {
            throw new ChainException("a log of " + log.contract() + " is no ChannelOpen event", e);
        }
    }

    /**
     * What ended the nonces of a channel, oldest first: claims of its recipient, and refunds to its sender, of which
     * the events name no amount. Found by one query of logs (see {@link Chain#logs}).
     *
     * @param fromBlock inclusive
     * @param toBlock inclusive
     */
    public List<EndedNonce> endedNonces(ChannelId channelId, BlockNumber fromBlock, BlockNumber toBlock) {
        List<Optional<byte[]>> topics = List.of(Optional.empty(), Optional.of(Abi.UINT256.encode(channelId.value())));
        return contract.logs(topics, fromBlock, toBlock).stream()
                .flatMap(log -> ended(log).stream())
                .toList();
    }

    /** As above, of all channels. */
    public List<EndedNonce> endedNonces(BlockNumber fromBlock, BlockNumber toBlock) {
        return contract.logs(List.of(), fromBlock, toBlock).stream()
                .flatMap(log -> ended(log).stream())
                .toList();
    }

    private static Optional<EndedNonce> ended(Log log) {
        try {
            if (CHANNEL_CLAIMED.matches(log)) {
                Values fields = CHANNEL_CLAIMED.decode(log);
                return Optional.of(new EndedNonce(
                        ChannelId.of(fields.uint(0)),
                        before(fields.uint(1)),
                        fields.cogs(3),
                        fields.cogs(4),
                        log.blockNumber()));
            }
            if (CHANNEL_REFUNDED.matches(log)) {
                Values fields = CHANNEL_REFUNDED.decode(log);
                return Optional.of(new EndedNonce(
                        ChannelId.of(fields.uint(0)), before(fields.uint(1)), Cogs.ZERO, Cogs.ZERO, log.blockNumber()));
            }
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            throw new ChainException("a log of " + log.contract() + " is no event of a payment channel", e);
        }
    }

    /** The contract's events name the nonce that began. */
    private static ChannelNonce before(BigInteger nonce) {
        return ChannelNonce.of(nonce.subtract(BigInteger.ONE));
    }

    /** Moves tokens into the escrow; needs their approval for this contract before. */
    public Receipt deposit(Identity from, Cogs amount, Duration deadline) {
        return contract.send(DEPOSIT, from, deadline, amount.value());
    }

    /** Moves tokens out of the escrow, to the account they belong to. */
    public Receipt withdraw(Identity from, Cogs amount, Duration deadline) {
        return contract.send(WITHDRAW, from, deadline, amount.value());
    }

    /** Moves tokens to another account's balance within the escrow. */
    public Receipt transfer(Identity from, Address to, Cogs amount, Duration deadline) {
        return contract.send(TRANSFER, from, deadline, to, amount.value());
    }

    /**
     * Opens a channel from the sender's balance in the escrow.
     *
     * @param expiration block number
     * @return the new channel
     */
    public PaymentChannel openChannel(
            Identity sender,
            Address signer,
            Address recipient,
            GroupId groupId,
            Cogs value,
            BlockNumber expiration,
            Duration deadline) {
        return open(OPEN_CHANNEL, sender, signer, recipient, groupId, value, expiration, deadline);
    }

    /** As {@link #openChannel}, from the sender's tokens; needs their approval for this contract before. */
    public PaymentChannel depositAndOpenChannel(
            Identity sender,
            Address signer,
            Address recipient,
            GroupId groupId,
            Cogs value,
            BlockNumber expiration,
            Duration deadline) {
        return open(DEPOSIT_AND_OPEN_CHANNEL, sender, signer, recipient, groupId, value, expiration, deadline);
    }

    private PaymentChannel open(
            Function function,
            Identity sender,
            Address signer,
            Address recipient,
            GroupId groupId,
            Cogs value,
            BlockNumber expiration,
            Duration deadline) {
        Receipt receipt = contract.send(
                function, sender, deadline, signer, recipient, groupId.toBytes(), value.value(), expiration.value());
        return receipt.logs().stream()
                .filter(log -> log.contract().equals(address()) && CHANNEL_OPEN.matches(log))
                .map(MultiPartyEscrow::opened)
                .findFirst()
                .orElseThrow(() -> new ChainException("transaction " + receipt.transactionHash()
                        + " opened no channel; is there a MultiPartyEscrow at " + address() + "?"));
    }

    /** @param newExpiration block number, not before the present one */
    public Receipt channelExtend(Identity sender, ChannelId id, BlockNumber newExpiration, Duration deadline) {
        return contract.send(CHANNEL_EXTEND, sender, deadline, id.value(), newExpiration.value());
    }

    /** @param from anybody; pays from the balance in the escrow */
    public Receipt channelAddFunds(Identity from, ChannelId id, Cogs amount, Duration deadline) {
        return contract.send(CHANNEL_ADD_FUNDS, from, deadline, id.value(), amount.value());
    }

    /** {@link #channelExtend} and {@link #channelAddFunds} in one transaction. */
    public Receipt channelExtendAndAddFunds(
            Identity sender, ChannelId id, BlockNumber newExpiration, Cogs amount, Duration deadline) {
        return contract.send(
                CHANNEL_EXTEND_AND_ADD_FUNDS, sender, deadline, id.value(), newExpiration.value(), amount.value());
    }

    /**
     * Claims as the recipient what the signer signed. The amount goes to the recipient's balance in the escrow.
     *
     * @param signature 65 bytes over {@link io.snet4j.identity.ProtocolMessages#mpeClaim}; v may be 0 or 1, as daemons
     *     store it, although the contract itself takes 27 and 28 only
     * @param sendBack whether the rest goes back to the sender, which ends the channel
     * @throws IllegalArgumentException if the signature has another length
     */
    public Receipt channelClaim(
            Identity recipient, ChannelId id, Cogs amount, byte[] signature, boolean sendBack, Duration deadline) {
        ChannelClaim claim = new ChannelClaim(id, amount, signature, sendBack);
        return contract.send(CHANNEL_CLAIM, recipient, deadline, claim.arguments());
    }

    /**
     * {@link #channelClaim} for several channels in one transaction: all of them succeed, or none.
     *
     * @throws IllegalArgumentException if there is none
     */
    public Receipt multiChannelClaim(Identity recipient, List<ChannelClaim> claims, Duration deadline) {
        if (claims.isEmpty()) {
            throw new IllegalArgumentException("no claims");
        }
        List<BigInteger> amounts =
                claims.stream().map(claim -> claim.amount().value()).toList();
        return contract.send(
                MULTI_CHANNEL_CLAIM,
                recipient,
                deadline,
                claims.stream().map(claim -> claim.id().value()).toList(),
                amounts,
                amounts,
                claims.stream().map(ChannelClaim::sendBack).toList(),
                claims.stream().map(ChannelClaim::v).toList(),
                claims.stream().map(ChannelClaim::r).toList(),
                claims.stream().map(ChannelClaim::s).toList());
    }

    /** Takes the value of an expired channel back, as its sender. */
    public Receipt channelClaimTimeout(Identity sender, ChannelId id, Duration deadline) {
        return contract.send(CHANNEL_CLAIM_TIMEOUT, sender, deadline, id.value());
    }

    /**
     * A ChannelClaim or ChannelSenderClaim event.
     *
     * @param nonce the one that ended; signatures for it are worth nothing since
     * @param claimed what the recipient got, in cogs; zero for a refund
     * @param signed what the claim's signature allowed, in cogs, which is at least what was claimed; zero for a refund
     */
    public record EndedNonce(
            ChannelId channelId, ChannelNonce nonce, Cogs claimed, Cogs signed, BlockNumber blockNumber) {}

    /** A ChannelOpen event: what the channel was when it was opened. */
    public record OpenedChannel(PaymentChannel channel, BlockNumber blockNumber) {}
}
