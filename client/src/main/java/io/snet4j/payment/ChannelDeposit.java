package io.snet4j.payment;

import io.snet4j.value.BlockNumber;
import io.snet4j.value.ChannelId;
import io.snet4j.value.Cogs;

/**
 * A transaction that opened, funded or extended a channel.
 *
 * @param added what it put into the channel; zero if it only extended
 * @param value what the channel holds after it
 * @param expiration the channel's expiration after it, a block number
 * @since 0.1.0
 */
public record ChannelDeposit(ChannelId channelId, Kind kind, Cogs added, Cogs value, BlockNumber expiration) {
    /** What the transaction did. */
    public enum Kind {
        OPENED,
        FUNDED,
        EXTENDED
    }
}
