package io.snet4j.errors;

import org.jspecify.annotations.Nullable;

/**
 * The wait ended before the work did; the work goes on. Wait again; the message says what was last seen.
 *
 * @since 0.1.0
 */
public non-sealed class WaitTimeoutException extends SnetException {
    private static final long serialVersionUID = 1L;

    public WaitTimeoutException(String message) {
        this(message, null);
    }

    public WaitTimeoutException(String message, @Nullable Throwable cause) {
        super(message, cause, Charge.NONE);
    }

    @Override
    public boolean isRetryable() {
        return true;
    }
}
