package io.snet4j.provider.store;

import java.util.List;
import java.util.Optional;

/**
 * Keeps what a provider knows of its models, so that the next process knows it as well. The provider writes first and
 * answers its daemon then: what a method here returned from is durable, whatever happens to the process or the machine.
 * One provider has a store for itself. No text that it is given holds the character U+0000. Thread-safe; every method
 * may block on the disk and throws {@link ModelStoreException} if the store fails, with nothing changed.
 *
 * @since 0.1.0
 */
public interface ModelStore extends AutoCloseable {
    /**
     * What tells this store from every other one, kept in it: a folder of models belongs to one store. Empty if nothing
     * outlives the process; folders are not cleaned of earlier models then.
     */
    Optional<String> id();

    /** All models but deleted ones, in the order of their creation. */
    List<StoredModel> models();

    /** Puts a model in the place of what is kept of the one with its id, or beside the others if there is none. */
    void save(StoredModel model);

    /** Removes the model and remembers that it was deleted. Nothing happens if there is none. */
    void delete(String modelId);

    /** Whether the model was deleted. Of the ids of deleted models, at least the latest 10000 are remembered. */
    boolean wasDeleted(String modelId);

    /** Closing twice is as good as once. */
    @Override
    void close();
}
