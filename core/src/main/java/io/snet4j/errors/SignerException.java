package io.snet4j.errors;

import org.jspecify.annotations.Nullable;

/**
 * A remote signer failed, refused, or signed something else than it was asked to. Nothing was sent; check the signer.
 *
 * @since 0.1.0
 */
public class SignerException extends DependencyException {
    private static final long serialVersionUID = 1L;

    public SignerException(String message) {
        this(message, null);
    }

    public SignerException(String message, @Nullable Throwable cause) {
        super(message, cause, Charge.NONE);
    }
}
