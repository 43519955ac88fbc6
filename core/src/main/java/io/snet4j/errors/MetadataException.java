package io.snet4j.errors;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an organization or a service published of itself cannot be used: its metadata, or the archive of its API. The
 * message names field and value, or the archive's entry; its publisher has to correct it.
 *
 * @since 0.1.0
 */
public class MetadataException extends DependencyException {
    private static final long serialVersionUID = 1L;

    private final @Nullable String field;

    public MetadataException(String message) {
        this(message, null);
    }

    public MetadataException(String message, @Nullable Throwable cause) {
        this(message, null, cause);
    }

    public MetadataException(String message, @Nullable String field, @Nullable Throwable cause) {
        super(message, cause, Charge.NONE);
        this.field = field;
    }

    /** The field by its path, {@code groups[0].endpoints[1]}; empty if there is no JSON to have any. */
    public Optional<String> field() {
        return Optional.ofNullable(field);
    }
}
