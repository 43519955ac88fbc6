package io.snet4j.training;

import io.snet4j.value.Cogs;

/**
 * A price that the daemon has named, and will demand exactly until it names another for the same model.
 *
 * @since 0.1.0
 */
public sealed interface Quote permits ValidationQuote, LinkQuote, TrainingQuote {
    ModelId modelId();

    Cogs price();
}
