package io.snet4j.provider.store;

import io.snet4j.internal.text.ShownUri;
import io.snet4j.provider.model.ModelStatus;
import java.net.URI;
import java.util.Optional;

/**
 * Work on a model that was promised to its daemon and has not ended.
 *
 * @param link where the dataset is to be fetched from; empty for other kinds
 * @param attempt how often the work was begun
 * @param before what the model goes back to if no dataset can be fetched
 * @param reasonBefore the reason that goes with it
 * @since 0.1.0
 */
public record StoredJob(Kind kind, Optional<URI> link, int attempt, ModelStatus before, Optional<String> reasonBefore) {
    /**
     * What is done.
     *
     * @since 0.1.0
     */
    public enum Kind {
        /** The dataset is there, and is checked. */
        VALIDATE,
        /** The dataset is fetched, and then checked. */
        VALIDATE_LINK,
        TRAIN
    }

    /** The same work, begun so often. */
    public StoredJob attempt(int count) {
        return new StoredJob(kind, link, count, before, reasonBefore);
    }

    /** Without what may be secret in a link. */
    @Override
    public String toString() {
        return "StoredJob[kind=" + kind + ", link=" + link.map(uri -> ShownUri.link(uri.toString())) + ", attempt="
                + attempt + ", before=" + before + "]";
    }
}
