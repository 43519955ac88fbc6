package io.snet4j.live;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.snet4j.dataset.PresignedTarget;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Object storage that takes and gives only with the right signature for each, as S3 does. */
final class ObjectStore implements AutoCloseable {
    private final Map<String, byte[]> objects = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;

    ObjectStore() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    PresignedTarget target(String name) {
        String object = "http://127.0.0.1:" + server.getAddress().getPort() + "/" + name + "?signed=";
        return new PresignedTarget(
                URI.create(object + "PUT"),
                URI.create(object + "GET"),
                Optional.of(URI.create(object + "DELETE")),
                Map.of("Content-Type", "application/zip"));
    }

    Map<String, byte[]> objects() {
        return objects;
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String method = exchange.getRequestMethod();
            String name = exchange.getRequestURI().getPath();
            if (!("signed=" + method).equals(exchange.getRequestURI().getQuery())) {
                exchange.sendResponseHeaders(403, -1);
                return;
            }
            switch (method) {
                case "PUT" -> {
                    objects.put(name, exchange.getRequestBody().readAllBytes());
                    exchange.sendResponseHeaders(200, -1);
                }
                case "DELETE" -> {
                    objects.remove(name);
                    exchange.sendResponseHeaders(204, -1);
                }
                default -> {
                    byte[] object = objects.get(name);
                    exchange.sendResponseHeaders(object == null ? 404 : 200, object == null ? -1 : object.length);
                    exchange.getResponseBody().write(object == null ? new byte[0] : object);
                }
            }
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
