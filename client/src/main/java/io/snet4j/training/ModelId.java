package io.snet4j.training;

import io.snet4j.internal.text.ForeignText;

/**
 * Names a model at one daemon.
 *
 * @param value not blank
 */
public record ModelId(String value) {
    /** @throws IllegalArgumentException if {@code value} is blank */
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
