package io.snet4j.provider;

import java.io.IOException;
import java.io.InputStream;

/**
 * A file in a dataset. Not thread-safe; its content can be read once, before the next entry is asked for.
 *
 * @param name relative, with slashes, never above where it starts; a stranger's text
 * @param content stops with {@link UnfitDatasetException} at the limits and where the archive is damaged
 * @since 0.1.0
 */
public record DatasetEntry(String name, InputStream content) {
    /**
     * The whole content.
     *
     * @throws UnfitDatasetException at the limits and where the archive is damaged
     */
    public byte[] bytes() throws IOException {
        return content.readAllBytes();
    }
}
