package io.snet4j.errors;

import org.jspecify.annotations.Nullable;

/** What an organization or a service published of itself cannot be used. The message names field and value; its publisher has to correct it. */
public class MetadataException extends DependencyException {
    private static final long serialVersionUID = 1L;

    public MetadataException(String message) {
        this(message, null);
    }

    public MetadataException(String message, @Nullable Throwable cause) {
        super(message, cause, Charge.NONE);
    }
}
