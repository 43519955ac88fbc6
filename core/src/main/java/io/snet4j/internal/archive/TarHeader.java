package io.snet4j.internal.archive;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;
import java.util.Locale;

/**
 * One header of a tar: ustar of POSIX.1-1988, the older v7, and what GNU added. How a name's bytes are read and which
 * entries are taken is up to the reader, and so is what is wrong: nothing here throws. Immutable.
 */
public final class TarHeader {
    /** Bytes of a header; contents are filled up to a multiple of it. */
    public static final int BLOCK = 512;

    /** The type of GNU's file with holes. */
    public static final char SPARSE = 'S';

    /** The longest name that a header holds without a prefix. */
    public static final int NAME_BYTES = 100;

    /** The largest size that octal digits can say. */
    public static final long MAX_OCTAL = 077777777777L;

    private static final int SIZE = 124;
    private static final int REAL_SIZE = 483;
    private static final int NUMBER_BYTES = 12;
    private static final int CHECKSUM = 148;
    private static final int CHECKSUM_BYTES = 8;
    private static final int TYPE = 156;
    private static final int LINK = 157;
    private static final int MAGIC = 257;
    private static final int HAS_EXTENSION = 482;
    private static final int PREFIX = 345;
    private static final int PREFIX_BYTES = 155;

    private final byte[] block;

    private TarHeader(byte[] block) {
        this.block = block;
    }

    /** @param block a header's, by {@link #isHeader} */
    public static TarHeader of(byte[] block) {
        return new TarHeader(Arrays.copyOf(block, BLOCK));
    }

    /** By its checksum, which is all that the oldest variant has to recognize it by. */
    public static boolean isHeader(byte[] block) {
        if (block.length < BLOCK || isZero(block)) {
            return false;
        }
        long unsigned = 0;
        long signed = 0;
        for (int i = 0; i < BLOCK; i++) {
            boolean blank = i >= CHECKSUM && i < CHECKSUM + CHECKSUM_BYTES;
            unsigned += blank ? ' ' : block[i] & 0xff;
            signed += blank ? ' ' : block[i];
        }
        long declared = octal(block, CHECKSUM, CHECKSUM_BYTES);
        // What is no number is told as one below zero, which a sum of signed bytes may be.
        return declared >= 0 && (declared == unsigned || declared == signed);
    }

    /** Whether it is what ends an archive. */
    public static boolean isZero(byte[] block) {
        for (byte b : block) {
            if (b != 0) {
                return false;
            }
        }
        return true;
    }

    /** The bytes of the whole name, in an encoding that nobody tells. */
    public byte[] name() {
        byte[] name = text(block, 0, NAME_BYTES);
        byte[] prefix = isPosix() ? text(block, PREFIX, PREFIX_BYTES) : new byte[0];
        if (prefix.length == 0) {
            return name;
        }
        byte[] whole = Arrays.copyOf(prefix, prefix.length + 1 + name.length);
        whole[prefix.length] = '/';
        System.arraycopy(name, 0, whole, prefix.length + 1, name.length);
        return whole;
    }

    /** The prefix is POSIX; GNU keeps other things at its place. */
    private boolean isPosix() {
        return Arrays.equals(text(block, MAGIC, 6), "ustar".getBytes(US_ASCII)) && block[MAGIC + 5] == 0;
    }

    /** The bytes of a link's target. */
    public byte[] linkTarget() {
        return text(block, LINK, NAME_BYTES);
    }

    /** {@code 0} for a file, {@code 5} for a folder, {@code x} for a header that goes before another, … */
    public char type() {
        return block[TYPE] == 0 ? '0' : (char) (block[TYPE] & 0xff);
    }

    /** The declared size. Negative if it is damaged; at most {@code Long.MAX_VALUE} is told of a larger one. */
    public long bytes() {
        return number(block, SIZE);
    }

    /** The size with all holes, as {@link #bytes}. */
    public long realBytes() {
        return type() == SPARSE ? number(block, REAL_SIZE) : bytes();
    }

    /** Whether more blocks of this header follow. */
    public boolean hasExtension() {
        return type() == SPARSE && block[HAS_EXTENSION] != 0;
    }

    /** Links and devices carry no data, whatever size they declare. */
    public static boolean hasContent(char type) {
        return type < '1' || type > '6';
    }

    /** Up to the first NUL. */
    public static byte[] text(byte[] bytes, int start, int length) {
        int end = start;
        while (end < start + length && bytes[end] != 0) {
            end++;
        }
        return Arrays.copyOfRange(bytes, start, end);
    }

    /** How many bytes fill a content up. */
    public static int padding(long bytes) {
        return (int) (-bytes & (BLOCK - 1));
    }

    /**
     * A header as ustar, without owner and times, so that the same files give the same archive.
     *
     * @param name what is longer than {@link #NAME_BYTES} is cut off, and needs attributes in front
     * @param bytes what is more than {@link #MAX_OCTAL} needs attributes in front
     */
    public static byte[] write(byte[] name, char type, long bytes) {
        byte[] block = new byte[BLOCK];
        System.arraycopy(name, 0, block, 0, Math.min(name.length, NAME_BYTES));
        put(block, 100, "0000644");
        put(block, 108, "0000000");
        put(block, 116, "0000000");
        put(block, SIZE, String.format(Locale.ROOT, "%011o", Math.min(bytes, MAX_OCTAL)));
        put(block, 136, "00000000000");
        put(block, CHECKSUM, "        "); // The checksum counts itself as spaces.
        block[TYPE] = (byte) type;
        put(block, MAGIC, "ustar\0" + "00");
        int sum = 0;
        for (byte b : block) {
            sum += b & 0xff;
        }
        put(block, CHECKSUM, String.format(Locale.ROOT, "%06o\0 ", sum));
        return block;
    }

    private static void put(byte[] block, int start, String text) {
        System.arraycopy(text.getBytes(US_ASCII), 0, block, start, text.length());
    }

    /** GNU has two forms: what eleven digits cannot hold is binary, and some tools write all sizes so. */
    private static long number(byte[] block, int start) {
        boolean binary = block[start] == (byte) 0x80;
        return binary ? binary(block, start + 1, NUMBER_BYTES - 1) : octal(block, start, NUMBER_BYTES);
    }

    private static long binary(byte[] block, int start, int length) {
        long value = 0;
        for (int i = start; i < start + length; i++) {
            if (value >>> 55 != 0) {
                return Long.MAX_VALUE;
            }
            value = value << 8 | (block[i] & 0xff);
        }
        return value;
    }

    /** -1 if it is not a number. Blanks may stand in front, a blank or NUL ends it; all blank is 0. */
    private static long octal(byte[] block, int start, int length) {
        long value = 0;
        int i = start;
        while (i < start + length && block[i] == ' ') {
            i++;
        }
        for (; i < start + length && block[i] != ' ' && block[i] != 0; i++) {
            if (block[i] < '0' || block[i] > '7') {
                return -1;
            }
            value = value << 3 | (block[i] - '0');
        }
        return value;
    }
}
