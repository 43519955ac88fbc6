package io.snet4j.errors;

import org.jspecify.annotations.Nullable;

/**
 * This version of the daemon cannot take a dataset by stream, or is not known to. Nothing was paid. Give the dataset by
 * link instead.
 *
 * @since 0.1.0
 */
public class StreamingUploadUnsupportedException extends ServiceCallException {
    private static final long serialVersionUID = 1L;

    public StreamingUploadUnsupportedException(String message) {
        this(message, null);
    }

    public StreamingUploadUnsupportedException(String message, @Nullable Throwable cause) {
        super(message, cause, Charge.NONE);
    }
}
