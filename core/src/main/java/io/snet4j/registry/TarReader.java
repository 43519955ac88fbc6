package io.snet4j.registry;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the files of a tar archive one after the other. What has no place in an archive of plain files is refused. */
final class TarReader {
    static final int MAX_ENTRIES = 1000;
    static final int MAX_NAME = 255;

    /** Of a header that goes before another one; the usual ones have some hundred bytes. */
    private static final int MAX_EXTENSION = 1 << 16;

    private final InputStream in;
    private final int maxFileBytes;
    private final Set<String> seen = new HashSet<>();
    private int entries;
    private @Nullable String longName;

    /** @param maxFileBytes of each entry */
    TarReader(InputStream in, int maxFileBytes) {
        this.in = in;
        this.maxFileBytes = maxFileBytes;
    }

    /** @param path relative, and not above where it starts */
    record Item(String path, byte[] content) {}

    /**
     * @return null after the last
     * @throws IOException with a message that names the entry and what is wrong with it
     */
    @Nullable
    Item next() throws IOException {
        for (TarEntry entry = header(); entry != null; entry = header()) {
            if (entry.type() == 'x' || entry.type() == 'L') {
                byte[] content = content(entry, MAX_EXTENSION);
                String name = entry.type() == 'x' ? PaxHeader.path(content) : gnuName(content);
                longName = name == null ? longName : name;
                continue;
            }
            if (entry.type() == 'g' || entry.type() == 'K') {
                // Of the archive as a whole, and of a link's target: a link itself is refused below.
                content(entry, MAX_EXTENSION);
                continue;
            }
            TarEntry named = longName == null ? entry : entry.named(longName);
            longName = null;
            String path = path(named.name(), named.isFolder());
            if (named.isFolder()) {
                content(named, 0);
                continue;
            }
            if (!named.isFile()) {
                throw new IOException(
                        TarEntry.quoted(named.name()) + " is " + named.kind() + "; expected plain files only");
            }
            if (!seen.add(path)) {
                throw new IOException(TarEntry.quoted(path) + " is there twice");
            }
            return new Item(path, content(named, maxFileBytes));
        }
        return null;
    }

    private @Nullable TarEntry header() throws IOException {
        byte[] header = in.readNBytes(TarEntry.BLOCK);
        if (header.length == 0 || isZero(header)) {
            return null;
        }
        if (header.length < TarEntry.BLOCK) {
            throw new EOFException("it ends within a header");
        }
        if (++entries > MAX_ENTRIES) {
            throw new IOException("it has more than " + MAX_ENTRIES + " entries");
        }
        return TarEntry.parse(header);
    }

    private byte[] content(TarEntry entry, int limit) throws IOException {
        if (entry.size() > limit) {
            throw new IOException(TarEntry.quoted(entry.name()) + " has " + entry.size() + " bytes; at most " + limit
                    + " are read there");
        }
        byte[] content = in.readNBytes((int) entry.size());
        int fill = Math.floorMod(-content.length, TarEntry.BLOCK);
        if (content.length < entry.size() || in.readNBytes(fill).length < fill) {
            throw new EOFException("it ends within " + TarEntry.quoted(entry.name()));
        }
        return content;
    }

    private static String gnuName(byte[] content) throws IOException {
        String name = TarEntry.utf8(content, "a long name");
        int end = name.indexOf('\0');
        return end < 0 ? name : name.substring(0, end);
    }

    private static String path(String name, boolean folder) throws IOException {
        // Before anything is looked for in it.
        if (name.length() > 2 * MAX_NAME) {
            throw new IOException(
                    TarEntry.quoted(name) + " is refused: its path has more than " + MAX_NAME + " characters");
        }
        String trimmed = folder ? name.replaceFirst("/+$", "") : name;
        while (trimmed.startsWith("./")) {
            trimmed = trimmed.substring(2);
        }
        if (folder && (trimmed.isEmpty() || trimmed.equals("."))) {
            return ".";
        }
        String problem = problem(trimmed);
        if (problem != null) {
            throw new IOException(TarEntry.quoted(name) + " is refused: its path " + problem);
        }
        return trimmed;
    }

    private static @Nullable String problem(String path) {
        if (path.isEmpty()) {
            return "is empty";
        }
        if (path.length() > MAX_NAME) {
            return "has more than " + MAX_NAME + " characters";
        }
        if (path.startsWith("/") || path.toLowerCase(Locale.ROOT).matches("[a-z]:.*")) {
            return "is absolute";
        }
        if (path.indexOf('\\') >= 0 || path.chars().anyMatch(Character::isISOControl)) {
            return "has a backslash or a control character";
        }
        for (String part : path.split("/", -1)) {
            if (part.isEmpty() || part.equals(".") || part.equals("..")) {
                return "has a part \"" + part + "\"";
            }
        }
        return null;
    }

    private static boolean isZero(byte[] block) {
        for (byte b : block) {
            if (b != 0) {
                return false;
            }
        }
        return true;
    }
}
