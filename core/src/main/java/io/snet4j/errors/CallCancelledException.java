package io.snet4j.errors;

import org.jspecify.annotations.Nullable;

/**
 * The caller cancelled or was interrupted; the interrupt flag is kept.
 *
 * @since 0.1.0
 */
public non-sealed class CallCancelledException extends SnetException {
    private static final long serialVersionUID = 1L;

    public CallCancelledException(String message, @Nullable Throwable cause, Charge charge) {
        super(message, cause, charge);
    }
}
