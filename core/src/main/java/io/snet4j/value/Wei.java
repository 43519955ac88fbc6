package io.snet4j.value;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.snet4j.internal.text.MoneyText;
import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * An amount of ether's smallest unit, never negative, of any size. One ether is 10<sup>18</sup> wei, one gwei is
 * 10<sup>9</sup>. Fees are paid in it, services are not. Prints as {@code 0.05 ether}; Jackson writes and reads it as
 * one string of wei.
 *
 * @param value in wei, zero or more
 * @since 0.1.0
 */
public record Wei(BigInteger value) implements Comparable<Wei> {
    public static final Wei ZERO = new Wei(BigInteger.ZERO);

    private static final int ETHER_DECIMALS = 18;
    private static final int GWEI_DECIMALS = 9;

    /** Of the largest number that fits into 256 bits, which is more than an account can hold. */
    private static final int MOST_DIGITS = 78;

    /** Of what an amount is written with: more than so many digits have, with zeros behind them. */
    private static final int MOST_BITS = 1024;

    /** @throws IllegalArgumentException if {@code value} is negative */
    public Wei {
        if (value.signum() < 0) {
            throw new IllegalArgumentException("an amount cannot be negative: " + value + " wei");
        }
    }

    /** @throws IllegalArgumentException if {@code wei} is negative */
    public static Wei of(long wei) {
        return new Wei(BigInteger.valueOf(wei));
    }

    /**
     * Reads a whole number of wei in decimal digits, at most 78 of them.
     *
     * @throws IllegalArgumentException naming the text, if it is anything else
     */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static Wei parse(String wei) {
        if (wei.isEmpty() || wei.length() > MOST_DIGITS || !wei.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new IllegalArgumentException(
                    "not an amount in wei: \"" + excerpt(wei) + "\"; expected 1 to " + MOST_DIGITS + " decimal digits");
        }
        return new Wei(new BigInteger(wei));
    }

    /**
     * @param ether in ether, at most 18 digits behind the point
     * @throws IllegalArgumentException if the amount is negative, finer than one wei, or beyond 78 digits
     */
    public static Wei ofEther(BigDecimal ether) {
        return scaled(ether, ETHER_DECIMALS, "ether");
    }

    /** As {@link #ofEther(BigDecimal)}, for amounts written as text: {@code "0.05"}. */
    public static Wei ofEther(String ether) {
        return ofEther(number(ether, "ether"));
    }

    /**
     * @param gwei in gwei, at most 9 digits behind the point
     * @throws IllegalArgumentException if the amount is negative, finer than one wei, or beyond 78 digits
     */
    public static Wei ofGwei(BigDecimal gwei) {
        return scaled(gwei, GWEI_DECIMALS, "gwei");
    }

    /** As {@link #ofGwei(BigDecimal)}, for amounts written as text: {@code "1.5"}. */
    public static Wei ofGwei(String gwei) {
        return ofGwei(number(gwei, "gwei"));
    }

    private static BigDecimal number(String text, String unit) {
        try {
            if (text.length() <= MOST_DIGITS + 1) {
                return new BigDecimal(text);
            }
        } catch (NumberFormatException e) {
            // Told below, with the text.
        }
        throw new IllegalArgumentException("not an amount in " + unit + ": \"" + excerpt(text) + "\"");
    }

    /** An exponent makes a short text a number that fills the memory, so the size is looked at first. */
    private static Wei scaled(BigDecimal amount, int decimals, String unit) {
        int bits = amount.unscaledValue().bitLength();
        if (bits > MOST_BITS) {
            throw new IllegalArgumentException(
                    "an amount in " + unit + " has too many digits: " + bits + " bits, of at most " + MOST_BITS);
        }
        BigDecimal plain = amount.stripTrailingZeros();
        long digits = (long) plain.precision() - plain.scale() + decimals;
        if (digits > MOST_DIGITS || plain.scale() > decimals) {
            throw new IllegalArgumentException("an amount in " + unit + " has at most " + (MOST_DIGITS - decimals)
                    + " digits before the point and " + decimals + " behind it: " + excerpt(amount.toString()));
        }
        return new Wei(plain.movePointRight(decimals).toBigIntegerExact());
    }

    private static String excerpt(String text) {
        return text.length() <= 2 * MOST_DIGITS ? text : text.substring(0, MOST_DIGITS) + "…";
    }

    /** Exact, without zeros at the end: {@code 0.05}. */
    public BigDecimal toEther() {
        return MoneyText.whole(value, ETHER_DECIMALS);
    }

    public Wei plus(Wei other) {
        return new Wei(value.add(other.value));
    }

    /** @throws IllegalArgumentException if {@code other} is more than this */
    public Wei minus(Wei other) {
        return new Wei(value.subtract(other.value));
    }

    /** @throws IllegalArgumentException if {@code factor} is negative */
    public Wei times(BigInteger factor) {
        return new Wei(value.multiply(factor));
    }

    public boolean isZero() {
        return value.signum() == 0;
    }

    @Override
    public int compareTo(Wei other) {
        return value.compareTo(other.value);
    }

    /** One string in JSON, which is exact where numbers are not: {@link #parse} reads it. */
    @JsonValue
    private String digits() {
        return value.toString();
    }

    /** Exact, with its unit: {@code 0.05 ether}, {@code 1.5 gwei}, {@code 250 wei}. */
    @Override
    public String toString() {
        return MoneyText.wei(value);
    }
}
