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
     * An IPFS node by its RPC interface ({@code POST /api/v0/…}), for contents up to 64 MiB. Does no I/O.
     *
     * @param endpoint {@code http://host:5001}, say
     * @param timeout for each request, from connecting to the last byte
     * @throws IllegalArgumentException unless the endpoint is an http or https URI
     */
    static IpfsStorage ipfs(URI endpoint, Duration timeout) {
        return ipfs(endpoint, timeout, 64L << 20);
    }

    /**
     * As {@link #ipfs(URI, Duration)}.
     *
     * @param maxBytes the largest content that is read; more is refused
     */
    static IpfsStorage ipfs(URI endpoint, Duration timeout, long maxBytes) {
        return new KuboStorage(endpoint, timeout, maxBytes);
    }
}
