package io.snet4j.provider;

import io.snet4j.value.Cogs;
import java.net.URI;
import java.util.Optional;

/**
 * What makes one service's training its own. Called from several threads at once, but never twice at once to validate or
 * train the same model.
 *
 * @param <A> what training gives, kept in memory for {@link Models}
 * @since 0.1.0
 */
public interface TrainingHandler<A> {
    /**
     * What validating a dataset costs. Must answer at once.
     *
     * @param link where the dataset lies; empty if it is to be uploaded
     * @return at most 2<sup>64</sup> - 1 cogs, the most that the protocol can say
     */
    Cogs validationPrice(ModelContext model, Optional<URI> link);

    /**
     * What training on the model's dataset costs. Must answer at once.
     *
     * @return at most 2<sup>64</sup> - 1 cogs
     */
    Cogs trainingPrice(ModelContext model);

    /**
     * Whether the dataset can be trained on. Runs in the background; is interrupted when the model is deleted or the
     * provider closed.
     *
     * @throws Exception if the check itself failed; the model is then {@link ModelStatus#ERRORED} with its message
     */
    ValidationResult validate(ModelContext model, Dataset dataset) throws Exception;

    /**
     * Trains. Runs in the background; is interrupted when the model is deleted or the provider closed.
     *
     * @throws Exception if training failed; the model is then {@link ModelStatus#ERRORED} with its message
     */
    A train(ModelContext model, Dataset dataset) throws Exception;

    /** The model was deleted, or gave way to a new one before it ever got a dataset: lets go of what is held for it outside of its folder. */
    default void delete(ModelContext model) {}
}
