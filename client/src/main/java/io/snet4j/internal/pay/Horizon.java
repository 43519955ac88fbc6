package io.snet4j.internal.pay;

import io.snet4j.SpendingLimit;
import io.snet4j.errors.SpendingLimitException;
import java.math.BigInteger;

/**
 * How long a channel must live and is made to live, in block numbers, seen from one block.
 *
 * @param least a payment needs an expiration beyond this
 */
record Horizon(long now, BigInteger least) {
    /** The head moves between our look and the daemon's, and its node may be ahead of ours. */
    private static final long MARGIN = 20;

    /** A week of blocks of twelve seconds, beyond what is needed. */
    private static final long LIFETIME = 50_400;

    static Horizon at(long block, BigInteger threshold) {
        return new Horizon(block, threshold.add(BigInteger.valueOf(block + MARGIN)));
    }

    /** @throws SpendingLimitException if even the least is beyond the cap */
    BigInteger newExpiration(SpendingLimit limit) {
        BigInteger cap = BigInteger.valueOf(limit.expirationCap()).add(BigInteger.valueOf(now));
        if (cap.compareTo(least) <= 0) {
            throw new SpendingLimitException("the group wants payment channels that live beyond block " + least
                    + ", the spending limit allows " + limit.expirationCap() + " blocks from now (" + now
                    + "); raise expirationCap if that is meant");
        }
        return cap.min(least.add(BigInteger.valueOf(LIFETIME)));
    }
}
