package io.snet4j.training;

import io.snet4j.value.Cogs;
import java.net.URI;

/**
 * What it costs to validate a dataset that the provider fetches.
 *
 * @param dataset where the provider finds it
 */
public record LinkQuote(ModelId modelId, URI dataset, Cogs price) implements Quote {
    /** Without the link's query, which may be secret. */
    @Override
    public String toString() {
        String shown = dataset.toString().replaceFirst("[?#].*", "");
        return "LinkQuote[modelId=" + modelId + ", dataset=" + shown + ", price=" + price + "]";
    }
}
