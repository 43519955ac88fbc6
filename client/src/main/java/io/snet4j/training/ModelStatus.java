package io.snet4j.training;

/** Where a model is in its life. */
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
