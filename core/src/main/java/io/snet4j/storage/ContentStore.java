package io.snet4j.storage;

import io.snet4j.observe.SnetListener;
import java.net.URI;
import java.time.Duration;

/**
 * Content storage that takes content: an {@link IpfsStorage}, or a service that keeps content in Filecoin. Thread-safe;
 * blocks on the network.
 *
 * @since 0.1.0
 */
public interface ContentStore extends AutoCloseable {
    /** Where Lighthouse takes content, of which {@link Storage#LIGHTHOUSE} is the gateway. */
    URI LIGHTHOUSE_UPLOAD = URI.create("https://upload.lighthouse.storage");

    /**
     * Stores one content, for good as far as the storage promises that. The same content may be stored again and keeps
     * its name.
     *
     * @return {@code ipfs://CID} or {@code filecoin://CID}, checked to be a CID of these bytes
     * @throws io.snet4j.errors.StorageException if it fails, refuses, or names another CID
     */
    URI store(byte[] content);

    /** What {@link #store} most likely returns. Asks nobody, stores nothing. */
    URI expected(byte[] content);

    @Override
    void close();

    /** As {@link Storage#ipfs(URI, Duration)}. */
    static ContentStore ipfs(URI endpoint, Duration timeout) {
        return Storage.ipfs(endpoint, timeout);
    }

    /**
     * A service that stores as Lighthouse does: {@code POST /api/v0/add} with a token. Does no I/O. What it stored can
     * be read by its gateway only, perhaps after a moment.
     *
     * @param endpoint such as {@link #LIGHTHOUSE_UPLOAD}
     * @param token the account's API key; in no message, and sent by https or to this machine only
     * @param timeout for each content
     * @throws IllegalArgumentException unless the endpoint is an https URI, or an http one of this machine, and the
     *     token is letters, digits, points, dashes and underscores
     */
    static ContentStore lighthouse(URI endpoint, String token, Duration timeout) {
        return new LighthouseStore(endpoint, token, timeout, SnetListener.none());
    }

    /** As {@link #lighthouse(URI, String, Duration)}, with a minute for each content. */
    static ContentStore lighthouse(URI endpoint, String token) {
        return lighthouse(endpoint, token, Duration.ofMinutes(1));
    }
}
