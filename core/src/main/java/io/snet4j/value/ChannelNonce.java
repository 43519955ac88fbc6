package io.snet4j.value;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.math.BigInteger;

/**
 * How many claims a payment channel has had. A signature is for one nonce, and worth nothing after it. Prints as
 * decimal digits; Jackson writes and reads it as one string of them. Immutable.
 *
 * @param value zero or more, of at most 256 bits
 * @since 0.1.0
 */
public record ChannelNonce(BigInteger value) implements Comparable<ChannelNonce> {
    private static final String WHAT = "a nonce";

    /** Of a new channel. */
    public static final ChannelNonce ZERO = of(0);

    /** @throws IllegalArgumentException if {@code value} is negative, or has more than 256 bits */
    public ChannelNonce {
        Naturals.uint256(WHAT, value);
    }

    /** @throws IllegalArgumentException if {@code value} is negative */
    public static ChannelNonce of(long value) {
        return new ChannelNonce(BigInteger.valueOf(value));
    }

    /** @throws IllegalArgumentException if {@code value} is negative, or has more than 256 bits */
    public static ChannelNonce of(BigInteger value) {
        return new ChannelNonce(value);
    }

    /**
     * Reads decimal digits.
     *
     * @throws IllegalArgumentException naming the text, if it is anything else, or out of range
     */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static ChannelNonce parse(String digits) {
        return new ChannelNonce(Naturals.parse(WHAT, digits));
    }

    /**
     * After one more claim.
     *
     * @throws IllegalArgumentException after the highest that a contract can hold
     */
    public ChannelNonce next() {
        return new ChannelNonce(value.add(BigInteger.ONE));
    }

    @Override
    public int compareTo(ChannelNonce other) {
        return value.compareTo(other.value);
    }

    /** Decimal digits, which {@link #parse} reads. */
    @JsonValue
    @Override
    public String toString() {
        return value.toString();
    }
}
