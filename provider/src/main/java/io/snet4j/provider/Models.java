package io.snet4j.provider;

import java.util.List;
import java.util.Optional;

/**
 * The models of one provider, for the service's own methods to read. Thread-safe, never blocks.
 *
 * @param <A> what training gives
 */
public interface Models<A> {
    /** @return empty if no such model was ever created here; a deleted one is found as {@link ModelStatus#DELETED} */
    Optional<ModelState<A>> find(String modelId);

    /** In no order, deleted ones among them. */
    List<ModelState<A>> all();
}
