package io.snet4j.devnet.daemon;

import io.snet4j.chain.PaymentChannel;
import io.snet4j.value.Cogs;
import java.math.BigInteger;

/**
 * What the daemon believes of a channel. While a claim is on its way this runs ahead of the chain: the nonce is one
 * more, the value is less by what is claimed.
 *
 * @param id as payments name it, absurd ones too: the contract goes by its last 256 bits, the daemon's books by all
 * @param channel as of the last payment
 * @param authorized what its signer has signed at this nonce, in all
 * @param signature the 65 bytes over {@code authorized}; empty before the first payment at this nonce
 * @since 0.1.0
 */
public record StoredChannel(BigInteger id, PaymentChannel channel, Cogs authorized, byte[] signature) {
    private static final byte[] NO_SIGNATURE = {};

    public StoredChannel {
        signature = signature.clone();
    }

    /** A copy. */
    @Override
    public byte[] signature() {
        return signature.clone();
    }

    static StoredChannel unpaid(BigInteger id, PaymentChannel channel) {
        return new StoredChannel(id, channel, Cogs.ZERO, NO_SIGNATURE);
    }

    StoredChannel paid(Cogs amount, byte[] signature) {
        return new StoredChannel(id, channel, amount, signature);
    }

    /** With the chain's value and expiration. */
    StoredChannel funded(PaymentChannel onChain) {
        return new StoredChannel(
                id,
                new PaymentChannel(
                        channel.id(),
                        channel.nonce(),
                        channel.sender(),
                        channel.signer(),
                        channel.recipient(),
                        channel.groupId(),
                        onChain.value(),
                        onChain.expiration()),
                authorized,
                signature);
    }

    /** What is left for the client while a claim of {@code authorized} is on its way. */
    StoredChannel claimed() {
        return unpaid(
                id,
                new PaymentChannel(
                        channel.id(),
                        channel.nonce().next(),
                        channel.sender(),
                        channel.signer(),
                        channel.recipient(),
                        channel.groupId(),
                        channel.value().minus(authorized),
                        channel.expiration()));
    }
}
