package io.snet4j.internal.core;

import io.snet4j.internal.text.ForeignText;
import java.math.BigInteger;
import java.util.HexFormat;

/**
 * Whole numbers out of somebody's text. Its length is looked at first: the time that a number takes to be read grows
 * with the square of it.
 */
public final class Digits {
    /** More than what a contract can hold, 2^256, has. */
    public static final int MAX_DECIMAL = 100;

    /** Of 256 bits. */
    public static final int MAX_HEX = 64;

    private Digits() {}

    /**
     * Zero or more.
     *
     * @throws NumberFormatException for anything else than 1 to {@link #MAX_DECIMAL} decimal digits
     */
    public static BigInteger decimal(String text) {
        requireLength(text, MAX_DECIMAL);
        if (!text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new NumberFormatException(ForeignText.quoted(text) + " is no whole number");
        }
        return new BigInteger(text);
    }

    /**
     * Zero or more.
     *
     * @throws NumberFormatException for anything else than 1 to {@link #MAX_HEX} hexadecimal digits
     */
    public static BigInteger hex(String text) {
        requireLength(text, MAX_HEX);
        if (!text.chars().allMatch(HexFormat::isHexDigit)) {
            throw new NumberFormatException(ForeignText.quoted(text) + " is not hexadecimal");
        }
        return new BigInteger(text, 16);
    }

    /** @throws NumberFormatException for an empty text, and a longer one */
    public static void requireLength(String text, int max) {
        if (text.isEmpty() || text.length() > max) {
            throw new NumberFormatException("a number of " + text.length() + " characters; expected 1 to " + max);
        }
    }
}
