package io.snet4j.errors;

import org.jspecify.annotations.Nullable;

/**
 * No such model. Where the daemon does not tell that from a lack of access: {@link ModelNotAccessibleException}.
 *
 * @since 0.1.0
 */
public class ModelNotFoundException extends NotFoundException {
    private static final long serialVersionUID = 1L;

    public ModelNotFoundException(String message) {
        this(message, null);
    }

    public ModelNotFoundException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
