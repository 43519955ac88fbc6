package io.snet4j.training;

/**
 * The steps from no model to a trained one, in their order; a resumed journey leaves out those that are done.
 *
 * @since 0.1.0
 */
public enum TrainingPhase {
    /** The model was created or found: from here on its id is known, by which the journey can be resumed. */
    MODEL,
    /** The dataset is found to be good, and the price of its validation is known; it is confirmed next. */
    VALIDATION_PRICE,
    /** The dataset is on its way. Paid. */
    DATASET,
    /** The provider checks the dataset. */
    VALIDATION,
    /** The price of training is known; it is confirmed next. */
    TRAINING_PRICE,
    /** The provider trains. Paid. */
    TRAINING,
    /** The model is ready to use. */
    READY
}
