package io.snet4j.training;

import io.snet4j.value.Cogs;

/** What it costs to upload and validate a dataset for a model. */
public record ValidationQuote(ModelId modelId, Cogs price) implements Quote {}
