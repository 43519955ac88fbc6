package io.snet4j.storage;

import java.io.InputStream;
import java.net.URI;
import java.util.function.Supplier;

/**
 * Content storage that also takes content. Thread-safe; blocks on the network.
 *
 * @since 0.1.0
 */
public interface IpfsStorage extends Storage, ContentStore {
    /**
     * Adds one object and pins it.
     *
     * @return {@code ipfs://CID}, checked to be the CID of these bytes
     * @throws io.snet4j.errors.StorageException if the node fails or names another CID
     */
    URI add(byte[] content);

    /**
     * As {@link #add(byte[])}, for a content of any size: it is read once, in pieces, and checked while it is sent. The
     * timeout that this was made with must be long enough for all of it.
     *
     * @param size in bytes, exactly; more than 0
     * @param content is opened and closed once for each attempt to send
     * @throws io.snet4j.errors.StorageException if the content cannot be read or has another size, too
     */
    URI add(long size, Supplier<? extends InputStream> content);

    /** As {@link #add(byte[])}. */
    @Override
    default URI store(byte[] content) {
        return add(content);
    }

    @Override
    default URI expected(byte[] content) {
        return Cid.of(content).toUri();
    }

    @Override
    void close();
}
