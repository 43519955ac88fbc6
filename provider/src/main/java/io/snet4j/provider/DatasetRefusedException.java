package io.snet4j.provider;

import io.snet4j.internal.text.ForeignText;

/** A dataset that this provider does not take, whatever is in it; the message, printable and short, is the reason. */
final class DatasetRefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    DatasetRefusedException(String reason) {
        super(ForeignText.of(reason));
    }
}
