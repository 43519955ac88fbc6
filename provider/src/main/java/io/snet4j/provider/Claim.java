package io.snet4j.provider;

import io.snet4j.chain.Receipt;
import io.snet4j.value.ChannelId;
import io.snet4j.value.ChannelNonce;
import io.snet4j.value.Cogs;

/**
 * A payment that was claimed on chain; it is now in the provider's balance in the escrow.
 *
 * @param nonce the one the payment was signed for; the channel's is now one more
 * @param receipt of the claiming transaction
 * @since 0.1.0
 */
public record Claim(ChannelId channelId, ChannelNonce nonce, Cogs amount, Receipt receipt) {}
