package io.snet4j.internal.transport;

/**
 * Bytes that a daemon may send in one answer of its own methods. The limit that a user may set is for the answers of
 * the service behind it alone.
 */
public final class AnswerLimit {
    /** What gRPC allows by itself: a page of some ten thousand models. */
    public static final int CONTROL = 4 << 20;

    /** Numbers, signatures, a token. */
    public static final int STATE = 64 << 10;

    private AnswerLimit() {}
}
