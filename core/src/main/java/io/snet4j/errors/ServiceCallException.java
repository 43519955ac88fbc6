package io.snet4j.errors;

import org.jspecify.annotations.Nullable;

/**
 * The daemon or the service behind it refused or failed the call.
 *
 * @since 0.1.0
 */
public non-sealed class ServiceCallException extends SnetException {
    private static final long serialVersionUID = 1L;

    public ServiceCallException(String message, @Nullable Throwable cause, Charge charge) {
        super(message, cause, charge);
    }
}
