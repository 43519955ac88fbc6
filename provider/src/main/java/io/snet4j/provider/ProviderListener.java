package io.snet4j.provider;

import io.snet4j.provider.model.ModelInfo;
import io.snet4j.provider.model.ModelStatus;
import java.time.Duration;

/**
 * Hears of a provider's work. Called on its threads, concurrently; must not block. What a method throws is logged and
 * ignored.
 *
 * @since 0.1.0
 */
public interface ProviderListener {
    /**
     * A handler told how far it is.
     *
     * @param fraction from 0 to 1
     * @param line the handler's words
     */
    default void onProgress(ModelInfo model, double fraction, String line) {}

    /**
     * A validation or training ended or was cancelled.
     *
     * @param status the model's by then
     * @param took without the time in the queue
     */
    default void onEnded(ModelInfo model, ModelStatus status, Duration took) {}

    /** Hears nothing. */
    static ProviderListener none() {
        return new ProviderListener() {};
    }
}
