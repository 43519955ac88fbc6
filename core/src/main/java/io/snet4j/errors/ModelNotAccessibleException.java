package io.snet4j.errors;

import org.jspecify.annotations.Nullable;

/**
 * No such model, or deleted, or another's that was not shared: the daemon gives these three one answer.
 *
 * @since 0.1.0
 */
public class ModelNotAccessibleException extends ModelNotFoundException {
    private static final long serialVersionUID = 1L;

    public ModelNotAccessibleException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
