package io.snet4j.provider;

import io.snet4j.provider.model.ModelInfo;
import java.nio.file.Path;

/**
 * One validation or training, as its handler sees it. Thread-safe.
 *
 * @since 0.1.0
 */
public interface TrainingContext {
    ModelInfo model();

    Dataset dataset();

    /**
     * An empty folder. In training, its content becomes the model's when {@link TrainingHandler#train} returns; in
     * validation it is for what is needed meanwhile, and is removed afterwards.
     */
    Path artifacts();

    /** 1 for the first time, more if earlier processes ended while they were at it. */
    int attempt();

    /**
     * Tells the {@link ProviderListener} and, at debug level, the log how far the work is. Cheap; does not block.
     *
     * @param fraction from 0 to 1
     * @param line for people, one short line
     * @throws IllegalArgumentException if the fraction is out of range or no number
     */
    void progress(double fraction, String line);

    /** Whether nobody wants the result any more: the model was deleted, the time is over, or the provider stops. */
    boolean isCancelled();

    /** @throws InterruptedException if {@link #isCancelled} */
    default void checkCancelled() throws InterruptedException {
        if (isCancelled()) {
            throw new InterruptedException("nobody wants the result any more");
        }
    }
}
