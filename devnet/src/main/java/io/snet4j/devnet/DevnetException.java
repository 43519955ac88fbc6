package io.snet4j.devnet;

import io.snet4j.errors.DependencyException;
import org.jspecify.annotations.Nullable;

/**
 * A part of the local network did not start, or ended by itself. The message is one line with the way out.
 *
 * @since 0.1.0
 */
public final class DevnetException extends DependencyException {
    private static final long serialVersionUID = 1L;

    DevnetException(String message) {
        this(message, null);
    }

    DevnetException(String message, @Nullable Throwable cause) {
        super(message, cause, Charge.NONE);
    }
}
