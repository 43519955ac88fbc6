package io.snet4j.training;

import io.snet4j.dataset.DatasetLimits;
import io.snet4j.internal.text.ForeignText;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What the models of one method need. Zero on the wire means "no limit" and is empty here.
 *
 * @param defaultModel what the method uses when no model is named
 * @param maxModelsPerUser at least one
 * @since 0.1.0
 */
public record MethodMetadata(Optional<ModelId> defaultModel, OptionalLong maxModelsPerUser, DatasetLimits dataset) {
    /** Printable and short, whatever strangers wrote. */
    @Override
    public String toString() {
        return ForeignText.of("MethodMetadata[defaultModel=" + defaultModel + ", maxModelsPerUser=" + maxModelsPerUser
                + ", dataset=" + dataset + "]");
    }
}
