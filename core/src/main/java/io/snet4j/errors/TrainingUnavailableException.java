package io.snet4j.errors;

import org.jspecify.annotations.Nullable;

/**
 * The service cannot be trained: its daemon says so.
 *
 * @since 0.1.0
 */
public class TrainingUnavailableException extends NotFoundException {
    private static final long serialVersionUID = 1L;

    public TrainingUnavailableException(String message) {
        this(message, null);
    }

    public TrainingUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
