package io.snet4j.provider;

/** A dataset that did not arrive as announced; the message is the reason that the model keeps. */
final class DatasetRefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    DatasetRefusedException(String reason) {
        super(reason);
    }
}
