package io.snet4j.devnet.daemon;

import com.linecorp.armeria.common.HttpData;
import io.grpc.Status;
import java.util.Optional;

/**
 * Watches one direction of a call go by and measures its messages by their five-byte heads, without holding or decoding
 * any. The daemon refuses a message that is longer than its limit as soon as it sees the head. Used by one thread at a
 * time.
 */
final class MessageMeter {
    private static final int HEAD = 5;

    private final int limit;
    private int headBytes;
    private long length;
    private long rest;
    private int messages;
    private volatile Optional<GrpcFailure> failure = Optional.empty();

    /** @param limit in bytes, of one message without its head */
    MessageMeter(int limit) {
        this.limit = limit;
    }

    /** @throws GrpcFailure RESOURCE_EXHAUSTED for a message over the limit */
    HttpData measure(HttpData data) {
        byte[] bytes = data.array();
        int at = 0;
        while (at < bytes.length) {
            if (rest > 0) {
                int step = (int) Math.min(rest, bytes.length - at);
                rest -= step;
                at += step;
            } else {
                head(bytes[at++]);
            }
        }
        return data;
    }

    private void head(byte next) {
        // The first byte of a head says whether the message is compressed; the other four are its length.
        if (headBytes > 0) {
            length = length << 8 | next & 0xff;
        }
        headBytes++;
        if (headBytes < HEAD) {
            return;
        }
        if (length > limit) {
            GrpcFailure tooLarge = new GrpcFailure(
                    Status.Code.RESOURCE_EXHAUSTED,
                    "grpc: received message larger than max (" + length + " vs. " + limit + ")");
            failure = Optional.of(tooLarge);
            throw tooLarge;
        }
        messages++;
        rest = length;
        headBytes = 0;
        length = 0;
    }

    /** Whether the first message went by as a whole. */
    boolean hasFirst() {
        return messages > 1 || messages == 1 && rest == 0;
    }

    /** Why the stream was stopped here, if it was. */
    Optional<GrpcFailure> failure() {
        return failure;
    }
}
