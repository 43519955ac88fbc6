package io.snet4j.provider;

import io.snet4j.provider.model.ModelInfo;
import io.snet4j.value.Cogs;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What makes one service's training its own. Called from several threads at once, but never twice at once to validate
 * or train the same model, as long as interrupts are honoured.
 *
 * @param <M> what is loaded of a trained model, for {@link Models#use}; closed when it is let go of if it is an
 *     {@link AutoCloseable}
 * @since 0.1.0
 */
public interface TrainingHandler<M> {
    /**
     * What validating a dataset costs. Must answer at once.
     *
     * @param link where the dataset lies; empty if it is to be uploaded
     * @return at most 2<sup>64</sup> - 1 cogs, the most that the protocol can say
     */
    Cogs validationPrice(ModelInfo model, Optional<URI> link);

    /**
     * What training on the model's dataset costs. Must answer at once. Daemons ask again before they charge, so the
     * price of one dataset must not change from question to question.
     *
     * @param dataset the last that was received as a whole, good or not; empty if there is none
     * @return at most 2<sup>64</sup> - 1 cogs
     */
    Cogs trainingPrice(ModelInfo model, Optional<Dataset> dataset);

    /**
     * Whether the dataset can be trained on. Runs in the background; is interrupted when the model is deleted, the time
     * for it is over or the provider stops.
     *
     * @throws UnfitDatasetException as {@link Dataset#entries} does, with the same effect as a refusal
     * @throws Exception if the check itself failed; the model is then ERRORED with its message
     */
    ValidationResult validate(TrainingContext context) throws Exception;

    /**
     * Trains, and writes what came of it into the folder {@link TrainingContext#artifacts}. Once this returns, the
     * folder's files are brought to the disk and become the model's all at once; if it throws, or the process ends
     * before, the model keeps those it had. Runs in the background; is interrupted as {@link #validate} is.
     *
     * @throws Exception if training failed; the model is then ERRORED with its message
     */
    void train(TrainingContext context) throws Exception;

    /**
     * Reads what {@link #train} wrote, in this process or an earlier one. What is given is used by several threads at
     * once. Runs on the thread of the first one that uses the model.
     *
     * @param artifacts to be read only; exists until what was loaded is let go of
     * @throws Exception if it cannot be read; whoever wants to use the model is told that the service failed
     */
    M load(ModelInfo model, Path artifacts) throws Exception;

    /** What becomes of a validation or training that was going on when an earlier process ended. */
    default Restart restart() {
        return Restart.AGAIN;
    }

    /**
     * The model was deleted, or gave way to a new one before it ever got a dataset: lets go of what is held for it
     * elsewhere.
     */
    default void delete(ModelInfo model) {}
}
