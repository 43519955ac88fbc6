package io.snet4j.errors;

import org.jspecify.annotations.Nullable;

/** No such model, or no access to it: on the wire the two are often one answer; the message says which of them it may be. */
public class ModelNotFoundException extends NotFoundException {
    private static final long serialVersionUID = 1L;

    public ModelNotFoundException(String message) {
        this(message, null);
    }

    public ModelNotFoundException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
