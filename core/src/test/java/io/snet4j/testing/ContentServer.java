package io.snet4j.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** Content storage that gives what a test tells it to: a node by its RPC interface, or a gateway. */
public final class ContentServer implements AutoCloseable {
    static {
        // Otherwise each answer waits 40 ms for an acknowledgement.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();

    private final Map<String, Refusal> refusals = new ConcurrentHashMap<>();

    private record Answer(int status, byte[] body) {}

    private record Refusal(int status, AtomicInteger left) {}

    public ContentServer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    public URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    /** @param target path and query */
    public ContentServer on(String target, byte[] body) {
        return on(target, 200, body);
    }

    /** @param status where it is a redirect, the body is where to */
    public ContentServer on(String target, int status, byte[] body) {
        answers.put(target, new Answer(status, body));
        return this;
    }

    /** Refuses a target so many times before it gives the usual answer. */
    public ContentServer refusing(String target, int status, int times) {
        refusals.put(target, new Refusal(status, new AtomicInteger(times)));
        return this;
    }

    /** Method, path and query of each, in order. */
    public List<String> requests() {
        return requests;
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String target = exchange.getRequestURI().toString();
            requests.add(exchange.getRequestMethod() + " " + target);
            exchange.getRequestBody().readAllBytes();
            Answer answer = answers.getOrDefault(target, new Answer(404, "not found".getBytes()));
            Refusal refusal = refusals.get(target);
            if (refusal != null && refusal.left().getAndDecrement() > 0) {
                answer = new Answer(refusal.status(), "busy".getBytes());
            }
            if (answer.status() / 100 == 3) {
                exchange.getResponseHeaders().add("Location", new String(answer.body()));
            }
            exchange.sendResponseHeaders(answer.status(), answer.body().length == 0 ? -1 : answer.body().length);
            exchange.getResponseBody().write(answer.body());
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
