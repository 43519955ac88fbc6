package io.snet4j.provider;

import io.snet4j.internal.text.ForeignText;

/** A dataset that did not arrive as announced; the message, printable and short, is the reason that the model keeps. */
final class DatasetRefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    DatasetRefusedException(String reason) {
        super(ForeignText.of(reason));
    }
}
