package io.snet4j.internal.proto;

import io.snet4j.internal.core.Digits;
import java.math.BigInteger;
import java.util.Locale;

/** Numbers as proto files write them. */
final class Numbers {
    private static final BigInteger TWO_TO_32 = BigInteger.ONE.shiftLeft(32);
    private static final BigInteger TWO_TO_64 = BigInteger.ONE.shiftLeft(64);

    /** Octal ones of 64 bits have 23; some may be written with zeros before them. */
    private static final int MAX_INTEGER = 100;

    /** One that lies exactly between two others has 768 digits. */
    private static final int MAX_FLOATING = 1000;

    private Numbers() {}

    /** @throws NumberFormatException for anything else than decimal, hexadecimal and octal digits with a sign */
    static BigInteger integer(String text) {
        Digits.requireLength(text, MAX_INTEGER);
        boolean negative = text.startsWith("-");
        String digits = negative ? text.substring(1) : text;
        String lower = digits.toLowerCase(Locale.ROOT);
        BigInteger value = lower.startsWith("0x")
                ? new BigInteger(lower.substring(2), 16)
                : new BigInteger(digits, digits.length() > 1 && digits.startsWith("0") ? 8 : 10);
        return negative ? value.negate() : value;
    }

    static int signed32(String text) {
        return within(integer(text), Integer.MIN_VALUE, Integer.MAX_VALUE).intValue();
    }

    static int unsigned32(String text) {
        return within(integer(text), BigInteger.ZERO, TWO_TO_32.subtract(BigInteger.ONE))
                .intValue();
    }

    static long signed64(String text) {
        return within(integer(text), Long.MIN_VALUE, Long.MAX_VALUE).longValue();
    }

    static long unsigned64(String text) {
        return within(integer(text), BigInteger.ZERO, TWO_TO_64.subtract(BigInteger.ONE))
                .longValue();
    }

    static double floating(String text) {
        Digits.requireLength(text, MAX_FLOATING);
        return switch (text) {
            case "inf" -> Double.POSITIVE_INFINITY;
            case "-inf" -> Double.NEGATIVE_INFINITY;
            case "nan", "-nan" -> Double.NaN;
            default -> Double.parseDouble(text);
        };
    }

    private static BigInteger within(BigInteger value, long least, long most) {
        return within(value, BigInteger.valueOf(least), BigInteger.valueOf(most));
    }

    private static BigInteger within(BigInteger value, BigInteger least, BigInteger most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw new NumberFormatException(value + " is not between " + least + " and " + most);
        }
        return value;
    }
}
