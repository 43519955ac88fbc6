package io.snet4j.errors;

import org.jspecify.annotations.Nullable;

/**
 * The model exists, but only its creator may do this.
 *
 * @since 0.1.0
 */
public class NotOwnerException extends AuthorizationRejectedException {
    private static final long serialVersionUID = 1L;

    public NotOwnerException(String message, @Nullable Throwable cause, Charge charge) {
        super(message, cause, charge);
    }
}
