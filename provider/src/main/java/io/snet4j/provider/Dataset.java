package io.snet4j.provider;

import java.io.UncheckedIOException;
import java.nio.file.Path;

/**
 * A dataset that was received completely.
 *
 * @param file to be read only; exists until the model is deleted or gets another dataset
 * @param name the file's name as the user gave it, reduced to a safe one
 * @param size in bytes
 * @since 0.1.0
 */
public record Dataset(Path file, String name, long size) {
    /**
     * The files in a zip, tar or tar.gz, whichever it is; its name does not matter. To be closed.
     *
     * @throws UnfitDatasetException if it is none of these
     * @throws UncheckedIOException if the file cannot be read
     */
    public DatasetEntries entries(DatasetLimits limits) {
        return DatasetEntries.open(file, limits);
    }
}
