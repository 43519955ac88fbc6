package io.snet4j.provider;

import io.grpc.StatusRuntimeException;
import io.snet4j.value.Address;
import java.util.List;
import java.util.Optional;

/**
 * The models of one provider, for the service's own methods. Thread-safe.
 *
 * @param <M> what is loaded of a trained model
 * @since 0.1.0
 */
public interface Models<M> {
    /** @return empty if no such model was ever created here, or if it was deleted */
    Optional<ModelState> find(String modelId);

    /** In no order, without deleted ones. */
    List<ModelState> all();

    /**
     * As {@link #use(String, Optional)}, by whom the daemon named as the caller of the gRPC call that this thread
     * serves. Knows it behind a {@link ProviderServer}; a server of your own needs {@link TrainingProvider#callers}.
     */
    ModelHandle<M> use(String modelId);

    /**
     * A trained model to be used, and closed soon afterwards: until then it stays loaded, whatever becomes of the
     * model. The first one that uses a model loads it, which blocks, and so do those who come meanwhile.
     *
     * @param caller as the daemon named it
     * @throws StatusRuntimeException to be handed to the caller as it is: NOT_FOUND if there is no such model,
     *     PERMISSION_DENIED if the caller {@linkplain io.snet4j.provider.model.ModelInfo#mayBeUsedBy may not use} it,
     *     FAILED_PRECONDITION if it was never trained, INTERNAL if it cannot be loaded
     */
    ModelHandle<M> use(String modelId, Optional<Address> caller);
}
