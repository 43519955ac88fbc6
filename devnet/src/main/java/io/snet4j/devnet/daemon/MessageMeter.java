package io.snet4j.devnet.daemon;

import com.linecorp.armeria.common.HttpData;
import io.grpc.Status;
import java.io.ByteArrayOutputStream;
import java.util.Optional;

/**
 * Watches one direction of a call go by and measures its messages by their five-byte heads, without decoding any. The
 * daemon refuses a message that is longer than its limit as soon as it sees the head, and one that is marked wrongly as
 * soon as it has it all. Messages under gzip are held until they are whole and go on without it. Used by one thread at
 * a time.
 */
final class MessageMeter {
    static final int HEAD = 5;

    private static final int COMPRESSED = 1;

    private final int limit;
    private final boolean gzip;
    private final boolean firstOnly;
    private final ByteArrayOutputStream held = new ByteArrayOutputStream();
    private int headBytes;
    private int format;
    private long length;
    private long rest;
    private int messages;
    private volatile Optional<GrpcFailure> failure = Optional.empty();

    private MessageMeter(int limit, boolean gzip, boolean firstOnly) {
        this.limit = limit;
        this.gzip = gzip;
        this.firstOnly = firstOnly;
    }

    /**
     * @param limit in bytes, of one message without its head, compressed or not
     * @param gzip whether messages may be compressed with it
     */
    static MessageMeter ofStream(int limit, boolean gzip) {
        return new MessageMeter(limit, gzip, false);
    }

    /** As above, of a call that has one message: looks at none behind it. */
    static MessageMeter ofUnary(int limit, boolean gzip) {
        return new MessageMeter(limit, gzip, true);
    }

    /**
     * @return what goes on: the same, or without gzip
     * @throws GrpcFailure RESOURCE_EXHAUSTED for a message over the limit, INTERNAL for one that is marked wrongly
     */
    HttpData measure(HttpData data) {
        byte[] bytes = data.array();
        ByteArrayOutputStream plain = new ByteArrayOutputStream();
        int at = 0;
        while (at < bytes.length && !(firstOnly && hasFirst())) {
            if (headBytes < HEAD) {
                head(bytes[at++]);
            } else {
                int step = (int) Math.min(rest, bytes.length - at);
                if (gzip) {
                    held.write(bytes, at, step);
                }
                rest -= step;
                at += step;
            }
            if (headBytes == HEAD && rest == 0) {
                finish(plain);
            }
        }
        return gzip ? HttpData.wrap(plain.toByteArray()).withEndOfStream(data.isEndOfStream()) : data;
    }

    private void head(byte next) {
        // The first byte of a head says whether the message is compressed; the other four are its length.
        if (headBytes == 0) {
            format = next & 0xff;
        } else {
            length = length << 8 | next & 0xff;
        }
        headBytes++;
        if (headBytes < HEAD) {
            return;
        }
        if (length > limit) {
            throw fail(new GrpcFailure(
                    Status.Code.RESOURCE_EXHAUSTED,
                    "grpc: received message larger than max (" + length + " vs. " + limit + ")"));
        }
        rest = length;
    }

    private void finish(ByteArrayOutputStream plain) {
        if (format > COMPRESSED) {
            throw fail(new GrpcFailure(Status.Code.INTERNAL, "grpc: received unexpected payload format " + format));
        }
        if (format == COMPRESSED && !gzip) {
            throw fail(
                    new GrpcFailure(Status.Code.INTERNAL, "grpc: compressed flag set with identity or empty encoding"));
        }
        if (gzip) {
            byte[] message = held.toByteArray();
            held.reset();
            plain.writeBytes(framed(format == COMPRESSED ? decompress(message) : message, false));
        }
        messages++;
        headBytes = 0;
        length = 0;
    }

    private byte[] decompress(byte[] message) {
        try {
            return GoGzip.decompress(message, limit);
        } catch (GrpcFailure e) {
            throw fail(e);
        }
    }

    /** A message behind its head. */
    static byte[] framed(byte[] message, boolean compressed) {
        byte[] framed = new byte[HEAD + message.length];
        framed[0] = (byte) (compressed ? COMPRESSED : 0);
        for (int i = 1; i < HEAD; i++) {
            framed[i] = (byte) (message.length >>> 8 * (HEAD - 1 - i));
        }
        System.arraycopy(message, 0, framed, HEAD, message.length);
        return framed;
    }

    /** The length that the head at a place tells. */
    static int length(byte[] framed, int at) {
        int length = 0;
        for (int i = 1; i < HEAD; i++) {
            length = length << 8 | framed[at + i] & 0xff;
        }
        return length;
    }

    private GrpcFailure fail(GrpcFailure cause) {
        failure = Optional.of(cause);
        return cause;
    }

    /** Whether the first message went by as a whole. */
    boolean hasFirst() {
        return messages > 0;
    }

    /** What the daemon says of a stream that is over before there is another message. */
    GrpcFailure end(Status.Code ofCutMessage) {
        return headBytes == HEAD
                ? new GrpcFailure(ofCutMessage, Texts.UNEXPECTED_END_OF_STREAM)
                : GrpcFailure.unknown(Texts.END_OF_STREAM);
    }

    /** Why the stream was stopped here, if it was. */
    Optional<GrpcFailure> failure() {
        return failure;
    }
}
