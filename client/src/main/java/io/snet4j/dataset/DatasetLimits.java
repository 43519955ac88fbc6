package io.snet4j.dataset;

import io.snet4j.internal.text.ForeignText;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What a dataset must be like.
 *
 * @param maxArchiveBytes from whole mebibytes
 * @param maxFileBytes from whole mebibytes
 * @param fileTypes extensions in lower case without a dot; empty means any
 * @param archiveTypes such as {@code zip}; empty means any
 * @param description for people
 * @since 0.1.0
 */
public record DatasetLimits(
        OptionalLong maxArchiveBytes,
        OptionalLong maxFileBytes,
        OptionalLong maxFiles,
        Set<String> fileTypes,
        Set<String> archiveTypes,
        String description) {
    /** Printable and short, whatever strangers wrote. */
    @Override
    public String toString() {
        return ForeignText.of("DatasetLimits[maxArchiveBytes=" + maxArchiveBytes + ", maxFileBytes=" + maxFileBytes
                + ", maxFiles=" + maxFiles + ", fileTypes=" + fileTypes + ", archiveTypes=" + archiveTypes
                + ", description=" + description + "]");
    }
}
