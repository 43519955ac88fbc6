package io.snet4j.value;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.snet4j.internal.core.Digits;
import io.snet4j.internal.text.ForeignText;
import io.snet4j.internal.text.MoneyText;
import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * An amount of the token's smallest unit, never negative, of any size. One FET is 10<sup>18</sup> cogs, so that 9.22
 * FET already overflow a {@code long}: amounts stay {@link BigInteger} from the wire to the user. Prints as
 * {@code 0.02 FET}; Jackson writes and reads it as one string of cogs.
 *
 * @param value in cogs, zero or more
 * @since 0.1.0
 */
public record Cogs(BigInteger value) implements Comparable<Cogs> {
    /** What one FET divides into, as a power of ten. */
    public static final int FET_DECIMALS = 18;

    /** Of what one amount is written with: more than {@link Digits#MAX_DECIMAL} digits have. */
    private static final int MAX_BITS = 1024;

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
     * Reads a whole number of cogs in decimal digits, at most 100 of them; contracts hold 78.
     *
     * @throws IllegalArgumentException naming the text, if it is anything else
     */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static Cogs parse(String cogs) {
        try {
            return new Cogs(Digits.decimal(cogs));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "not an amount in cogs: " + shown(cogs) + "; expected at most " + Digits.MAX_DECIMAL
                            + " decimal digits",
                    e);
        }
    }

    /**
     * @param fet in FET, at most 18 digits behind the point
     * @throws IllegalArgumentException if the amount is negative or finer than one cog, or has more than 100 digits
     */
    public static Cogs ofFet(BigDecimal fet) {
        return ofTokens(fet, FET_DECIMALS);
    }

    /** As {@link #ofFet(BigDecimal)}, for amounts written as text: {@code "0.25"}. */
    public static Cogs ofFet(String fet) {
        try {
            Digits.requireLength(fet, 2 * Digits.MAX_DECIMAL);
            return ofFet(new BigDecimal(fet));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("not an amount in FET: " + shown(fet), e);
        }
    }

    /**
     * @param tokens in whole tokens
     * @param decimals what one token divides into, as a power of ten
     * @throws IllegalArgumentException if the amount is negative or finer than one cog, or has more than 100 digits
     */
    public static Cogs ofTokens(BigDecimal tokens, int decimals) {
        if (tokens.signum() == 0) {
            return ZERO;
        }
        // A short text can stand for a number with more digits than there is memory.
        if (tokens.unscaledValue().bitLength() > MAX_BITS) {
            throw new IllegalArgumentException("an amount of tokens has too many digits: "
                    + tokens.unscaledValue().bitLength() + " bits, of at most " + MAX_BITS);
        }
        long digits = (long) tokens.precision() - tokens.scale() + decimals;
        if (digits > Digits.MAX_DECIMAL) {
            throw new IllegalArgumentException(
                    tokens + " tokens are more than " + Digits.MAX_DECIMAL + " digits of cogs can say");
        }
        try {
            if (digits > 0) {
                return new Cogs(tokens.movePointRight(decimals).toBigIntegerExact());
            }
        } catch (ArithmeticException e) {
            // As less than one cog.
        }
        throw new IllegalArgumentException(tokens + " tokens are no whole number of cogs at " + decimals + " decimals");
    }

    private static String shown(String text) {
        return "\"" + ForeignText.of(text, 2 * Digits.MAX_DECIMAL) + "\"";
    }

    /**
     * Exact, without zeros at the end: {@code 1.5}.
     *
     * @param decimals what one token divides into, as a power of ten
     */
    public BigDecimal toTokens(int decimals) {
        return MoneyText.whole(value, decimals);
    }

    /** Exact, without zeros at the end: {@code 0.02}. */
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

    /** One string in JSON, which is exact where numbers are not: {@link #parse} reads it. */
    @JsonValue
    private String digits() {
        return value.toString();
    }

    /** Exact, with its unit: {@code 0.02 FET}, and {@code 250 cogs} below a billionth of one FET. */
    @Override
    public String toString() {
        return MoneyText.cogs(value);
    }
}
