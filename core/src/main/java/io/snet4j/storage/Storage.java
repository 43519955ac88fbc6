package io.snet4j.storage;

import java.net.URI;
import java.time.Duration;

/** Reads content by URI. Thread-safe; blocks on the network. */
public interface Storage {
    /**
     * @param uri {@code ipfs://CID}
     * @return content whose bytes were checked against the CID
     * @throws io.snet4j.errors.StorageException if it cannot be had, is too large, or does not match its CID
     * @throws IllegalArgumentException for a URI of another form
     */
    byte[] fetch(URI uri);

    /**
     * An IPFS node by its RPC interface ({@code POST /api/v0/…}). Does no I/O.
     *
     * @param timeout for each request
     */
    static IpfsStorage ipfs(URI endpoint, Duration timeout) {
        throw new UnsupportedOperationException();
    }
}
