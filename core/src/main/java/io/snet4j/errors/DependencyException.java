package io.snet4j.errors;

import org.jspecify.annotations.Nullable;

/**
 * Something the client depends on failed: the Ethereum node, the content storage or a remote signer.
 *
 * @since 0.1.0
 */
public non-sealed class DependencyException extends SnetException {
    private static final long serialVersionUID = 1L;

    public DependencyException(String message, @Nullable Throwable cause, Charge charge) {
        super(message, cause, charge);
    }
}
