package io.snet4j.hostile.bombs;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Ethereum nodes that answer what the contracts are asked with more than anybody asked for. Each has a port. */
final class NodeBombs implements AutoCloseable {
    /** @param outcomes of a question to the Registry */
    record Stranger(WebServer server, Set<String> outcomes) {}

    /** What cannot be used is the first; the others are for what a node fails or refuses to answer. */
    private static final Set<String> REFUSED =
            Set.of("ChainException", "NodeUnavailableException", "NodeRefusedException");

    private static final Set<String> SLOW =
            Set.of("NodeUnavailableException", "NodeRefusedException", "DeadlineExceededException");
    private static final Pattern ID = Pattern.compile("\"id\":\\s*(\\d+)");
    /** Before, the JDK's own client refuses such heads, too, but never closes the connection. */
    private static final int HEADS_SINCE = 21;

    private static final String WORD = "%064x";

    final Map<String, Stranger> all = new LinkedHashMap<>();
    private final HttpClient http = HttpClient.newHttpClient();
    private final URI node;

    NodeBombs(URI node) throws IOException {
        this.node = node;
        bodies();
        values();
        heads();
        if (Runtime.version().feature() >= HEADS_SINCE) {
            endlessHeads();
        }
    }

    private void bodies() throws IOException {
        add("a hundred MiB of blanks", REFUSED, (id, out) -> {
            out.write(WebServer.ascii("HTTP/1.1 200 OK\r\nContent-Length: 104857600\r\n\r\n"));
            blanks(out, 100);
        });
        add("a body without an end", REFUSED, (id, out) -> {
            out.write(WebServer.ascii("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n"));
            blanks(out, Integer.MAX_VALUE);
        });
        add("a body in pieces of one byte without an end", REFUSED, (id, out) -> {
            out.write(WebServer.ascii("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"));
            while (true) {
                out.write(WebServer.ascii("1\r\n \r\n"));
            }
        });
        add("lists in lists, a million deep", REFUSED, result("[".repeat(1_000_000)));
        add("a list of a million lists", REFUSED, result("[" + "[],".repeat(1_000_000) + "[]]"));
        add("a number of three million digits", REFUSED, result("9".repeat(3_000_000)));
        add("a number of 10^999999999", REFUSED, result("1e999999999"));
        add(
                "an error of three million letters",
                REFUSED,
                (id, out) -> json(
                        out,
                        "{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"error\":{\"code\":3,\"message\":\""
                                + "x\\u001b".repeat(400_000) + "\"}}"));
        add(
                "a revert with three million bytes of reason",
                REFUSED,
                (id, out) -> json(
                        out,
                        "{\"jsonrpc\":\"2.0\",\"id\":" + id
                                + ",\"error\":{\"code\":3,\"message\":\"execution reverted\",\"data\":\"0x08c379a0"
                                + WORD.formatted(32) + WORD.formatted(1_000_000) + "41".repeat(1_000_000) + "\"}}"));
    }

    /** What the contract is said to have answered. */
    private void values() throws IOException {
        add("a list of 2^255 entries", REFUSED, result(hex(WORD.formatted(32) + "8" + "0".repeat(63))));
        add(
                "a list of two thousand million entries",
                REFUSED,
                result(hex(WORD.formatted(32) + WORD.formatted(Integer.MAX_VALUE))));
        add("a list that begins where it says it ends", REFUSED, result(hex("f".repeat(64) + "f".repeat(64))));
        add(
                "a list of thirty thousand entries",
                Set.of(Bomb.SERVED, "ChainException", "NodeUnavailableException", "NodeRefusedException"),
                result(hex(WORD.formatted(32) + WORD.formatted(30_000) + "61".repeat(32 * 30_000))));
        add(
                "a number of three million zeros",
                Set.of(
                        Bomb.SERVED,
                        "ServiceNotFoundException",
                        "ChainException",
                        "NodeUnavailableException",
                        "NodeRefusedException"),
                result(hex("0".repeat(3_000_000))));
        add("an odd number of digits", REFUSED, result(hex("0".repeat(63))));
        add("letters that are no digits", REFUSED, result(hex("z".repeat(128))));
        add("true", REFUSED, result("true"));
    }

    private void endlessHeads() throws IOException {
        add("64 MiB of headers", REFUSED, (id, out) -> {
            out.write(WebServer.ascii("HTTP/1.1 200 OK\r\nX: "));
            blanks(out, 64);
        });
        add("headers without an end", REFUSED, (id, out) -> {
            out.write(WebServer.ascii("HTTP/1.1 200 OK\r\n"));
            while (true) {
                out.write(WebServer.ascii("X: y\r\n"));
            }
        });
        add("promises without an end", SLOW, (id, out) -> {
            while (true) {
                out.write(WebServer.ascii("HTTP/1.1 102 Processing\r\n\r\n"));
            }
        });
    }

    private void heads() throws IOException {
        add(
                "a way in a circle",
                REFUSED,
                (id, out) -> out.write(WebServer.ascii(
                        "HTTP/1.1 307 Go\r\nLocation: /\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")));
        add(
                "a wait of thirty thousand years",
                REFUSED,
                (id, out) -> out.write(
                        WebServer.ascii(
                                "HTTP/1.1 429 Wait\r\nRetry-After: 999999999999\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")));
        add(
                "a length of less than nothing",
                REFUSED,
                (id, out) -> out.write(WebServer.ascii("HTTP/1.1 200 OK\r\nContent-Length: -9\r\n\r\n")));
        add("a byte each now and then", SLOW, (id, out) -> {
            out.write(WebServer.ascii("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n"));
            while (true) {
                out.write(' ');
                out.flush();
                Thread.sleep(100);
            }
        });
    }

    private interface Answer {
        void to(String id, OutputStream out) throws IOException, InterruptedException;
    }

    private static String hex(String digits) {
        return "\"0x" + digits + "\"";
    }

    private static Answer result(String value) {
        return (id, out) -> json(out, "{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"result\":" + value + "}");
    }

    private static void json(OutputStream out, String text) throws IOException {
        WebServer.answer(out, 200, WebServer.ascii(text));
    }

    private static void blanks(OutputStream out, int mebibytes) throws IOException {
        byte[] blanks = new byte[1 << 20];
        Arrays.fill(blanks, (byte) ' ');
        for (int i = 0; i < mebibytes; i++) {
            out.write(blanks);
        }
    }

    private void add(String name, Set<String> outcomes, Answer answer) throws IOException {
        WebServer server = WebServer.of((request, out) -> {
            String body = new String(request.body(), java.nio.charset.StandardCharsets.UTF_8);
            Matcher id = ID.matcher(body);
            if (body.contains("\"eth_call\"") && id.find()) {
                answer.to(id.group(1), out);
            } else {
                WebServer.answer(out, 200, forward(request.body()));
            }
        });
        all.put(name, new Stranger(server, outcomes));
    }

    private byte[] forward(byte[] request) throws IOException, InterruptedException {
        return http.send(
                        HttpRequest.newBuilder(node)
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofByteArray(request))
                                .build(),
                        HttpResponse.BodyHandlers.ofByteArray())
                .body();
    }

    @Override
    public void close() throws IOException {
        List<WebServer> servers = new ArrayList<>();
        all.values().forEach(stranger -> servers.add(stranger.server()));
        for (WebServer server : servers) {
            server.close();
        }
    }
}
