package io.snet4j.value;

import io.snet4j.internal.core.Digits;
import io.snet4j.internal.text.ForeignText;
import java.math.BigInteger;

/** What the whole numbers of this package have in common: a range, and a text in decimal digits. */
final class Naturals {
    private static final int CONTRACT_BITS = 256;

    private Naturals() {}

    /** @throws IllegalArgumentException if the value is negative, or does not fit into a contract's {@code uint256} */
    static BigInteger uint256(String what, BigInteger value) {
        if (natural(what, value).bitLength() > CONTRACT_BITS) {
            throw new IllegalArgumentException(what + " has at most " + CONTRACT_BITS + " bits, not "
                    + value.bitLength() + ": " + ForeignText.of(value.toString()));
        }
        return value;
    }

    /** @throws IllegalArgumentException if the value is negative */
    static BigInteger natural(String what, BigInteger value) {
        if (value.signum() < 0) {
            throw new IllegalArgumentException(what + " cannot be negative: " + ForeignText.of(value.toString()));
        }
        return value;
    }

    static BigInteger unsigned(long uint64) {
        return new BigInteger(Long.toUnsignedString(uint64));
    }

    /** @throws IllegalArgumentException for anything else than at most 100 decimal digits */
    static BigInteger parse(String what, String digits) {
        try {
            return Digits.decimal(digits);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "not " + what + ": " + ForeignText.quoted(digits) + "; expected at most " + Digits.MAX_DECIMAL
                            + " decimal digits",
                    e);
        }
    }
}
