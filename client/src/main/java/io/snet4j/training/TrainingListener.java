package io.snet4j.training;

import io.snet4j.dataset.CheckProgress;

/**
 * Follows {@link Training#train}.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface TrainingListener {
    /**
     * Called in the order of the phases, never concurrently, on the working thread: at the start of each phase, for
     * each part of the dataset, and after each look at the model. What it throws is logged and ignored. To cancel,
     * interrupt the working thread, or cancel the future of {@link TrainingAsync#train}; the model stays where it is.
     */
    void onProgress(TrainingProgress progress);

    /**
     * How far the check of the dataset is, before a new model is made or anything is paid. As
     * {@link io.snet4j.dataset.UploadListener#onCheck}.
     */
    default void onCheck(CheckProgress progress) {}

    /**
     * A call of an earlier run, or of another process, was cut off, and the plan goes on with the model all the same.
     * Called on the working thread, before the next phase. What it throws is logged and ignored.
     *
     * @param why what the books, the daemon and the chain say of the last payment for the model, and what follows
     */
    default void onResumed(ModelId model, String why) {}
}
