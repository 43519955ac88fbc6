package io.snet4j.provider;

/** A dataset that this provider does not take, whatever is in it; the message is the reason. */
final class DatasetRefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    DatasetRefusedException(String reason) {
        super(reason);
    }
}
