package io.snet4j.publish;

import io.snet4j.internal.text.ForeignText;

/**
 * What is wrong with one field of a file.
 *
 * @param path of the field, {@code groups[0].pricing[1].price_in_cogs}; empty for the file as a whole
 * @param message what is wrong, and what is expected instead; one printable line
 * @since 0.1.0
 */
public record FileProblem(String path, String message) {
    private static final int MAX_PATH = 400;

    /** Makes both printable and short. */
    public FileProblem {
        path = ForeignText.of(path, MAX_PATH);
        message = ForeignText.of(message);
    }

    /** {@code path: message}, or the message alone. */
    @Override
    public String toString() {
        return path.isEmpty() ? message : path + ": " + message;
    }
}
