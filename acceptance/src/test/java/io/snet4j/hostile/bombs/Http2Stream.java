package io.snet4j.hostile.bombs;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** One stream of HTTP/2, written frame by frame, so that it can be written as no library would. */
final class Http2Stream {
    static final int DATA = 0;
    static final int HEADERS = 1;
    static final int RST_STREAM = 3;
    static final int SETTINGS = 4;
    static final int PING = 6;
    static final int GOAWAY = 7;
    static final int WINDOW_UPDATE = 8;
    static final int CONTINUATION = 9;
    private static final int END_STREAM = 1;
    private static final int END_HEADERS = 4;
    private static final int ACK = 1;
    private static final int LARGEST_FRAME = 16_384;
    private static final int PREFACE = 24;
    private static final byte[] STATUS_200 = {(byte) 0x88};

    /** Answers one call. */
    interface Answer {
        void to(Http2Stream call) throws IOException, InterruptedException;
    }

    private final OutputStream out;
    private final int id;

    private Http2Stream(OutputStream out, int id) {
        this.out = out;
        this.id = id;
    }

    /** @param settings the payload of the server's first frame */
    static void serve(InputStream in, OutputStream out, byte[] settings, Answer answer)
            throws IOException, InterruptedException {
        in.readNBytes(PREFACE);
        Http2Stream connection = new Http2Stream(out, 0);
        connection.frame(SETTINGS, 0, settings);
        out.flush();
        while (true) {
            byte[] head = in.readNBytes(9);
            if (head.length < 9) {
                return;
            }
            ByteBuffer fields = ByteBuffer.wrap(head);
            int length = fields.getInt(0) >>> 8;
            int type = head[3];
            int flags = head[4];
            byte[] payload = in.readNBytes(length);
            if (type == SETTINGS && (flags & ACK) == 0) {
                connection.frame(SETTINGS, ACK, new byte[0]);
            } else if (type == PING && (flags & ACK) == 0) {
                connection.frame(PING, ACK, payload);
            } else if ((type == DATA || type == HEADERS) && (flags & END_STREAM) != 0) {
                answer.to(new Http2Stream(out, fields.getInt(5)));
            }
            out.flush();
        }
    }

    Http2Stream connection() {
        return new Http2Stream(out, 0);
    }

    void frame(int type, int flags, byte[] payload) throws IOException {
        frame(type, flags, payload.length, payload);
    }

    /** @param length that it says it has */
    void frame(int type, int flags, int length, byte[] payload) throws IOException {
        ByteBuffer head = ByteBuffer.allocate(9);
        head.putInt(length << 8 | type);
        head.put((byte) flags);
        head.putInt(id);
        out.write(head.array());
        out.write(payload);
    }

    void flush() throws IOException {
        out.flush();
    }

    /** The beginning of an answer as gRPC has it. */
    void begin(byte[]... more) throws IOException {
        headers(false, join(join(STATUS_200, header("content-type", "application/grpc")), join(more)));
    }

    void end(byte[]... more) throws IOException {
        headers(true, join(header("grpc-status", "0"), join(more)));
    }

    /** As many frames as it takes. */
    void headers(boolean last, byte[] block) throws IOException {
        int length = Math.min(block.length, LARGEST_FRAME);
        int ends = block.length == length ? END_HEADERS : 0;
        frame(HEADERS, ends | (last ? END_STREAM : 0), Arrays.copyOf(block, length));
        for (int at = length; at < block.length; at += length) {
            length = Math.min(block.length - at, LARGEST_FRAME);
            frame(
                    CONTINUATION,
                    at + length == block.length ? END_HEADERS : 0,
                    Arrays.copyOfRange(block, at, at + length));
        }
    }

    /** A message, behind its length. */
    void message(boolean packed, byte[] bytes) throws IOException {
        ByteBuffer message = ByteBuffer.allocate(5 + bytes.length);
        message.put((byte) (packed ? 1 : 0)).putInt(bytes.length).put(bytes);
        byte[] all = message.array();
        for (int at = 0; at < all.length; at += LARGEST_FRAME) {
            frame(DATA, 0, Arrays.copyOfRange(all, at, Math.min(all.length, at + LARGEST_FRAME)));
        }
    }

    /** A header in HPACK's plainest form. */
    static byte[] header(String name, String value) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(0);
        text(bytes, name);
        text(bytes, value);
        return bytes.toByteArray();
    }

    private static void text(ByteArrayOutputStream bytes, String text) {
        int rest = text.length() - 127;
        if (rest < 0) {
            bytes.write(text.length());
        } else {
            bytes.write(127);
            for (; rest >= 128; rest >>= 7) {
                bytes.write(rest & 127 | 128);
            }
            bytes.write(rest);
        }
        bytes.writeBytes(WebServer.ascii(text));
    }

    static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
