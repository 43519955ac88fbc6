package io.snet4j.training;

import io.snet4j.internal.text.ShownUri;
import io.snet4j.value.Cogs;
import java.net.URI;

/**
 * What it costs to validate a dataset that the provider fetches.
 *
 * @param dataset where the provider finds it
 * @since 0.1.0
 */
public record LinkQuote(ModelId modelId, URI dataset, Cogs price) implements Quote {
    /** Without the link's user and query, which may be secret. */
    @Override
    public String toString() {
        return "LinkQuote[modelId=" + modelId + ", dataset=" + ShownUri.link(dataset.toString()) + ", price=" + price
                + "]";
    }
}
