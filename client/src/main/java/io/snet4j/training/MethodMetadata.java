package io.snet4j.training;

import io.snet4j.internal.text.ForeignText;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What the models of one method need. Zero on the wire means "no limit" and is empty here.
 *
 * @param defaultModel what the method uses when no model is named
 * @param maxModelsPerUser at least one
 */
public record MethodMetadata(Optional<ModelId> defaultModel, OptionalLong maxModelsPerUser, DatasetLimits dataset) {
    /**
     * What a dataset must be like.
     *
     * @param maxArchiveBytes from whole mebibytes
     * @param maxFileBytes from whole mebibytes
     * @param fileTypes extensions in lower case without a dot; empty means any
     * @param archiveTypes such as {@code zip}; empty means any
     * @param description for people
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

    /** Printable and short, whatever strangers wrote. */
    @Override
    public String toString() {
        return ForeignText.of("MethodMetadata[defaultModel=" + defaultModel + ", maxModelsPerUser=" + maxModelsPerUser
                + ", dataset=" + dataset + "]");
    }
}
