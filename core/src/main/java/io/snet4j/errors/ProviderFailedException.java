package io.snet4j.errors;

import org.jspecify.annotations.Nullable;

/**
 * The provider behind the daemon failed; its own words are in the message.
 *
 * @since 0.1.0
 */
public class ProviderFailedException extends ServiceCallException {
    private static final long serialVersionUID = 1L;

    public ProviderFailedException(String message, @Nullable Throwable cause, Charge charge) {
        super(message, cause, charge);
    }
}
