package io.snet4j.errors;

import org.jspecify.annotations.Nullable;

/**
 * An answer came that cannot be read: it is damaged, of another type, missing, or larger than it may be. The work may
 * have been done, and {@link #charge()} says what it cost. The same call would very likely get the same answer, and
 * cost as much again: tell the provider, or allow larger messages where the size is what the message names.
 *
 * @since 0.1.0
 */
public class UnreadableAnswerException extends ServiceCallException {
    private static final long serialVersionUID = 1L;

    public UnreadableAnswerException(String message, @Nullable Throwable cause, Charge charge) {
        super(message, cause, charge);
    }
}
