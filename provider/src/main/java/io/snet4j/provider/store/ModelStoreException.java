package io.snet4j.provider.store;

import io.snet4j.errors.DependencyException;
import org.jspecify.annotations.Nullable;

/**
 * A store of models cannot be opened, read or written.
 *
 * @since 0.1.0
 */
public class ModelStoreException extends DependencyException {
    private static final long serialVersionUID = 1L;

    public ModelStoreException(String message) {
        this(message, null);
    }

    public ModelStoreException(String message, @Nullable Throwable cause) {
        super(message, cause, Charge.NONE);
    }
}
