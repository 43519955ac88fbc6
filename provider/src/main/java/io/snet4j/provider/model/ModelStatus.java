package io.snet4j.provider.model;

/**
 * Where a model stands, in the protocol's words.
 *
 * @since 0.1.0
 */
public enum ModelStatus {
    /** It has no dataset yet; one may be on its way. */
    CREATED,
    /** A dataset is being fetched or checked. */
    VALIDATING,
    /** The dataset is good; training may start. */
    VALIDATED,
    TRAINING,
    READY_TO_USE,
    /** A dataset was refused, or the last step failed; the reason is kept with the model. */
    ERRORED,
    /** Its files are gone; final. */
    DELETED
}
