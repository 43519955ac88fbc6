package io.snet4j.cli.publish;

import io.snet4j.internal.text.ForeignText;

/**
 * What is wrong in a file.
 *
 * @param file as it was named
 * @param line from 1; 0 for the file as a whole
 * @param field {@code service.groups[0].price}; empty for the file as a whole
 * @param message what is wrong, and what is expected instead
 * @param warning whether it can be published all the same
 */
record Problem(String file, int line, String field, String message, boolean warning) {
    Problem {
        field = ForeignText.of(field, 400);
        message = ForeignText.of(message);
    }

    static Problem wrong(String file, int line, String field, String message) {
        return new Problem(file, line, field, message, false);
    }

    @Override
    public String toString() {
        return file + (line > 0 ? ":" + line : "") + ": " + (warning ? "warning: " : "")
                + (field.isEmpty() ? "" : field + ": ") + message;
    }
}
