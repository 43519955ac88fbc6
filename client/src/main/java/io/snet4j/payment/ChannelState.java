package io.snet4j.payment;

import io.snet4j.chain.PaymentChannel;
import io.snet4j.value.ChannelId;
import io.snet4j.value.ChannelNonce;
import io.snet4j.value.Cogs;

/**
 * A payment channel as chain and daemon together have it. The daemon's part is verified: its amounts carry signatures
 * of the channel's signer or sender.
 *
 * @param onChain as the contract has it
 * @param nonce what the next payment is signed for; one above the chain's while a claim is on its way
 * @param signed what is signed at {@code nonce} and not claimed yet
 * @param available what is left for further calls
 * @since 0.1.0
 */
public record ChannelState(PaymentChannel onChain, ChannelNonce nonce, Cogs signed, Cogs available) {
    public ChannelId id() {
        return onChain.id();
    }
}
