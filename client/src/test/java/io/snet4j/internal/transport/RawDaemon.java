package io.snet4j.internal.transport;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaders;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.server.Server;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.Supplier;
import java.util.zip.GZIPOutputStream;

/** Answers every call with the same bytes, whatever they are. */
final class RawDaemon implements AutoCloseable {
    static final HttpHeaders ALL_WELL = HttpHeaders.of("grpc-status", "0");

    private final Server server;
    private volatile Supplier<HttpResponse> answer = () -> HttpResponse.of(404);

    RawDaemon() {
        server = Server.builder()
                .http(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .serviceUnder(
                        "/",
                        (context, request) ->
                                HttpResponse.of(request.aggregate().thenApply(all -> answer.get())))
                .build();
        server.start().join();
    }

    /** @param made anew for each call */
    void answer(Supplier<HttpResponse> made) {
        answer = made;
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.activeLocalPort());
    }

    /** Well by its headers. */
    static HttpResponse grpc(byte[] body, HttpHeaders trailers, String... headers) {
        var all = ResponseHeaders.builder(200).add("content-type", "application/grpc");
        for (int i = 0; i < headers.length; i += 2) {
            all.add(headers[i], headers[i + 1]);
        }
        return body.length == 0
                ? HttpResponse.of(all.build(), HttpData.empty(), trailers)
                : HttpResponse.of(all.build(), HttpData.wrap(body), trailers);
    }

    /** gRPC's frame around a message. */
    static byte[] frame(int flags, byte[] message) {
        return announced(flags, message.length, message);
    }

    static byte[] announced(int flags, int length, byte[] message) {
        return ByteBuffer.allocate(5 + message.length)
                .put((byte) flags)
                .putInt(length)
                .put(message)
                .array();
    }

    static byte[] joined(byte[] first, byte[] second) {
        byte[] all = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        return all;
    }

    static byte[] repeated(byte[] piece, int times) {
        byte[] all = new byte[piece.length * times];
        for (int i = 0; i < times; i++) {
            System.arraycopy(piece, 0, all, i * piece.length, piece.length);
        }
        return all;
    }

    static byte[] gzip(byte[] plain) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(plain);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }

    @Override
    public void close() {
        server.stop().join();
    }
}
