package io.snet4j.training;

/**
 * Where a model is in its life.
 *
 * @since 0.1.0
 */
public enum ModelStatus {
    CREATED,
    VALIDATING,
    VALIDATED,
    TRAINING,
    READY_TO_USE,
    ERRORED,
    DELETED,
    /** What a newer daemon's status becomes. */
    UNRECOGNIZED
}
