package io.snet4j.internal.pay;

import com.google.protobuf.ByteString;

/**
 * What the daemon gives who may make free calls.
 *
 * @param lastBlock the last one it is good at, an unsigned 64-bit number
 */
record FreeCallToken(ByteString bytes, long lastBlock) {
    /** The head moves between our look and the daemon's. */
    private static final long MARGIN = 10;

    boolean isGoodAt(long block) {
        return Long.compareUnsigned(lastBlock, block + MARGIN) > 0;
    }

    /** Without the token itself: it is a secret of the user's. */
    @Override
    public String toString() {
        return "FreeCallToken[good up to block " + Long.toUnsignedString(lastBlock) + "]";
    }
}
