package io.snet4j.provider;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.snet4j.internal.archive.EntryName;
import io.snet4j.internal.archive.PaxHeader;
import io.snet4j.internal.archive.TarHeader;
import io.snet4j.internal.text.ForeignText;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** A tar, unpacked already where it was a tar.gz. */
final class TarFormat implements ArchiveFormat {
    /** Of a header that goes before another one; the usual ones have some hundred bytes. */
    private static final int MAX_EXTENSION = 1 << 16;

    /** Folders and headers cost nothing else. */
    private static final int MAX_HEADERS = 1_000_000;

    private final InputStream in;
    private int headers;
    private long rest;
    private int padding;
    private PaxHeader extended = PaxHeader.NONE;

    TarFormat(InputStream in) {
        this.in = in;
    }

    @Override
    public @Nullable Item next() throws IOException {
        pass();
        for (TarHeader header = header(); header != null; header = header()) {
            switch (header.type()) {
                case 'x', 'X' -> extended = extended.and(extension(header));
                case 'L' -> extended = extended.named(new String(trimmed(extension(header)), UTF_8));
                case 'g', 'K' -> extension(header);
                default -> {
                    PaxHeader before = extended;
                    extended = PaxHeader.NONE;
                    byte[] name = before.path() == null
                            ? header.name()
                            : before.path().getBytes(UTF_8);
                    long size = before.size() == null ? header.bytes() : before.size();
                    boolean isFolder = header.type() == '5'
                            || header.type() == '0' && name.length > 0 && name[name.length - 1] == '/';
                    if (!isFolder && (before.sparse() || header.type() != '0' && header.type() != '7')) {
                        throw new UnfitDatasetException("the entry \""
                                + ForeignText.of(new String(name, UTF_8), EntryName.MAX)
                                + "\" is a link, a device or a file with holes; plain files are taken only");
                    }
                    rest = size;
                    padding = TarHeader.padding(size);
                    if (!isFolder) {
                        return new Item(name, new Content());
                    }
                    pass();
                }
            }
        }
        return null;
    }

    /** Passes over what nobody read of the last entry. */
    private void pass() throws IOException {
        in.skipNBytes(rest + padding);
        rest = 0;
        padding = 0;
    }

    private @Nullable TarHeader header() throws IOException {
        byte[] block = in.readNBytes(TarHeader.BLOCK);
        if (block.length == 0 || TarHeader.isZero(block)) {
            return null;
        }
        if (block.length < TarHeader.BLOCK) {
            throw new EOFException("it ends within a header");
        }
        TarHeader header = TarHeader.of(block);
        if (!TarHeader.isHeader(block) || header.bytes() < 0 || ++headers > MAX_HEADERS) {
            throw new UnfitDatasetException("the tar is damaged at its header " + headers);
        }
        return header;
    }

    private byte[] extension(TarHeader header) throws IOException {
        if (header.bytes() > MAX_EXTENSION) {
            throw new UnfitDatasetException("the tar has a header of " + header.bytes() + " bytes");
        }
        byte[] content = in.readNBytes((int) header.bytes());
        in.skipNBytes(TarHeader.padding(content.length));
        return content;
    }

    private static byte[] trimmed(byte[] content) {
        return TarHeader.text(content, 0, content.length);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private final class Content extends InputStream {
        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            if (rest == 0) {
                return -1;
            }
            int count = in.read(buffer, offset, (int) Math.min(length, rest));
            if (count < 0) {
                throw new EOFException("the archive ends within it");
            }
            rest -= count;
            return count;
        }
    }
}
