package io.snet4j.training;

/** Follows {@link Training#train}. */
@FunctionalInterface
public interface TrainingListener {
    /**
     * Called in the order of the phases, never concurrently, on the working thread: at the start of each phase, for each
     * part of the dataset, and after each look at the model. What it throws ends the journey, and cancels the upload if
     * there is one; the model stays where it is.
     */
    void onProgress(TrainingProgress progress);
}
