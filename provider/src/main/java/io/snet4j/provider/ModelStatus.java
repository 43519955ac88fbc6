package io.snet4j.provider;

import io.snet4j.wire.training.TrainingProto.Status;

/**
 * Where a model stands, in the protocol's words.
 *
 * @since 0.1.0
 */
public enum ModelStatus {
    /** It has no dataset yet; one may be on its way. */
    CREATED(Status.CREATED),
    /** A dataset is being fetched or checked. */
    VALIDATING(Status.VALIDATING),
    /** The dataset is good; training may start. */
    VALIDATED(Status.VALIDATED),
    TRAINING(Status.TRAINING),
    READY_TO_USE(Status.READY_TO_USE),
    /** A dataset was refused, or the last step failed; {@link ModelState#reason} says why. */
    ERRORED(Status.ERRORED),
    /** Its files are gone; final. {@link Models} does not know it any more. */
    DELETED(Status.DELETED);

    private final Status wire;

    ModelStatus(Status wire) {
        this.wire = wire;
    }

    Status wire() {
        return wire;
    }
}
