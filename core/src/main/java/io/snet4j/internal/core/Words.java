package io.snet4j.internal.core;

import java.math.BigInteger;

/** Integers as the 32 bytes big-endian that contracts and signed messages use. */
public final class Words {
    public static final int LENGTH = 32;

    private Words() {}

    /** @throws IllegalArgumentException if the value is negative or needs more than 256 bits */
    public static byte[] uint256(BigInteger value) {
        if (value.signum() < 0 || value.bitLength() > 8 * LENGTH) {
            throw new IllegalArgumentException("no unsigned integer of 256 bits, but a "
                    + (value.signum() < 0 ? "negative one" : "number of " + value.bitLength() + " bits"));
        }
        return unsigned(value, LENGTH);
    }

    /** @throws IllegalArgumentException if the value is negative */
    public static byte[] uint256(long value) {
        return uint256(BigInteger.valueOf(value));
    }

    /** The value in exactly {@code length} bytes, which must be enough. */
    public static byte[] unsigned(BigInteger value, int length) {
        byte[] word = new byte[length];
        byte[] bytes = value.toByteArray();
        int size = Math.min(bytes.length, length);
        System.arraycopy(bytes, bytes.length - size, word, length - size, size);
        return word;
    }
}
