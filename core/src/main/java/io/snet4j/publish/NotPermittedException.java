package io.snet4j.publish;

import io.snet4j.errors.InvalidRequestException;

/**
 * The account may not make this change: it is not the organization's owner, and where members may, no member. Nothing
 * was stored and nothing was sent.
 *
 * @since 0.1.0
 */
public final class NotPermittedException extends InvalidRequestException {
    private static final long serialVersionUID = 1L;

    public NotPermittedException(String message) {
        super(message);
    }
}
