package io.snet4j.provider;

import io.snet4j.value.BlockNumber;
import io.snet4j.value.ChannelId;
import io.snet4j.value.ChannelNonce;
import io.snet4j.value.Cogs;

/**
 * What the daemon was paid through one channel and nobody claimed on chain yet.
 *
 * @param nonce the daemon's latest for the channel
 * @param amount signed at this nonce in all
 * @param expiration from it on the sender may take the money back
 * @since 0.1.0
 */
public record UnclaimedPayment(ChannelId channelId, ChannelNonce nonce, Cogs amount, BlockNumber expiration) {
    /** The same payment, where the chain knows better when its channel expires. */
    UnclaimedPayment expiring(BlockNumber block) {
        return new UnclaimedPayment(channelId, nonce, amount, block);
    }
}
