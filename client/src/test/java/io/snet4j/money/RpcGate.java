package io.snet4j.money;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** What a client takes for the Ethereum node: passes requests on, and stops at the first of a kind. */
final class RpcGate implements AutoCloseable {
    private final URI node;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private volatile Consumer<String> onRequest = request -> {};
    private volatile String method = "";
    private volatile CompletableFuture<Void> reached = new CompletableFuture<>();

    RpcGate(URI node) {
        this.node = node;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::serve);
        server.setExecutor(threads);
        server.start();
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** From now on requests for a method get no answer. Completes when there is one. */
    CompletableFuture<Void> hold(String jsonRpcMethod) {
        reached = new CompletableFuture<>();
        method = jsonRpcMethod;
        return reached;
    }

    /** Requests for a method are passed on as ever. Completes with the last of so many. */
    CompletableFuture<Void> count(String jsonRpcMethod, int times) {
        CompletableFuture<Void> counted = new CompletableFuture<>();
        AtomicInteger left = new AtomicInteger(times);
        onRequest = request -> {
            if (request.contains('"' + jsonRpcMethod + '"') && left.decrementAndGet() == 0) {
                counted.complete(null);
            }
        };
        return counted;
    }

    /** Requests are passed on again. */
    void letGo() {
        method = "";
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] request = exchange.getRequestBody().readAllBytes();
            String text = new String(request, StandardCharsets.UTF_8);
            onRequest.accept(text);
            String held = method;
            if (!held.isEmpty() && text.contains('"' + held + '"')) {
                reached.complete(null);
                new CompletableFuture<Void>().get();
            }
            byte[] answer = http.send(
                            HttpRequest.newBuilder(node)
                                    .header("Content-Type", "application/json")
                                    .POST(HttpRequest.BodyPublishers.ofByteArray(request))
                                    .build(),
                            HttpResponse.BodyHandlers.ofByteArray())
                    .body();
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
        } catch (InterruptedException | java.util.concurrent.ExecutionException e) {
            Thread.currentThread().interrupt();
        }
    }
}
