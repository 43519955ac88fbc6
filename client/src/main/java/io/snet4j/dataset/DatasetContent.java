package io.snet4j.dataset;

import java.io.IOException;
import java.io.InputStream;

/**
 * A dataset to be hosted: the file that was checked, held open. Usable while {@link DatasetHost#host} runs.
 *
 * @since 0.1.0
 */
public interface DatasetContent {
    /** Without folders; may hold any character that a file name can. */
    String fileName();

    /** In bytes, more than 0. */
    long size();

    /**
     * A new stream over all of it, from the start.
     *
     * @throws IOException if the file cannot be read
     */
    InputStream open() throws IOException;
}
