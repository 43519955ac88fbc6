package io.snet4j.storage;

import java.net.URI;

/** Content storage that also takes content. Thread-safe; blocks on the network. */
public interface IpfsStorage extends Storage {
    /**
     * Adds one object and pins it.
     *
     * @return {@code ipfs://CID}, checked to be the CID of these bytes
     * @throws io.snet4j.errors.StorageException if the node fails or names another CID
     */
    URI add(byte[] content);
}
