package io.snet4j.devnet.fault;

/**
 * Finds the ends of calls in what a server sends by HTTP/2, which are headers that end their stream. Sees nothing in
 * what is not HTTP/2. Not thread-safe.
 */
final class ReplyEnds {
    private static final int HEAD = 9;
    private static final int TYPE = 3;
    private static final int FLAGS = 4;
    private static final int HEADERS = 1;
    private static final int END_STREAM = 1;

    /** The first byte of an HTTP/1.1 answer; of HTTP/2 it is that of a frame's length, and the first frame is short. */
    private static final int HTTP_1 = 'H';

    private final byte[] head = new byte[HEAD];
    private int headBytes;
    private int payloadLeft;
    private boolean first = true;
    private boolean blind;

    /** Whether a call's end begins or goes on in the next bytes of a connection. */
    boolean isIn(byte[] bytes, int length) {
        if (first && length > 0) {
            first = false;
            blind = bytes[0] == HTTP_1;
        }
        boolean found = false;
        for (int at = 0; at < length && !blind; ) {
            if (payloadLeft > 0) {
                int skipped = Math.min(payloadLeft, length - at);
                payloadLeft -= skipped;
                at += skipped;
            } else {
                head[headBytes++] = bytes[at++];
                found |= headBytes == HEAD && endsCall();
            }
        }
        return found;
    }

    private boolean endsCall() {
        headBytes = 0;
        payloadLeft = (head[0] & 0xff) << 16 | (head[1] & 0xff) << 8 | head[2] & 0xff;
        return head[TYPE] == HEADERS && (head[FLAGS] & END_STREAM) != 0;
    }
}
