package io.snet4j.errors;

import org.jspecify.annotations.Nullable;

/**
 * The deadline passed before the answer came.
 *
 * @since 0.1.0
 */
public class DeadlineExceededException extends ServiceCallException {
    private static final long serialVersionUID = 1L;

    public DeadlineExceededException(String message, @Nullable Throwable cause, Charge charge) {
        super(message, cause, charge);
    }
}
