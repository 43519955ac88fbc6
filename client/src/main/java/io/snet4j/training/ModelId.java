package io.snet4j.training;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.snet4j.internal.text.ForeignText;

/**
 * Names a model at one daemon. Jackson writes and reads it as one string.
 *
 * @param value not blank
 * @since 0.1.0
 */
public record ModelId(@JsonValue String value) {
    /** @throws IllegalArgumentException if {@code value} is blank */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public ModelId {
        if (value.isBlank()) {
            throw new IllegalArgumentException("a model id cannot be blank");
        }
    }

    /** The bare id, but printable and short: {@link #value} for what the daemon said. */
    @Override
    public String toString() {
        return ForeignText.of(value);
    }
}
