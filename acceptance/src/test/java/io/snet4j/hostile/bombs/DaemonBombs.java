package io.snet4j.hostile.bombs;

import static io.snet4j.hostile.bombs.Http2Stream.header;

import io.snet4j.testing.OnePort;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPOutputStream;

/** Daemons whose every answer is more than anybody asked for. Each has a port of its own. */
final class DaemonBombs implements AutoCloseable {
    /** @param outcomes of any call */
    record Stranger(WebServer server, Set<String> outcomes) {}

    private static final String TOO_SLOW = "DeadlineExceededException";

    /** Frames that are against the rules of HTTP/2. */
    private static final Set<String> BROKEN = Set.of("ServiceCallException", "DaemonUnavailableException", TOO_SLOW);

    /** Frames as they should be, around what is no answer. */
    private static final Set<String> UNREADABLE = Set.of("UnreadableAnswerException", TOO_SLOW);

    private static final Set<String> SLOW = Set.of(TOO_SLOW);
    private static final byte[] NO_SETTINGS = {};

    /** Initial window of streams: nothing. */
    private static final byte[] NO_WINDOW = {0, 4, 0, 0, 0, 0};

    final Map<String, Stranger> all = new LinkedHashMap<>();
    private final List<WebServer> servers = new ArrayList<>();

    DaemonBombs() throws IOException {
        headers();
        messages();
        frames();
        pages();
    }

    private void headers() throws IOException {
        add("64 MiB of headers", BROKEN, call -> call.headers(false, header("a", "x".repeat(64 << 20))));
        byte[] small = header("a", "b");
        byte[] many = new byte[small.length * 200_000];
        for (int i = 0; i < many.length; i++) {
            many[i] = small[i % small.length];
        }
        add("two hundred thousand headers", BROKEN, call -> call.headers(false, many));
        add("headers without an end", BROKEN, call -> {
            call.frame(Http2Stream.HEADERS, 0, header("a", "b"));
            while (true) {
                call.frame(Http2Stream.CONTINUATION, 0, header("a", "b"));
            }
        });
        add("16 MiB of trailers", BROKEN, call -> {
            call.begin();
            call.end(header("grpc-message", "x".repeat(16 << 20)));
        });
        add("a status beyond all numbers", BROKEN, call -> {
            call.begin();
            call.headers(true, header("grpc-status", "9".repeat(4000)));
        });
        add(
                "names in the headers' table that were never put there",
                BROKEN,
                call -> call.headers(false, new byte[] {-1, -1, -1, -1, 15}));
    }

    private void messages() throws IOException {
        add("a message that says it has 4 GiB", UNREADABLE, call -> {
            call.begin();
            call.frame(Http2Stream.DATA, 0, new byte[] {0, -1, -1, -1, -1});
        });
        byte[] packed = packed(64 << 20);
        add("a message that unpacks to 64 MiB", UNREADABLE, call -> {
            call.begin(header("grpc-encoding", "gzip"));
            call.message(true, packed);
            call.end();
        });
        add("a message of groups in groups, a million deep", UNREADABLE, call -> {
            byte[] groups = new byte[60_000];
            Arrays.fill(groups, (byte) 0x7b);
            call.begin();
            call.message(false, groups);
            call.end();
        });
        add("answers without an end", UNREADABLE, call -> {
            call.begin();
            while (true) {
                call.message(false, new byte[0]);
                call.flush();
            }
        });
        add("an encoding that nobody knows", UNREADABLE, call -> {
            call.begin(header("grpc-encoding", "x".repeat(4000)));
            call.message(true, new byte[100]);
            call.end();
        });
    }

    private void frames() throws IOException {
        add("a goodbye before each answer", BROKEN, call -> call.connection()
                .frame(Http2Stream.GOAWAY, 0, new byte[8]));
        add("a reset for each call", BROKEN, call -> call.frame(Http2Stream.RST_STREAM, 0, new byte[] {0, 0, 0, 11}));
        add("a window beyond all windows", BROKEN, call -> {
            byte[] most = ByteBuffer.allocate(4).putInt(Integer.MAX_VALUE).array();
            call.connection().frame(Http2Stream.WINDOW_UPDATE, 0, most);
            call.connection().frame(Http2Stream.WINDOW_UPDATE, 0, most);
        });
        add("a frame of 16 MiB", BROKEN, call -> call.frame(Http2Stream.DATA, 0, 0xffffff, new byte[1 << 20]));
        add("settings and pings without an end", BROKEN, call -> {
            while (true) {
                call.connection().frame(Http2Stream.SETTINGS, 0, NO_SETTINGS);
                call.connection().frame(Http2Stream.PING, 0, new byte[8]);
                call.flush();
            }
        });
        add("headers, a byte each now and then", SLOW, call -> {
            call.frame(Http2Stream.HEADERS, 0, new byte[0]);
            while (true) {
                call.frame(Http2Stream.CONTINUATION, 0, new byte[0]);
                call.flush();
                Thread.sleep(200);
            }
        });
        server("no window to send into", SLOW, NO_WINDOW, page(OnePort.ON), call -> {});
        add("silence", SLOW, call -> {});
    }

    private void pages() throws IOException {
        Http2Stream.Answer silence = call -> {};
        server(
                "a heartbeat page without an end",
                SLOW,
                NO_SETTINGS,
                out -> {
                    out.write(WebServer.ascii("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n{\"daemonID\":\""));
                    while (true) {
                        out.write(new byte[1 << 16]);
                    }
                },
                silence);
        server(
                "a heartbeat page that is nested a hundred thousand deep",
                SLOW,
                NO_SETTINGS,
                page("{\"a\":".repeat(100_000)),
                silence);
        server(
                "a heartbeat page that leads in a circle",
                SLOW,
                NO_SETTINGS,
                out -> out.write(
                        WebServer.ascii(
                                "HTTP/1.1 302 Found\r\nLocation: /heartbeat\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")),
                silence);
        raw("a port that speaks no HTTP/2", BROKEN, WebServer.raw((in, out) -> {
            in.read();
            while (true) {
                out.write(WebServer.ascii("220 smtp ready\r\n"));
            }
        }));
        raw("a port that hangs up", BROKEN, WebServer.raw((in, out) -> in.read()));
    }

    private void add(String name, Set<String> outcomes, Http2Stream.Answer answer) throws IOException {
        server(name, outcomes, NO_SETTINGS, page(OnePort.ON), answer);
    }

    private interface Page {
        void to(OutputStream out) throws IOException;
    }

    private static Page page(String text) {
        return out -> WebServer.answer(out, 200, WebServer.ascii(text));
    }

    private void server(String name, Set<String> outcomes, byte[] settings, Page page, Http2Stream.Answer answer)
            throws IOException {
        raw(name, outcomes, WebServer.raw((in, out) -> {
            in.mark(4);
            boolean http2 = Arrays.equals(in.readNBytes(3), WebServer.ascii("PRI"));
            in.reset();
            if (http2) {
                Http2Stream.serve(in, out, settings, answer);
            } else {
                WebServer.read(in);
                page.to(out);
            }
        }));
    }

    private void raw(String name, Set<String> outcomes, WebServer server) {
        servers.add(server);
        all.put(name, new Stranger(server, outcomes));
    }

    private static byte[] packed(int length) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(new byte[length]);
        }
        return bytes.toByteArray();
    }

    @Override
    public void close() throws IOException {
        for (WebServer server : servers) {
            server.close();
        }
    }
}
