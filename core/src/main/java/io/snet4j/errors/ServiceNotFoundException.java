package io.snet4j.errors;

import org.jspecify.annotations.Nullable;

/**
 * The Registry knows no such organization, service or group.
 *
 * @since 0.1.0
 */
public class ServiceNotFoundException extends NotFoundException {
    private static final long serialVersionUID = 1L;

    public ServiceNotFoundException(String message) {
        this(message, null);
    }

    public ServiceNotFoundException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
