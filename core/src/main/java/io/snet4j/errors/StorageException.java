package io.snet4j.errors;

import org.jspecify.annotations.Nullable;

/**
 * Content storage failed, or its content does not match the hash that names it.
 *
 * @since 0.1.0
 */
public class StorageException extends DependencyException {
    private static final long serialVersionUID = 1L;

    public StorageException(String message) {
        this(message, null);
    }

    public StorageException(String message, @Nullable Throwable cause) {
        super(message, cause, Charge.NONE);
    }
}
