package io.snet4j.training;

import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Models that match a filter, fetched page by page as they are read. Without a snapshot at the daemon: a change
 * meanwhile may skip a model. One that a daemon lists twice is given once. Thread-safe; each iterator is not.
 *
 * <p>A daemon that would list models without end is stopped: reading fails with
 * {@link io.snet4j.errors.UntrustedDaemonException} when a full page brings nothing new, when a page has more models
 * than were asked for, and when there is more than {@link ModelFilter#maxPages}.
 *
 * @since 0.1.0
 */
public interface ModelList extends Iterable<Model> {
    /**
     * Exactly one call, as the daemon answers it.
     *
     * @param number from 0
     * @throws IllegalArgumentException if {@code number} is negative
     */
    Page<Model> page(int number);

    /** Blocks whenever it needs the next page. */
    @Override
    Iterator<Model> iterator();

    /** Blocks whenever it needs the next page. */
    Stream<Model> stream();

    /**
     * Blocks until all pages are read, and holds all of them: at most 32 million characters, beyond which it fails as
     * above. {@link #stream} holds the ids only.
     */
    default List<Model> toList() {
        return stream().toList();
    }
}
