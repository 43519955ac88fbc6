package io.snet4j.internal.core;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;

/** The body of an HTTP/1.1 answer: so many bytes, in chunks, or until the connection ends. */
final class ResponseBody extends InputStream {
    private static final long UNTIL_END = -1;
    private static final int MAX_LINE = 4 << 10;
    private static final int MAX_TRAILERS = 100;

    private final InputStream in;
    private final boolean chunked;

    /** Of the body, or of the chunk. */
    private long left;

    private boolean begun;
    private boolean done;

    private ResponseBody(InputStream in, boolean chunked, long left) {
        this.in = in;
        this.chunked = chunked;
        this.left = left;
    }

    static InputStream of(ResponseHead head, InputStream in) throws IOException {
        if (head.status() == 204 || head.status() == 304) {
            return InputStream.nullInputStream();
        }
        String encoding = head.field("transfer-encoding").orElse("").toLowerCase(Locale.ROOT);
        if (!encoding.isEmpty()) {
            if (!encoding.equals("chunked")) {
                throw new IOException("the answer comes in an encoding that was not asked for");
            }
            return new ResponseBody(in, true, 0);
        }
        String length = head.field("content-length").orElse("");
        if (!length.isEmpty() && !length.matches("\\d{1,18}")) {
            throw new IOException("the length of the answer is no number");
        }
        return new ResponseBody(in, false, length.isEmpty() ? UNTIL_END : Long.parseLong(length));
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (chunked && left == 0 && !done) {
            nextChunk();
        }
        if (done || left == 0) {
            return -1;
        }
        int count = in.read(into, offset, left == UNTIL_END ? length : (int) Math.min(length, left));
        if (left == UNTIL_END) {
            return count;
        }
        if (count < 0) {
            throw new EOFException("the connection was closed before the answer was complete");
        }
        left -= count;
        return count;
    }

    private void nextChunk() throws IOException {
        if (begun && !ResponseHead.line(in, MAX_LINE).isEmpty()) {
            throw new IOException("a chunk of the answer is longer than it says");
        }
        begun = true;
        String size = ResponseHead.line(in, MAX_LINE).split(";", 2)[0].strip();
        if (!size.matches("[0-9a-fA-F]{1,15}")) {
            throw new IOException("the size of a chunk of the answer is no number");
        }
        left = Long.parseLong(size, 16);
        if (left > 0) {
            return;
        }
        done = true;
        for (int trailers = 0; !ResponseHead.line(in, MAX_LINE).isEmpty(); trailers++) {
            if (trailers == MAX_TRAILERS) {
                throw new IOException("the answer has too many trailers");
            }
        }
    }
}
