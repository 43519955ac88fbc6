package io.snet4j.provider.tck;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.snet4j.provider.tck.ProviderUnderTest.Dataset;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Serves the datasets on a free port of loopback, and fails where a link is to fail. */
final class DatasetHost implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "dataset-host");
        thread.setDaemon(true);
        return thread;
    });

    DatasetHost(Dataset good, Dataset bad) {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot serve datasets on loopback", e);
        }
        server.setExecutor(threads);
        server.createContext("/good/", exchange -> send(exchange, good.bytes(), good.bytes().length));
        server.createContext("/bad/", exchange -> send(exchange, bad.bytes(), bad.bytes().length));
        // Closed before the announced length, which ends the connection.
        server.createContext("/cut/", exchange -> send(exchange, good.bytes(), good.bytes().length + 1L));
        server.start();
    }

    /** @param kind {@code good}, {@code bad}, {@code cut}, or anything else for a 404 */
    String link(String kind, Dataset dataset) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/" + kind + "/"
                + dataset.fileName().replaceAll("[^A-Za-z0-9._-]", "_");
    }

    private static void send(HttpExchange exchange, byte[] bytes, long announced) throws IOException {
        try (exchange) {
            exchange.getResponseHeaders().set("Content-Type", "application/octet-stream");
            if (exchange.getRequestMethod().equals("HEAD")) {
                exchange.getResponseHeaders().set("Content-Length", Long.toString(announced));
                exchange.sendResponseHeaders(200, -1);
                return;
            }
            exchange.sendResponseHeaders(200, announced);
            exchange.getResponseBody().write(bytes);
            exchange.getResponseBody().flush();
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
