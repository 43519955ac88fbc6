package io.snet4j.provider;

import io.snet4j.errors.SnetException;
import io.snet4j.provider.model.ModelInfo;
import io.snet4j.provider.model.ModelStatus;
import io.snet4j.value.ChannelId;
import java.time.Duration;
import java.util.Optional;

/**
 * Hears of a provider's work, if given to {@link TrainingProviderBuilder#listener}, and of its earnings, if given to
 * {@link ClaimSchedulerBuilder#listener}. Called on their threads, concurrently; must not block. What a method throws
 * is logged and ignored.
 *
 * @since 0.1.0
 */
public interface ProviderListener {
    /**
     * Bytes of a dataset came in: with each message of an upload, and once for what a link gave. They count whether or
     * not the dataset arrives as a whole.
     *
     * @param bytes more than zero
     */
    default void onReceived(ModelInfo model, long bytes) {}

    /**
     * A validation or training has its thread.
     *
     * @param work {@link ModelStatus#VALIDATING} or {@link ModelStatus#TRAINING}
     * @param waited in the queue
     */
    default void onBegun(ModelInfo model, ModelStatus work, Duration waited) {}

    /**
     * A handler told how far it is.
     *
     * @param fraction from 0 to 1
     * @param line the handler's words
     */
    default void onProgress(ModelInfo model, double fraction, String line) {}

    /**
     * A validation or training that had begun ended, or was cancelled.
     *
     * @param work as {@link #onBegun} had it
     * @param status what the model became by it; as {@code work} if the provider was closed meanwhile, and goes on with
     *     it when it is begun anew
     * @param took without the time in the queue
     */
    default void onEnded(ModelInfo model, ModelStatus work, ModelStatus status, Duration took) {}

    /** A claim of a {@link ClaimScheduler} is mined. */
    default void onClaimed(Claim claim) {}

    /**
     * A {@link ClaimScheduler} could not claim, and will try again.
     *
     * @param channel empty if daemon or chain failed, so that none could be claimed
     */
    default void onClaimFailed(Optional<ChannelId> channel, SnetException failure) {}

    /** Hears nothing. */
    static ProviderListener none() {
        return new ProviderListener() {};
    }
}
