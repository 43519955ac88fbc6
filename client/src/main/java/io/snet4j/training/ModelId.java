package io.snet4j.training;

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

    /** The bare id. */
    @Override
    public String toString() {
        return value;
    }
}
