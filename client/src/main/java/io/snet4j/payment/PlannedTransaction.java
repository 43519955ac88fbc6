package io.snet4j.payment;

import io.snet4j.value.BlockNumber;
import io.snet4j.value.ChannelId;
import io.snet4j.value.Cogs;
import java.util.Optional;

/**
 * A transaction that a payment needs first.
 *
 * @param amount what is approved, or moved; zero for an extension
 * @param channelId the channel it changes; empty for a new one, and for those that concern none
 * @param expiration what the channel's expiration becomes, a block number; empty where it stays
 * @since 0.1.0
 */
public record PlannedTransaction(
        Kind kind, Cogs amount, Optional<ChannelId> channelId, Optional<BlockNumber> expiration) {
    /** Which function of token or escrow it calls. */
    public enum Kind {
        APPROVE,
        DEPOSIT,
        OPEN_CHANNEL,
        DEPOSIT_AND_OPEN_CHANNEL,
        ADD_FUNDS,
        EXTEND,
        EXTEND_AND_ADD_FUNDS
    }
}
