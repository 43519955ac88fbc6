package io.snet4j.training;

import io.snet4j.value.Cogs;

/**
 * What it costs to train a model.
 *
 * @since 0.1.0
 */
public record TrainingQuote(ModelId modelId, Cogs price) implements Quote {}
