package io.snet4j.errors;

import org.jspecify.annotations.Nullable;

/**
 * The model is in a state from which the awaited one cannot be reached by waiting: ERRORED, DELETED, or CREATED again.
 * The message names model and status.
 *
 * @since 0.1.0
 */
public non-sealed class TrainingFailedException extends SnetException {
    private static final long serialVersionUID = 1L;

    public TrainingFailedException(String message) {
        this(message, null);
    }

    public TrainingFailedException(String message, @Nullable Throwable cause) {
        super(message, cause, Charge.NONE);
    }
}
