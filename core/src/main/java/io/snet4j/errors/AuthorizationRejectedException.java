package io.snet4j.errors;

import org.jspecify.annotations.Nullable;

/**
 * The daemon did not accept the signature. It hides the reason for some calls; where it tells, this is
 * {@link NotOwnerException} or {@link AuthorizationExpiredException}. Check the key and whether the node is in sync.
 *
 * @since 0.1.0
 */
public class AuthorizationRejectedException extends ServiceCallException {
    private static final long serialVersionUID = 1L;

    public AuthorizationRejectedException(String message, @Nullable Throwable cause, Charge charge) {
        super(message, cause, charge);
    }
}
