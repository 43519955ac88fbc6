package io.snet4j.storage;

import io.snet4j.errors.StorageException;

/** Where blocks come from. It is believed nothing: what it gives is checked by those who ask. */
interface BlockSource {
    /** Larger than any block that nodes exchange (2 MiB). */
    int MAX_BLOCK_BYTES = 4 << 20;

    /**
     * @param maxBytes of the block
     * @throws StorageException if it cannot be had
     */
    byte[] block(Cid cid, long maxBytes);

    /** For messages: "the IPFS node at …". */
    String source();

    /** A block of which this is the name, for certain. */
    default byte[] verified(Cid cid, long maxBytes) {
        return require(cid, block(cid, maxBytes));
    }

    /** @throws StorageException naming the source, unless this is a block of that name */
    default byte[] require(Cid cid, byte[] block) {
        if (!cid.names(block)) {
            throw new StorageException(
                    source() + " gave other bytes for " + cid.toUri() + " than its hash says; ask another source");
        }
        return block;
    }
}
