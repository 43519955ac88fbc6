package io.snet4j.internal.onchain;

import io.snet4j.errors.InvalidRequestException;
import io.snet4j.errors.SpendingLimitException;
import io.snet4j.payment.SpendingLimit;
import io.snet4j.value.BlockCount;
import io.snet4j.value.BlockNumber;

/**
 * How long a channel must live and is made to live, seen from one block.
 *
 * @param least a payment needs an expiration beyond this
 */
public record ChannelLifetime(BlockNumber now, BlockNumber least) {
    /** The head moves between our look and the daemon's, and its node may be ahead of ours. */
    private static final BlockCount MARGIN = BlockCount.of(20);

    /** A week of blocks of twelve seconds, beyond what is needed. */
    private static final BlockCount LIFETIME = BlockCount.of(50_400);

    public static ChannelLifetime at(BlockNumber block, BlockCount threshold) {
        return new ChannelLifetime(block, block.plus(threshold).plus(MARGIN));
    }

    /** By the clock: a channel that lives far beyond it needs no look at the node. */
    public static ChannelLifetime byClock(BlockClock blocks, BlockCount threshold) {
        return at(blocks.highest(), threshold);
    }

    /** For placing money: from the block that was read last. */
    public static ChannelLifetime exact(BlockClock blocks, BlockCount threshold) {
        return at(blocks.lowest(), threshold);
    }

    /** @throws SpendingLimitException if even the least is beyond the cap */
    public BlockNumber newExpiration(SpendingLimit limit) {
        BlockNumber cap = now.plus(limit.expirationCap());
        if (!cap.isAfter(least)) {
            throw new SpendingLimitException("the group wants payment channels that live beyond block " + least
                    + ", the spending limit allows " + limit.expirationCap() + " blocks from now (" + now
                    + "); raise expirationCap if that is meant");
        }
        BlockNumber wanted = least.plus(LIFETIME);
        return wanted.isAfter(cap) ? cap : wanted;
    }

    /** @throws SpendingLimitException if money would not come back before the cap */
    public void requireWithinCap(BlockNumber expiration, SpendingLimit limit) {
        if (isBeyondCap(expiration, limit)) {
            throw new SpendingLimitException("money in a payment channel that expires at block " + expiration
                    + " does not come back before; the spending limit allows " + limit.expirationCap()
                    + " blocks from now (" + now + "); raise expirationCap if that is meant");
        }
    }

    public boolean isBeyondCap(BlockNumber expiration, SpendingLimit limit) {
        return expiration.isAfter(now.plus(limit.expirationCap()));
    }

    /** @throws InvalidRequestException if the group's daemons would take no payment from it */
    public void requireUseful(BlockNumber expiration) {
        if (!expiration.isAfter(least)) {
            throw new InvalidRequestException("a payment channel that expires at block " + expiration
                    + " is of no use: the group takes payments only from channels that live beyond block " + least
                    + " (now is block " + now + ")");
        }
    }
}
