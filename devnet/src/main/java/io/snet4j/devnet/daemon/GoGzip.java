package io.snet4j.devnet.daemon;

import io.grpc.Status;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipException;

/** Messages under gzip, and what servers in Go say of those that are none. */
final class GoGzip {
    private static final int SHORTEST_HEAD = 10;
    private static final int MAGIC = 0x1f8b08;

    private GoGzip() {}

    static byte[] compress(byte[] message) {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
            gzip.write(message);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return compressed.toByteArray();
    }

    /**
     * Reads no more than the limit.
     *
     * @param limit in bytes, of what comes out
     * @throws GrpcFailure INTERNAL for what is no gzip, RESOURCE_EXHAUSTED for what is longer than the limit
     */
    static byte[] decompress(byte[] compressed, int limit) {
        checkHead(compressed);
        byte[] message;
        try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(compressed))) {
            message = gzip.readNBytes(limit + 1);
        } catch (EOFException e) {
            throw unreadable(Texts.UNEXPECTED_END_OF_STREAM);
        } catch (ZipException e) {
            throw unreadable(reason(e));
        } catch (IOException e) {
            throw unreadable("" + e.getMessage());
        }
        if (message.length > limit) {
            throw new GrpcFailure(
                    Status.Code.RESOURCE_EXHAUSTED,
                    "grpc: received message after decompression larger than max " + limit);
        }
        return message;
    }

    private static void checkHead(byte[] compressed) {
        if (compressed.length < SHORTEST_HEAD) {
            throw internal("grpc: failed to decompress the message: "
                    + (compressed.length == 0 ? Texts.END_OF_STREAM : Texts.UNEXPECTED_END_OF_STREAM));
        }
        int magic = (compressed[0] & 0xff) << 16 | (compressed[1] & 0xff) << 8 | compressed[2] & 0xff;
        if (magic != MAGIC) {
            throw internal("grpc: failed to decompress the message: gzip: invalid header");
        }
    }

    private static String reason(ZipException e) {
        String text = "" + e.getMessage();
        if (text.contains("GZIP trailer")) {
            return "gzip: invalid checksum";
        }
        return text.contains("GZIP") ? "gzip: invalid header" : "flate: corrupt input before offset 1";
    }

    private static GrpcFailure unreadable(String reason) {
        return internal("grpc: failed to read decompressed data: " + reason);
    }

    private static GrpcFailure internal(String text) {
        return new GrpcFailure(Status.Code.INTERNAL, text);
    }
}
