package io.snet4j.registry;

import io.snet4j.internal.archive.EntryName;
import io.snet4j.internal.archive.PaxHeader;
import io.snet4j.internal.archive.TarHeader;
import io.snet4j.internal.text.SizeText;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Reads the wanted files of a tar archive one after the other; what else there is, is passed over. */
final class TarReader {
    static final int MAX_ENTRIES = 1000;
    static final int MAX_NAME = EntryName.MAX;

    /** Of a header that goes before another one; the usual ones have some hundred bytes. */
    private static final int MAX_EXTENSION = 1 << 16;

    private final InputStream in;
    private final int maxFileBytes;
    private final Set<String> seen = new HashSet<>();
    private int entries;
    private final Predicate<String> wanted;
    private PaxHeader extended = PaxHeader.NONE;

    /**
     * @param maxFileBytes of each wanted entry
     * @param wanted whether to read a file of this name
     */
    TarReader(InputStream in, int maxFileBytes, Predicate<String> wanted) {
        this.in = in;
        this.maxFileBytes = maxFileBytes;
        this.wanted = wanted;
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
            switch (entry.type()) {
                case 'x', 'X' -> extended = extended.and(content(entry, MAX_EXTENSION));
                case 'L' -> extended = extended.named(TarEntry.name(text(content(entry, MAX_EXTENSION))));
                // Of the archive as a whole, and of a link's target: a link itself is refused below.
                case 'g', 'K' -> content(entry, MAX_EXTENSION);
                default -> {
                    Item item = item(entry.with(extended));
                    extended = PaxHeader.NONE;
                    if (item != null) {
                        return item;
                    }
                }
            }
        }
        return null;
    }

    /** @return null for what is not wanted, of which neither name nor kind nor size matters */
    private @Nullable Item item(TarEntry entry) throws IOException {
        if (entry.isFolder()) {
            content(entry, 0);
            return null;
        }
        if (!wanted.test(entry.name())) {
            pass(entry);
            return null;
        }
        String path = path(entry.name());
        if (!entry.isFile()) {
            throw new IOException(
                    TarEntry.quoted(entry.name()) + " is " + entry.kind() + "; expected plain files only");
        }
        if (!seen.add(path)) {
            throw new IOException(TarEntry.quoted(path) + " is there twice");
        }
        return new Item(path, content(entry, maxFileBytes));
    }

    private void pass(TarEntry entry) throws IOException {
        // Links and devices have no content, whatever size they name.
        long size = TarHeader.hasContent(entry.type()) ? entry.size() : 0;
        long blocks = size / TarHeader.BLOCK + (size % TarHeader.BLOCK == 0 ? 0 : 1);
        for (long i = 0; i < blocks; i++) {
            if (in.readNBytes(TarHeader.BLOCK).length < TarHeader.BLOCK) {
                throw new EOFException("it ends within " + TarEntry.quoted(entry.name()));
            }
        }
    }

    private @Nullable TarEntry header() throws IOException {
        byte[] header = in.readNBytes(TarHeader.BLOCK);
        if (header.length == 0 || TarHeader.isZero(header)) {
            return null;
        }
        if (header.length < TarHeader.BLOCK) {
            throw new EOFException("it ends within a header");
        }
        if (++entries > MAX_ENTRIES) {
            throw new IOException("it has more than " + MAX_ENTRIES + " entries");
        }
        return TarEntry.parse(header);
    }

    private byte[] content(TarEntry entry, int limit) throws IOException {
        if (entry.size() > limit) {
            throw new IOException(TarEntry.quoted(entry.name()) + " " + SizeText.tooLarge(entry.size(), limit));
        }
        byte[] content = in.readNBytes((int) entry.size());
        int fill = TarHeader.padding(content.length);
        if (content.length < entry.size() || in.readNBytes(fill).length < fill) {
            throw new EOFException("it ends within " + TarEntry.quoted(entry.name()));
        }
        return content;
    }

    private static byte[] text(byte[] content) {
        return TarHeader.text(content, 0, content.length);
    }

    private static String path(String name) throws IOException {
        // Before anything is looked for in it.
        if (name.length() > 2 * MAX_NAME) {
            throw new IOException(
                    TarEntry.quoted(name) + " is refused: its path has more than " + MAX_NAME + " characters");
        }
        String trimmed = EntryName.trimmed(name);
        String problem = EntryName.problem(trimmed);
        if (problem != null) {
            throw new IOException(TarEntry.quoted(name) + " is refused: its path " + problem);
        }
        return trimmed;
    }
}
