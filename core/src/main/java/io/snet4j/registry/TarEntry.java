package io.snet4j.registry;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.snet4j.internal.text.ForeignText;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Arrays;

/**
 * The header of an entry in a tar archive: ustar of POSIX.1-1988, and what GNU and POSIX.1-2001 added to it.
 *
 * @param type {@code 0} for a file, {@code 5} for a folder, {@code x} for a header that goes before another, …
 */
record TarEntry(String name, char type, long size) {
    static final int BLOCK = 512;
    private static final int SIZE_AT = 124;
    private static final int NUMBER = 12;
    private static final int CHECKSUM_AT = 148;
    private static final int CHECKSUM = 8;
    private static final int TYPE_AT = 156;
    private static final int MAGIC_AT = 257;
    private static final int PREFIX_AT = 345;

    /** @throws IOException with a message that says what is wrong with it */
    static TarEntry parse(byte[] header) throws IOException {
        String name = name(bytes(header, 0, 100));
        String checksum = ascii(header, CHECKSUM_AT, CHECKSUM).strip();
        if (!checksum.matches("[0-7]{1,8}") || Long.parseLong(checksum, 8) != sum(header)) {
            throw new IOException("the header of " + quoted(name) + " is damaged, or this is no tar archive");
        }
        // GNU writes "ustar " and has other things where POSIX keeps the beginning of a long name.
        if (ascii(header, MAGIC_AT, 6).equals("ustar") && header[MAGIC_AT + 5] == 0) {
            String prefix = name(bytes(header, PREFIX_AT, 155));
            name = prefix.isEmpty() ? name : prefix + "/" + name;
        }
        char type = header[TYPE_AT] == 0 ? '0' : (char) (header[TYPE_AT] & 0xff);
        // What there was before folders had a type of their own.
        boolean folder = type == '0' && name.endsWith("/");
        return new TarEntry(name, folder ? '5' : type, number(header, SIZE_AT, NUMBER, name));
    }

    boolean isFile() {
        return type == '0' || type == '7';
    }

    boolean isFolder() {
        return type == '5';
    }

    TarEntry with(PaxHeader header) {
        String newName = header.path() == null ? name : header.path();
        return new TarEntry(newName, header.sparse() ? 'S' : type, header.size() == null ? size : header.size());
    }

    /** What it is where that is neither a file nor a folder. */
    String kind() {
        return switch (type) {
            case '1' -> "a hard link";
            case '2' -> "a symbolic link";
            case '3', '4' -> "a device";
            case '6' -> "a pipe";
            case 'S' -> "a sparse file";
            default -> "of the unknown type '" + (type > ' ' && type < 127 ? type : '?') + "'";
        };
    }

    /** For messages: names are somebody else's, and messages end up on terminals. */
    static String quoted(String name) {
        return "\"" + ForeignText.of(name, TarReader.MAX_NAME) + "\"";
    }

    private static long sum(byte[] header) {
        long sum = (long) CHECKSUM * ' ';
        for (int i = 0; i < BLOCK; i++) {
            sum += i >= CHECKSUM_AT && i < CHECKSUM_AT + CHECKSUM ? 0 : header[i] & 0xff;
        }
        return sum;
    }

    private static long number(byte[] header, int offset, int length, String name) throws IOException {
        if (header[offset] == (byte) 0x80) {
            // GNU's other form, for what needs more than eleven digits; some tools write all sizes so.
            BigInteger value = new BigInteger(1, Arrays.copyOfRange(header, offset + 1, offset + length));
            return value.bitLength() < Long.SIZE ? value.longValue() : Long.MAX_VALUE;
        }
        String digits = ascii(header, offset, length).strip();
        if (!digits.matches("[0-7]{0,11}")) {
            throw new IOException("the header of " + quoted(name) + " has a number that is damaged or too large");
        }
        return digits.isEmpty() ? 0 : Long.parseLong(digits, 8);
    }

    private static byte[] bytes(byte[] header, int offset, int length) {
        int end = offset;
        while (end < offset + length && header[end] != 0) {
            end++;
        }
        return Arrays.copyOfRange(header, offset, end);
    }

    private static String ascii(byte[] header, int offset, int length) {
        return new String(bytes(header, offset, length), ISO_8859_1);
    }

    /** One that is no UTF-8 has the sign for that in it, which makes it no name of ours. */
    static String name(byte[] bytes) {
        return new String(bytes, UTF_8);
    }

    /** @throws IOException if it is no UTF-8 */
    static String utf8(byte[] bytes, String what) throws IOException {
        try {
            return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw new IOException(what + " is not written in UTF-8", e);
        }
    }
}
