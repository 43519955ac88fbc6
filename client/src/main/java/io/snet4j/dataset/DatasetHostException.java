package io.snet4j.dataset;

import io.snet4j.errors.DependencyException;
import org.jspecify.annotations.Nullable;

/**
 * A dataset could not be brought to where its provider fetches it. Nothing was paid.
 *
 * @since 0.1.0
 */
public class DatasetHostException extends DependencyException {
    private static final long serialVersionUID = 1L;

    public DatasetHostException(String message) {
        this(message, null);
    }

    public DatasetHostException(String message, @Nullable Throwable cause) {
        super(message, cause, Charge.NONE);
    }
}
