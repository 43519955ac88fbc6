package io.snet4j.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.snet4j.internal.archive.PaxHeader;
import io.snet4j.internal.archive.TarHeader;
import io.snet4j.internal.text.ForeignText;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;

/**
 * An entry of a tar archive, as far as it concerns an API.
 *
 * @param type {@code 0} for a file, {@code 5} for a folder, {@code x} for a header that goes before another, …
 */
record TarEntry(String name, char type, long size) {
    /** @throws IOException with a message that says what is wrong with it */
    static TarEntry parse(byte[] block) throws IOException {
        TarHeader header = TarHeader.of(block);
        String name = name(header.name());
        if (!TarHeader.isHeader(block)) {
            throw new IOException("the header of " + quoted(name) + " is damaged, or this is no tar archive");
        }
        if (header.bytes() < 0) {
            throw new IOException("the header of " + quoted(name) + " has a number that is damaged or too large");
        }
        // What there was before folders had a type of their own.
        boolean folder = header.type() == '0' && name.endsWith("/");
        return new TarEntry(name, folder ? '5' : header.type(), header.bytes());
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
