package io.snet4j.chain;

import io.snet4j.identity.Identity;
import io.snet4j.value.Address;
import io.snet4j.value.Cogs;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The MultiPartyEscrow contract: balances and payment channels. Thread-safe; every method blocks on the network. Those
 * that take an {@link Identity} send a transaction and wait until it is mined.
 */
public final class MultiPartyEscrow {
    private final Chain chain;
    private final Address address;

    public MultiPartyEscrow(Chain chain, Address address) {
        this.chain = chain;
        this.address = address;
    }

    public Address address() {
        return address;
    }

    public Address token() {
        throw new UnsupportedOperationException();
    }

    /** What an account has in the escrow outside of channels. */
    public Cogs balance(Address account) {
        throw new UnsupportedOperationException();
    }

    /** @return empty if no such channel was ever opened */
    public Optional<PaymentChannel> channel(BigInteger id) {
        throw new UnsupportedOperationException();
    }

    /**
     * Channels as they were opened, found by one log query filtered by topics. Their present state is in
     * {@link #channel}.
     */
    public List<OpenedChannel> channelsOpened(
            Address sender, Address recipient, GroupId groupId, long fromBlock, long toBlock) {
        throw new UnsupportedOperationException();
    }

    public Receipt deposit(Identity from, Cogs amount, Duration deadline) {
        throw new UnsupportedOperationException();
    }

    public Receipt withdraw(Identity from, Cogs amount, Duration deadline) {
        throw new UnsupportedOperationException();
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
            BigInteger expiration,
            Duration deadline) {
        throw new UnsupportedOperationException();
    }

    /** As {@link #openChannel}, from the sender's tokens; needs their approval for this contract before. */
    public PaymentChannel depositAndOpenChannel(
            Identity sender,
            Address signer,
            Address recipient,
            GroupId groupId,
            Cogs value,
            BigInteger expiration,
            Duration deadline) {
        throw new UnsupportedOperationException();
    }

    public Receipt channelExtend(Identity sender, BigInteger id, BigInteger newExpiration, Duration deadline) {
        throw new UnsupportedOperationException();
    }

    public Receipt channelAddFunds(Identity from, BigInteger id, Cogs amount, Duration deadline) {
        throw new UnsupportedOperationException();
    }

    public Receipt channelExtendAndAddFunds(
            Identity sender, BigInteger id, BigInteger newExpiration, Cogs amount, Duration deadline) {
        throw new UnsupportedOperationException();
    }

    /**
     * Claims as the recipient what the signer signed.
     *
     * @param signature 65 bytes over {@link io.snet4j.identity.ProtocolMessages#mpeClaim}
     * @param sendBack whether the rest goes back to the sender, which ends the channel
     */
    public Receipt channelClaim(
            Identity recipient, BigInteger id, Cogs amount, byte[] signature, boolean sendBack, Duration deadline) {
        throw new UnsupportedOperationException();
    }

    /** Takes the value of an expired channel back, as its sender. */
    public Receipt channelClaimTimeout(Identity sender, BigInteger id, Duration deadline) {
        throw new UnsupportedOperationException();
    }

    /** A ChannelOpen event: what the channel was when it was opened. */
    public record OpenedChannel(PaymentChannel channel, long blockNumber) {}
}
