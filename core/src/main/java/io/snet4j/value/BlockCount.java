package io.snet4j.value;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.math.BigInteger;

/**
 * A number of blocks, such as how long a channel must live. Prints as decimal digits; Jackson writes and reads it as
 * one string of them. Immutable.
 *
 * @param value zero or more
 * @since 0.1.0
 */
public record BlockCount(BigInteger value) implements Comparable<BlockCount> {
    private static final String WHAT = "a number of blocks";

    public static final BlockCount ZERO = of(0);

    /** @throws IllegalArgumentException if {@code value} is negative */
    public BlockCount {
        Naturals.natural(WHAT, value);
    }

    /** @throws IllegalArgumentException if {@code value} is negative */
    public static BlockCount of(long value) {
        return new BlockCount(BigInteger.valueOf(value));
    }

    /** @throws IllegalArgumentException if {@code value} is negative */
    public static BlockCount of(BigInteger value) {
        return new BlockCount(value);
    }

    /**
     * Reads decimal digits.
     *
     * @throws IllegalArgumentException naming the text, if it is anything else, or out of range
     */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static BlockCount parse(String digits) {
        return new BlockCount(Naturals.parse(WHAT, digits));
    }

    public BlockCount plus(BlockCount other) {
        return new BlockCount(value.add(other.value));
    }

    /** @throws ArithmeticException if it does not fit */
    public long toLong() {
        return value.longValueExact();
    }

    @Override
    public int compareTo(BlockCount other) {
        return value.compareTo(other.value);
    }

    /** Decimal digits, which {@link #parse} reads. */
    @JsonValue
    @Override
    public String toString() {
        return value.toString();
    }
}
