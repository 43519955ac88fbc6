package io.snet4j.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Predicate;

/** An Ethereum node that answers what a test tells it to, for faults that a real one cannot be brought to. */
public final class ScriptedNode implements AutoCloseable {
    static {
        // Otherwise each answer waits 40 ms for an acknowledgement.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final ObjectMapper json = new ObjectMapper();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;
    private final Map<String, Function<JsonNode, Answer>> script = new ConcurrentHashMap<>();
    private final AtomicInteger posts = new AtomicInteger();
    private volatile boolean takesBatches;
    private volatile Predicate<JsonNode> hangsUp = request -> false;
    private final List<JsonNode> requests = new CopyOnWriteArrayList<>();

    /** What goes over the wire: an HTTP status and a body in place of which the handler may do anything else. */
    public record Answer(int status, String body, Map<String, String> headers) {
        public Answer(int status, String body) {
            this(status, body, Map.of());
        }

        public Answer with(String header, String value) {
            return new Answer(status, body, Map.of(header, value));
        }

        public static Answer result(String json) {
            return new Answer(200, "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":" + json + "}");
        }

        public static Answer error(String json) {
            return new Answer(200, "{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":" + json + "}");
        }
    }

    public ScriptedNode() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    public ScriptedNode on(String method, String resultJson) {
        return on(method, parameters -> Answer.result(resultJson));
    }

    public ScriptedNode on(String method, Function<JsonNode, Answer> answer) {
        script.put(method, answer);
        return this;
    }

    /** The parameters of each request for a method, in order. */
    public List<JsonNode> requests(String method) {
        return requests.stream()
                .filter(request -> request.path("method").asText().equals(method))
                .map(request -> request.path("params"))
                .toList();
    }

    /** From now on it takes several requests in one, and leaves out of the answer what has an empty body. */
    public ScriptedNode takingBatches() {
        takesBatches = true;
        return this;
    }

    /** From now on it closes the connection at such a request; several in one are an array. */
    public ScriptedNode hangingUpOn(Predicate<JsonNode> which) {
        hangsUp = which;
        return this;
    }

    /** How often it was asked, for one thing or for several. */
    public int posts() {
        return posts.get();
    }

    private Answer answer(JsonNode request) {
        requests.add(request);
        return script.getOrDefault(
                        request.path("method").asText(),
                        parameters -> Answer.error("{\"code\":-32601,\"message\":\"Method not found\"}"))
                .apply(request.path("params"));
    }

    /** In the wrong order, as a node may answer. */
    private Answer answers(JsonNode batch) throws IOException {
        ArrayNode all = json.createArrayNode();
        for (JsonNode request : batch) {
            String body = answer(request).body();
            if (!body.isEmpty()) {
                all.insert(0, ((ObjectNode) json.readTree(body)).set("id", request.path("id")));
            }
        }
        return new Answer(200, all.toString());
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            posts.incrementAndGet();
            JsonNode request = json.readTree(exchange.getRequestBody());
            if (hangsUp.test(request)) {
                return;
            }
            Answer answer = takesBatches && request.isArray() ? answers(request) : answer(request);
            byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
            answer.headers().forEach(exchange.getResponseHeaders()::set);
            exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
