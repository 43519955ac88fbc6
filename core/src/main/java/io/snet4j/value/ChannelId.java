package io.snet4j.value;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.math.BigInteger;

/**
 * Which payment channel of an escrow: they are counted from 0. Prints as decimal digits; Jackson writes and reads it as
 * one string of them. Immutable.
 *
 * @param value zero or more, of at most 256 bits
 * @since 0.1.0
 */
public record ChannelId(BigInteger value) implements Comparable<ChannelId> {
    private static final String WHAT = "a channel id";

    /** @throws IllegalArgumentException if {@code value} is negative, or has more than 256 bits */
    public ChannelId {
        Naturals.uint256(WHAT, value);
    }

    /** @throws IllegalArgumentException if {@code value} is negative */
    public static ChannelId of(long value) {
        return new ChannelId(BigInteger.valueOf(value));
    }

    /** @throws IllegalArgumentException if {@code value} is negative, or has more than 256 bits */
    public static ChannelId of(BigInteger value) {
        return new ChannelId(value);
    }

    /** Reads a protobuf {@code uint64}, whose upper half looks negative in Java. */
    public static ChannelId ofUnsigned(long uint64) {
        return new ChannelId(Naturals.unsigned(uint64));
    }

    /**
     * Reads decimal digits.
     *
     * @throws IllegalArgumentException naming the text, if it is anything else, or out of range
     */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static ChannelId parse(String digits) {
        return new ChannelId(Naturals.parse(WHAT, digits));
    }

    @Override
    public int compareTo(ChannelId other) {
        return value.compareTo(other.value);
    }

    /** Decimal digits, which {@link #parse} reads. */
    @JsonValue
    @Override
    public String toString() {
        return value.toString();
    }
}
