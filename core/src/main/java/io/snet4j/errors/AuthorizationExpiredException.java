package io.snet4j.errors;

import org.jspecify.annotations.Nullable;

/**
 * The daemon said that the signature was made for a block too far from its own latest one, also after signing anew: one
 * of the two Ethereum nodes does not follow the chain. A daemon that hides its reason leaves it at
 * {@link AuthorizationRejectedException}.
 *
 * @since 0.1.0
 */
public class AuthorizationExpiredException extends AuthorizationRejectedException {
    private static final long serialVersionUID = 1L;

    public AuthorizationExpiredException(String message, @Nullable Throwable cause, Charge charge) {
        super(message, cause, charge);
    }
}
