package io.snet4j.provider;

/** A dataset that did not arrive as a whole, so that nobody can judge it; the message is the reason, for the log. */
final class DatasetLostException extends Exception {
    private static final long serialVersionUID = 1L;

    DatasetLostException(String reason) {
        super(reason);
    }
}
