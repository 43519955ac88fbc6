package io.snet4j.internal.onchain;

import io.snet4j.errors.InvalidRequestException;
import io.snet4j.errors.SpendingLimitException;
import io.snet4j.payment.SpendingLimit;
import java.math.BigInteger;

/**
 * How long a channel must live and is made to live, in block numbers, seen from one block.
 *
 * @param least a payment needs an expiration beyond this
 */
public record ChannelLifetime(long now, BigInteger least) {
    /** The head moves between our look and the daemon's, and its node may be ahead of ours. */
    private static final long MARGIN = 20;

    /** A week of blocks of twelve seconds, beyond what is needed. */
    private static final long LIFETIME = 50_400;

    public static ChannelLifetime at(long block, BigInteger threshold) {
        return new ChannelLifetime(
                block, threshold.add(BigInteger.valueOf(block)).add(BigInteger.valueOf(MARGIN)));
    }

    /** @throws SpendingLimitException if even the least is beyond the cap */
    public BigInteger newExpiration(SpendingLimit limit) {
        BigInteger cap = BigInteger.valueOf(limit.expirationCap()).add(BigInteger.valueOf(now));
        if (cap.compareTo(least) <= 0) {
            throw new SpendingLimitException("the group wants payment channels that live beyond block " + least
                    + ", the spending limit allows " + limit.expirationCap() + " blocks from now (" + now
                    + "); raise expirationCap if that is meant");
        }
        return cap.min(least.add(BigInteger.valueOf(LIFETIME)));
    }

    /** @throws SpendingLimitException if money would not come back before the cap */
    public void requireWithinCap(BigInteger expiration, SpendingLimit limit) {
        if (isBeyondCap(expiration, limit)) {
            throw new SpendingLimitException("money in a payment channel that expires at block " + expiration
                    + " does not come back before; the spending limit allows " + limit.expirationCap()
                    + " blocks from now (" + now + "); raise expirationCap if that is meant");
        }
    }

    public boolean isBeyondCap(BigInteger expiration, SpendingLimit limit) {
        return expiration.subtract(BigInteger.valueOf(now)).compareTo(BigInteger.valueOf(limit.expirationCap())) > 0;
    }

    /** @throws InvalidRequestException if the group's daemons would take no payment from it */
    public void requireUseful(BigInteger expiration) {
        if (expiration.compareTo(least) <= 0) {
            throw new InvalidRequestException("a payment channel that expires at block " + expiration
                    + " is of no use: the group takes payments only from channels that live beyond block " + least
                    + " (now is block " + now + ")");
        }
    }
}
