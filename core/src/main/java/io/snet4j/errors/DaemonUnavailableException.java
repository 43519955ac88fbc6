package io.snet4j.errors;

import org.jspecify.annotations.Nullable;

/**
 * The daemon cannot be reached. The message names its address, or those of all daemons that were tried.
 *
 * @since 0.1.0
 */
public class DaemonUnavailableException extends ServiceCallException {
    private static final long serialVersionUID = 1L;

    public DaemonUnavailableException(String message, @Nullable Throwable cause, Charge charge) {
        super(message, cause, charge);
    }

    @Override
    public boolean isRetryable() {
        return true;
    }
}
