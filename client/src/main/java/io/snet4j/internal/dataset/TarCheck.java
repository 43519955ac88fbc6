package io.snet4j.internal.dataset;

import io.snet4j.dataset.DatasetProblem.UnsafePath;
import io.snet4j.internal.archive.TarHeader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/** Reads a tar, packed or not, header by header (POSIX pax and ustar, GNU long names and sparse files, v7). */
final class TarCheck {
    /** Names and attributes of one entry; real ones have a few hundred bytes. */
    private static final long MAX_META_BYTES = 1 << 20;

    private final InputStream input;
    private final UnpackLimit limit;
    private final Findings findings;
    private final byte[] block = new byte[TarHeader.BLOCK];
    private long position;

    TarCheck(InputStream input, UnpackLimit limit, Findings findings) {
        this.input = input;
        this.limit = limit;
        this.findings = findings;
    }

    void run() throws IOException {
        try {
            readEntries();
            findings.complete();
            // To the end, so that a packed one is held against its checksum.
            while (input.skip(1 << 16) > 0) {
                Interrupts.check("checking the dataset");
            }
        } catch (UnpackLimit.Exceeded e) {
            findings.bomb(e);
        } catch (EOFException e) {
            throw new UnreadableArchiveException("truncated: its compressed data ends too early");
        } catch (ZipException e) {
            throw new UnreadableArchiveException("corrupt: " + e.getMessage());
        }
    }

    private void readEntries() throws IOException {
        Map<String, String> attributes = new HashMap<>();
        while (true) {
            readBlock();
            if (TarHeader.isZero(block)) {
                return;
            }
            CheckedHeader header = CheckedHeader.parse(block, position - TarHeader.BLOCK);
            switch (header.type()) {
                case 'L' -> attributes.put("path", longText(header));
                case 'K' -> attributes.put("linkpath", longText(header));
                case 'x', 'X' -> PaxAttributes.parse(readMeta(header), attributes);
                // For all that follow, in practice a comment; volume labels and continued files are no files.
                case 'g', 'V', 'M', 'N' -> skip(padded(header.bytes()));
                default -> {
                    entry(header, attributes);
                    attributes.clear();
                }
            }
        }
    }

    private void entry(CheckedHeader header, Map<String, String> attributes) throws IOException {
        String path = attributes.getOrDefault("path", header.name());
        String name = attributes.getOrDefault("GNU.sparse.name", path);
        long stored = size(attributes.get("size"), header.storedBytes());
        long real = header.type() == TarHeader.SPARSE ? header.realBytes() : stored;
        real = size(attributes.get("GNU.sparse.size"), size(attributes.get("GNU.sparse.realsize"), real));
        boolean directory = header.isDirectory() || (header.isFile() && EntryPath.isDirectory(name));
        findings.entry(name, directory, header.isFile() ? real : 0);
        String target = attributes.getOrDefault("linkpath", header.linkTarget());
        if (header.isDevice()) {
            findings.file(new UnsafePath(name, "it is a device or a pipe"));
        } else if (header.type() == '2' && EntryPath.linkLeadsOut(name, target)
                || header.type() == '1' && EntryPath.danger(target).isPresent()) {
            findings.file(new UnsafePath(name, EntryPath.LINK_OUT));
        }
        // Holes of a sparse file take room once they are unpacked.
        limit.add(Math.max(0, real - stored));
        for (boolean more = header.hasExtension(); more; more = block[504] != 0) {
            readBlock();
        }
        skip(padded(stored));
    }

    private static long size(@Nullable String declared, long otherwise) throws UnreadableArchiveException {
        if (declared == null) {
            return otherwise;
        }
        try {
            long size = Long.parseLong(declared);
            if (size >= 0) {
                return size;
            }
        } catch (NumberFormatException e) {
            // As a negative one.
        }
        throw new UnreadableArchiveException("corrupt: the tar declares a file of \"" + declared + "\" bytes");
    }

    private String longText(CheckedHeader header) throws IOException {
        byte[] text = readMeta(header);
        return EntryPath.decodeUntold(TarHeader.text(text, 0, text.length));
    }

    private byte[] readMeta(CheckedHeader header) throws IOException {
        if (header.bytes() > MAX_META_BYTES) {
            throw new UnreadableArchiveException("corrupt: the name of a file has " + header.bytes() + " bytes");
        }
        byte[] meta = new byte[(int) header.bytes()];
        require(input.readNBytes(meta, 0, meta.length) == meta.length);
        position += meta.length;
        skip(padded(header.bytes()) - header.bytes());
        return meta;
    }

    private void readBlock() throws IOException {
        require(input.readNBytes(block, 0, block.length) == block.length);
        position += block.length;
    }

    private void skip(long count) throws IOException {
        long left = count;
        while (left > 0) {
            Interrupts.check("checking the dataset");
            long skipped = input.skip(left);
            require(skipped > 0);
            left -= skipped;
            position += skipped;
        }
    }

    private void require(boolean present) throws UnreadableArchiveException {
        if (!present) {
            throw new UnreadableArchiveException(
                    position == 0
                            ? CheckedHeader.NO_TAR
                            : "truncated: the tar ends behind byte " + position + " without its end mark");
        }
    }

    private static long padded(long bytes) {
        // Saturates: a size this large is truncated anyway.
        return bytes > Long.MAX_VALUE - TarHeader.BLOCK ? bytes : (bytes + TarHeader.BLOCK - 1) & -TarHeader.BLOCK;
    }
}
