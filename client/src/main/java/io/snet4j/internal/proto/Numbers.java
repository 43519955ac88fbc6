package io.snet4j.internal.proto;

import io.snet4j.internal.core.Digits;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.Locale;
import java.util.regex.Pattern;

/** Numbers as proto files write them. */
final class Numbers {
    private static final BigInteger TWO_TO_32 = BigInteger.ONE.shiftLeft(32);
    private static final BigInteger TWO_TO_64 = BigInteger.ONE.shiftLeft(64);

    /** Octal ones of 64 bits have 23; some may be written with zeros before them. */
    private static final int MAX_INTEGER = 100;

    /** One that lies exactly between two others has 768 digits. */
    private static final int MAX_FLOATING = 1000;

    /** Not what Java takes beside it. A zero at the beginning makes whole numbers octal. */
    private static final Pattern DECIMAL =
            Pattern.compile("0|[1-9]\\d*+|(?:\\d++\\.\\d*+|\\.\\d++)(?:[eE][+-]?\\d++)?|\\d++[eE][+-]?\\d++");

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

    /** @throws NumberFormatException for anything else than a number as proto files write it */
    static double floating(String text) {
        Digits.requireLength(text, MAX_FLOATING);
        return switch (text) {
            case "inf" -> Double.POSITIVE_INFINITY;
            case "-inf" -> Double.NEGATIVE_INFINITY;
            case "nan", "-nan" -> Double.NaN;
            default -> {
                String digits = text.startsWith("-") ? text.substring(1) : text;
                if (DECIMAL.matcher(digits).matches()) {
                    yield Double.parseDouble(text);
                }
                yield integer(text).doubleValue();
            }
        };
    }

    /** As C writes it, with so many digits that it is the same number when it is read. */
    static String shortest(double value) {
        String text = rounded(value, 15);
        return Double.parseDouble(javas(text)) == value ? text : rounded(value, 17);
    }

    static String shortest(float value) {
        String text = rounded(value, 6);
        return Float.parseFloat(javas(text)) == value ? text : rounded(value, 9);
    }

    private static String javas(String text) {
        return text.replace("inf", "Infinity").replace("nan", "NaN");
    }

    private static String rounded(double value, int digits) {
        if (Double.isNaN(value)) {
            return "nan";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "inf" : "-inf";
        }
        if (value == 0) {
            return 1 / value < 0 ? "-0" : "0";
        }
        BigDecimal rounded =
                new BigDecimal(value).round(new MathContext(digits)).stripTrailingZeros();
        int exponent = rounded.precision() - rounded.scale() - 1;
        if (exponent >= -4 && exponent < digits) {
            return rounded.toPlainString();
        }
        BigDecimal mantissa = rounded.movePointLeft(exponent).stripTrailingZeros();
        return mantissa.toPlainString() + "e" + (exponent < 0 ? "-" : "+") + (Math.abs(exponent) < 10 ? "0" : "")
                + Math.abs(exponent);
    }

    static BigInteger within(BigInteger value, long least, long most) {
        return within(value, BigInteger.valueOf(least), BigInteger.valueOf(most));
    }

    static BigInteger within(BigInteger value, BigInteger least, BigInteger most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw new NumberFormatException(value + " is not between " + least + " and " + most);
        }
        return value;
    }
}
