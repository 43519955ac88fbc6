package io.snet4j.value;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.math.BigInteger;

/**
 * A block of the chain: they are counted from 0. Unbounded, because expirations of channels are block numbers and
 * absurd ones exist. Prints as decimal digits; Jackson writes and reads it as one string of them. Immutable.
 *
 * @param value zero or more
 * @since 0.1.0
 */
public record BlockNumber(BigInteger value) implements Comparable<BlockNumber> {
    private static final String WHAT = "a block number";

    /** The genesis block. */
    public static final BlockNumber ZERO = of(0);

    /** @throws IllegalArgumentException if {@code value} is negative */
    public BlockNumber {
        Naturals.natural(WHAT, value);
    }

    /** @throws IllegalArgumentException if {@code value} is negative */
    public static BlockNumber of(long value) {
        return new BlockNumber(BigInteger.valueOf(value));
    }

    /** @throws IllegalArgumentException if {@code value} is negative */
    public static BlockNumber of(BigInteger value) {
        return new BlockNumber(value);
    }

    /** Reads a protobuf {@code uint64}, whose upper half looks negative in Java. */
    public static BlockNumber ofUnsigned(long uint64) {
        return new BlockNumber(Naturals.unsigned(uint64));
    }

    /**
     * Reads decimal digits.
     *
     * @throws IllegalArgumentException naming the text, if it is anything else, or out of range
     */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static BlockNumber parse(String digits) {
        return new BlockNumber(Naturals.parse(WHAT, digits));
    }

    /** The block so many blocks later. */
    public BlockNumber plus(BlockCount blocks) {
        return new BlockNumber(value.add(blocks.value()));
    }

    /** The block so many blocks earlier, or the genesis block if there are not so many. */
    public BlockNumber minus(BlockCount blocks) {
        return new BlockNumber(value.subtract(blocks.value()).max(BigInteger.ZERO));
    }

    /**
     * How many blocks later than another one this is.
     *
     * @throws IllegalArgumentException if the other one is later
     */
    public BlockCount minus(BlockNumber earlier) {
        return new BlockCount(value.subtract(earlier.value));
    }

    /** The later of the two. */
    public BlockNumber max(BlockNumber other) {
        return isBefore(other) ? other : this;
    }

    public boolean isBefore(BlockNumber other) {
        return compareTo(other) < 0;
    }

    public boolean isAfter(BlockNumber other) {
        return compareTo(other) > 0;
    }

    /** @throws ArithmeticException if it does not fit; what a node or a daemon is sent does */
    public long toLong() {
        return value.longValueExact();
    }

    @Override
    public int compareTo(BlockNumber other) {
        return value.compareTo(other.value);
    }

    /** Decimal digits, which {@link #parse} reads. */
    @JsonValue
    @Override
    public String toString() {
        return value.toString();
    }
}
