package io.snet4j.provider;

import java.util.List;
import java.util.Optional;

/**
 * The models of one provider, for the service's own methods to read. Thread-safe, never blocks.
 *
 * @param <A> what training gives
 * @since 0.1.0
 */
public interface Models<A> {
    /** @return empty if no such model was ever created here, or if it was deleted */
    Optional<ModelState<A>> find(String modelId);

    /** In no order, without deleted ones. */
    List<ModelState<A>> all();
}
