package io.snet4j.provider;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** One kind of archive. */
interface ArchiveFormat extends Closeable {
    /**
     * @param name as its bytes are
     * @param content until the next item is asked for
     */
    record Item(byte[] name, InputStream content) {}

    /**
     * Passes over folders, and what is left of the item before.
     *
     * @return null after the last
     * @throws UnfitDatasetException for what is neither a file nor a folder
     */
    @Nullable
    Item next() throws IOException;
}
