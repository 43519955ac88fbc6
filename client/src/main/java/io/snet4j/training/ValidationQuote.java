package io.snet4j.training;

import io.snet4j.value.Cogs;

/**
 * What it costs to upload and validate a dataset for a model.
 *
 * @since 0.1.0
 */
public record ValidationQuote(ModelId modelId, Cogs price) implements Quote {}
