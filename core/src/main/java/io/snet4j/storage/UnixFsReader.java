package io.snet4j.storage;

import io.snet4j.errors.StorageException;
import io.snet4j.internal.core.Bounded;
import io.snet4j.internal.text.SizeText;
import io.snet4j.internal.text.TimeText;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;

/**
 * Puts a file together from the tree of its blocks, each checked against the name that its parent has for it. A tree
 * cannot be a circle, because a block's name is a hash of the names in it; but it can be deep, wide, and full of
 * nothing.
 */
final class UnixFsReader {
    static final int MAX_DEPTH = 32;

    /** On average, at least; importers cut files into pieces of 256 KiB or more. */
    static final int BYTES_PER_BLOCK = 1024;

    private static final int SOME_BLOCKS = 64;

    private final BlockSource source;
    private final URI uri;
    private final long maxBytes;
    private final Duration patience;
    private final long start = System.nanoTime();
    private final ByteArrayOutputStream content = new ByteArrayOutputStream();
    private long blocks;
    private long bytes;

    /**
     * @param maxBytes of the file
     * @param patience for all of it
     */
    UnixFsReader(BlockSource source, URI uri, long maxBytes, Duration patience) {
        this.source = source;
        this.uri = uri;
        this.maxBytes = maxBytes;
        this.patience = patience;
    }

    static long rootLimit(long maxBytes) {
        return Math.max(maxBytes, BlockSource.MAX_BLOCK_BYTES);
    }

    /**
     * The whole file. To be called once.
     *
     * @param block of this name, for certain
     * @throws StorageException if it is none, is too large, or a block cannot be had or is another
     */
    byte[] read(Cid cid, byte[] block) {
        return Bounded.read(
                () -> {
                    add(cid, block, 0);
                    return content.toByteArray();
                },
                reason -> new StorageException(uri + " cannot be read: its tree of blocks is " + reason));
    }

    private void add(Cid cid, byte[] block, int depth) {
        blocks++;
        bytes += block.length;
        if (depth > MAX_DEPTH || blocks > SOME_BLOCKS + maxBytes / BYTES_PER_BLOCK || bytes > rootLimit(2 * maxBytes)) {
            throw new StorageException(uri + " is refused: its tree of blocks is out of all proportion to a file of at"
                    + " most " + SizeText.exact(maxBytes));
        }
        if (cid.codec() == Cid.Codec.RAW) {
            append(block);
            return;
        }
        DagPbNode node = parse(cid, block);
        requireSize(node.fileSize());
        int begin = content.size();
        append(node.data());
        for (Cid link : node.links()) {
            if (System.nanoTime() - start > patience.toNanos()) {
                throw new StorageException(source.source() + " did not give all of " + uri + " within "
                        + TimeText.of(patience) + ", but " + SizeText.exact(content.size()));
            }
            add(link, source.verified(link, BlockSource.MAX_BLOCK_BYTES), depth + 1);
        }
        // Some importers leave the size out.
        if (node.fileSize() != 0 && node.fileSize() != content.size() - begin) {
            throw new StorageException(uri + " is malformed: " + cid + " says that it has " + node.fileSize()
                    + " bytes, and has " + (content.size() - begin));
        }
    }

    private DagPbNode parse(Cid cid, byte[] block) {
        DagPbNode node;
        try {
            node = DagPbNode.parse(block);
        } catch (IOException | IllegalArgumentException e) {
            throw new StorageException(uri + " is no file: its block " + cid + " is malformed: " + e.getMessage(), e);
        }
        if (!node.isFile()) {
            throw new StorageException(uri + " is no file, but a directory or another kind of entry");
        }
        return node;
    }

    private void append(byte[] data) {
        requireSize(content.size() + (long) data.length);
        content.writeBytes(data);
    }

    private void requireSize(long size) {
        if (size < 0 || size > maxBytes) {
            throw new StorageException(uri + " " + SizeText.tooLarge(size, maxBytes));
        }
    }
}
