package io.snet4j.payment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.snet4j.value.Address;
import io.snet4j.value.Wei;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;

/** Passes everything on to a real node, and changes some of its answers. */
final class LyingNode implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final URI node;
    private final HttpClient http = HttpClient.newHttpClient();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;
    private final Map<String, UnaryOperator<ObjectNode>> lies = new ConcurrentHashMap<>();

    LyingNode(URI node) {
        this.node = node;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** @param lie changes the whole answer to a method */
    LyingNode about(String method, UnaryOperator<ObjectNode> lie) {
        lies.put(method, lie);
        return this;
    }

    LyingNode says(String method, BigInteger quantity) {
        return about(method, answer -> answer.put("result", hex(quantity)));
    }

    LyingNode refuses(String method, String message) {
        return about(method, answer -> {
            answer.remove("result");
            answer.putObject("error").put("code", -32000).put("message", message);
            return answer;
        });
    }

    /** Changes a field of the result, where there is one. */
    LyingNode says(String method, String field, UnaryOperator<BigInteger> lie) {
        return about(method, answer -> {
            if (answer.path("result") instanceof ObjectNode result && result.hasNonNull(field)) {
                BigInteger truth = new BigInteger(result.path(field).asText().substring(2), 16);
                result.put(field, hex(lie.apply(truth)));
            }
            return answer;
        });
    }

    private static String hex(BigInteger value) {
        return "0x" + value.toString(16);
    }

    /** In truth. */
    Wei ether(Address account) {
        return new Wei(quantity("eth_getBalance", account));
    }

    /** In truth. */
    BigInteger transactions(Address account) {
        return quantity("eth_getTransactionCount", account);
    }

    private BigInteger quantity(String method, Address account) {
        ObjectNode request =
                JSON.createObjectNode().put("jsonrpc", "2.0").put("id", 1).put("method", method);
        request.putArray("params").add(account.toString()).add("latest");
        try {
            return new BigInteger(forward(request).path("result").asText().substring(2), 16);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            JsonNode request = JSON.readTree(exchange.getRequestBody());
            ObjectNode truth = forward(request);
            byte[] answer = JSON.writeValueAsBytes(
                    lies.getOrDefault(request.path("method").asText(), UnaryOperator.identity())
                            .apply(truth));
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
        }
    }

    private ObjectNode forward(JsonNode request) throws IOException {
        try {
            String answer = http.send(
                            HttpRequest.newBuilder(node)
                                    .header("Content-Type", "application/json")
                                    .POST(HttpRequest.BodyPublishers.ofString(request.toString()))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
            return (ObjectNode) JSON.readTree(answer);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
