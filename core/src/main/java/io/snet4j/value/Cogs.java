package io.snet4j.value;

import io.snet4j.internal.text.ForeignText;
import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * An amount of the token's smallest unit, never negative, of any size. One FET is 10<sup>18</sup> cogs, so that 9.22 FET
 * already overflow a {@code long}: amounts stay {@link BigInteger} from the wire to the user.
 *
 * @param value in cogs, zero or more
 */
public record Cogs(BigInteger value) implements Comparable<Cogs> {
    /** What one FET divides into, as a power of ten. */
    public static final int FET_DECIMALS = 18;

    public static final Cogs ZERO = new Cogs(BigInteger.ZERO);

    /** @throws IllegalArgumentException if {@code value} is negative */
    public Cogs {
        if (value.signum() < 0) {
            throw new IllegalArgumentException("an amount cannot be negative: " + value + " cogs");
        }
    }

    /** @throws IllegalArgumentException if {@code cogs} is negative */
    public static Cogs of(long cogs) {
        return new Cogs(BigInteger.valueOf(cogs));
    }

    /** Reads a protobuf {@code uint64}, whose upper half looks negative in Java. */
    public static Cogs ofUnsigned(long uint64) {
        return new Cogs(new BigInteger(Long.toUnsignedString(uint64)));
    }

    /**
     * Reads a whole number of cogs in decimal digits.
     *
     * @throws IllegalArgumentException naming the text, if it is anything else
     */
    public static Cogs parse(String cogs) {
        if (cogs.isEmpty() || !cogs.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new IllegalArgumentException(
                    "not an amount in cogs: " + ForeignText.quoted(cogs) + "; expected decimal digits");
        }
        return new Cogs(new BigInteger(cogs));
    }

    /**
     * @param fet in FET, at most 18 digits behind the point
     * @throws IllegalArgumentException if the amount is negative or finer than one cog
     */
    public static Cogs ofFet(BigDecimal fet) {
        return ofTokens(fet, FET_DECIMALS);
    }

    /** As {@link #ofFet(BigDecimal)}, for amounts written as text: {@code "0.25"}. */
    public static Cogs ofFet(String fet) {
        try {
            return ofFet(new BigDecimal(fet));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("not an amount in FET: " + ForeignText.quoted(fet), e);
        }
    }

    /**
     * @param tokens in whole tokens
     * @param decimals what one token divides into, as a power of ten
     * @throws IllegalArgumentException if the amount is negative or finer than one cog
     */
    public static Cogs ofTokens(BigDecimal tokens, int decimals) {
        try {
            return new Cogs(tokens.movePointRight(decimals).toBigIntegerExact());
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException(
                    tokens.toPlainString() + " tokens are no whole number of cogs at " + decimals + " decimals", e);
        }
    }

    public BigDecimal toTokens(int decimals) {
        return new BigDecimal(value, decimals);
    }

    public BigDecimal toFet() {
        return toTokens(FET_DECIMALS);
    }

    public Cogs plus(Cogs other) {
        return new Cogs(value.add(other.value));
    }

    /** @throws IllegalArgumentException if {@code other} is more than this */
    public Cogs minus(Cogs other) {
        return new Cogs(value.subtract(other.value));
    }

    /** @throws IllegalArgumentException if {@code factor} is negative */
    public Cogs times(long factor) {
        return new Cogs(value.multiply(BigInteger.valueOf(factor)));
    }

    public boolean isZero() {
        return value.signum() == 0;
    }

    @Override
    public int compareTo(Cogs other) {
        return value.compareTo(other.value);
    }

    /** The number and its unit: {@code 250 cogs}. */
    @Override
    public String toString() {
        return value + " cogs";
    }
}
