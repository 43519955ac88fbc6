package io.snet4j.internal.dataset;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/** One block of a tar (POSIX ustar, with GNU's and the old v7 variants). */
record TarHeader(String name, String linkTarget, char type, long bytes, boolean hasExtension, long realBytes) {
    static final int BLOCK = 512;
    static final String NO_TAR = "what is packed in it is no tar";
    static final char SPARSE = 'S';
    private static final int CHECKSUM = 148;
    private static final int CHECKSUM_BYTES = 8;

    /** @throws UnreadableArchiveException if the block is no header */
    static TarHeader parse(byte[] block, long position) throws UnreadableArchiveException {
        if (!isHeader(block)) {
            throw new UnreadableArchiveException(
                    position == 0 ? NO_TAR : "corrupt: the header at byte " + position + " of the tar is damaged");
        }
        char type = (char) (block[156] & 0xff);
        // The prefix is POSIX; GNU keeps other things at its place.
        boolean posix = text(block, 257, 6).equals("ustar") && block[262] == 0;
        long bytes = number(block, 124, 12, position);
        return new TarHeader(
                posix && block[345] != 0 ? prefixedName(block) : text(block, 0, 100),
                text(block, 157, 100),
                type,
                bytes,
                type == SPARSE && block[482] != 0,
                type == SPARSE ? number(block, 483, 12, position) : bytes);
    }

    /** By its checksum, which is all that the oldest variant has to recognize it by. */
    static boolean isHeader(byte[] block) {
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

    static boolean isZero(byte[] block) {
        for (byte b : block) {
            if (b != 0) {
                return false;
            }
        }
        return true;
    }

    boolean isDirectory() {
        // Before POSIX a directory was a file whose name ended with a slash.
        return type == '5' || type == 'D' || (isFile() && EntryPath.isDirectory(name));
    }

    boolean isFile() {
        return type == '0' || type == '\0' || type == '7' || type == SPARSE;
    }

    boolean isDevice() {
        return type == '3' || type == '4' || type == '6';
    }

    /** Links and devices carry no data, whatever size they declare. */
    long storedBytes() {
        return type >= '1' && type <= '6' ? 0 : bytes;
    }

    /** Both fields are one name, in one encoding. */
    private static String prefixedName(byte[] block) {
        var whole = new ByteArrayOutputStream();
        whole.writeBytes(bytes(block, 345, 155));
        whole.write('/');
        whole.writeBytes(bytes(block, 0, 100));
        return EntryPath.decodeUntold(whole.toByteArray());
    }

    private static String text(byte[] block, int start, int length) {
        return EntryPath.decodeUntold(bytes(block, start, length));
    }

    /** Up to the first NUL. */
    static byte[] bytes(byte[] block, int start, int length) {
        int end = start;
        while (end < start + length && block[end] != 0) {
            end++;
        }
        return Arrays.copyOfRange(block, start, end);
    }

    private static long number(byte[] block, int start, int length, long position) throws UnreadableArchiveException {
        long value = (block[start] & 0x80) != 0 ? binary(block, start, length) : octal(block, start, length);
        if (value < 0) {
            throw new UnreadableArchiveException("corrupt: no size in the header at byte " + position + " of the tar");
        }
        return value;
    }

    /** GNU's way to write what octal digits cannot hold. Negative if it does not fit a long. */
    private static long binary(byte[] block, int start, int length) {
        long value = block[start] & 0x7f;
        for (int i = start + 1; i < start + length; i++) {
            if (value >>> 55 != 0) {
                return -1;
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
