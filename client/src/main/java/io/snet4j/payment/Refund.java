package io.snet4j.payment;

import io.snet4j.value.ChannelId;
import io.snet4j.value.Cogs;

/**
 * What came back from an expired channel, into the payer's balance in the escrow.
 *
 * @param channelId the channel, which is empty now
 * @param amount in cogs
 * @since 0.1.0
 */
public record Refund(ChannelId channelId, Cogs amount) {}
