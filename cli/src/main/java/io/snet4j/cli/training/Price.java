package io.snet4j.cli.training;

import io.snet4j.training.ModelId;
import io.snet4j.training.Quote;
import io.snet4j.value.Cogs;

/** What the daemon will demand. */
record Price(ModelId model, Cogs price) {
    static Price of(Quote quote) {
        return new Price(quote.modelId(), quote.price());
    }
}
