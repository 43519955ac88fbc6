package io.snet4j.internal.text;

import java.util.Locale;

/** Numbers of bytes as people read them. */
public final class SizeText {
    private static final int UNIT_BITS = 10;
    private static final String UNITS = "KMGTPE";

    private SizeText() {}

    /**
     * No byte is lost: {@code 32 MiB}, {@code 1.5 KiB}, {@code 1 byte}, and {@code 1.21 KiB (1234 bytes)} where the
     * short form is rounded.
     *
     * @param bytes zero or more; what looks negative is the upper half of 64 bits without a sign
     */
    public static String exact(long bytes) {
        if (bytes < 1 << UNIT_BITS) {
            return bytes(bytes);
        }
        int unit = unit(bytes);
        long size = 1L << (UNIT_BITS * unit);
        long whole = bytes / size;
        long rest = bytes % size;
        if (rest == 0) {
            return whole + name(unit);
        }
        if (2 * rest == size) {
            return whole + ".5" + name(unit);
        }
        return String.format(Locale.ROOT, "%.2f%s (%s)", bytes / (double) size, name(unit), bytes(bytes));
    }

    /** For a message about what is not read because of its size: {@code has 2 MiB; at most 1 MiB are read}. */
    public static String tooLarge(long bytes, long most) {
        return "has " + exact(bytes) + "; at most " + exact(most) + " are read";
    }

    /** To one digit behind the point, for progress and rates: {@code 3.1 MiB}, {@code 32 MiB}, {@code 900 bytes}. */
    public static String about(long bytes) {
        if (bytes < 1 << UNIT_BITS) {
            return bytes(bytes);
        }
        int unit = unit(bytes);
        String number = String.format(Locale.ROOT, "%.1f", bytes / (double) (1L << (UNIT_BITS * unit)));
        return (number.endsWith(".0") ? number.substring(0, number.length() - 2) : number) + name(unit);
    }

    private static int unit(long bytes) {
        return (Long.SIZE - 1 - Long.numberOfLeadingZeros(bytes)) / UNIT_BITS;
    }

    private static String name(int unit) {
        return " " + UNITS.charAt(unit - 1) + "iB";
    }

    private static String bytes(long bytes) {
        return bytes == 1 ? "1 byte" : Long.toUnsignedString(bytes) + " bytes";
    }
}
