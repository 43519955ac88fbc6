package io.snet4j.errors;

import org.jspecify.annotations.Nullable;

/**
 * A daemon's TLS certificate is not to be trusted, or the daemon does not trust ours. The message says which and why.
 *
 * @since 0.1.0
 */
public class UntrustedConnectionException extends DaemonUnavailableException {
    private static final long serialVersionUID = 1L;

    public UntrustedConnectionException(String message, @Nullable Throwable cause, Charge charge) {
        super(message, cause, charge);
    }

    /** The same certificates fail again. */
    @Override
    public boolean isRetryable() {
        return false;
    }
}
