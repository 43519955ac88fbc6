package io.snet4j.errors;

import org.jspecify.annotations.Nullable;

/** The daemon did not accept the signature: wrong key, not the owner, or signed for another block. Check the key and whether the node is in sync. */
public class AuthorizationRejectedException extends ServiceCallException {
    private static final long serialVersionUID = 1L;

    public AuthorizationRejectedException(String message, @Nullable Throwable cause, Charge charge) {
        super(message, cause, charge);
    }
}
