package io.snet4j.dataset;

import java.net.URI;

/**
 * A dataset that a provider can fetch, until this is closed. Thread-safe.
 *
 * @since 0.1.0
 */
public interface HostedDataset extends AutoCloseable {
    /** May be secret: whoever knows it may be able to read the dataset. */
    URI link();

    /** Withdraws the dataset as far as the host can. May be repeated; may block. */
    @Override
    void close();
}
