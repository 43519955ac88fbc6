package io.snet4j.live;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One side's way to the Ethereum node: it may be long or cut, or lead to a node that has stopped following the chain, or
 * that no longer answers.
 */
final class NodeProxy implements AutoCloseable {
    private static final Pattern BLOCK_NUMBER = Pattern.compile("\"result\"\\s*:\\s*\"0x[0-9a-fA-F]+\"");

    private final URI node;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Semaphore refusals = new Semaphore(0);
    private final AtomicInteger blockNumbers = new AtomicInteger();
    private volatile Duration way = Duration.ZERO;
    private volatile CompletableFuture<Void> answering = CompletableFuture.completedFuture(null);
    private volatile boolean down;
    private volatile Optional<Long> frozen = Optional.empty();

    NodeProxy(URI node) throws IOException {
        this.node = node;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::serve);
        server.setExecutor(threads);
        server.start();
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    void setDown(boolean value) {
        down = value;
    }

    /** How long an answer takes from now on. */
    void setWay(Duration time) {
        way = time;
    }

    /** From now on nothing is answered, until the future completes. */
    CompletableFuture<Void> hang() {
        CompletableFuture<Void> until = new CompletableFuture<>();
        answering = until;
        return until;
    }

    /** How often the latest block was asked for. */
    int blockNumbers() {
        return blockNumbers.get();
    }

    /** Returns when so many requests have come in vain. */
    void awaitRefusals(int count) throws InterruptedException {
        refusals.acquire(count);
    }

    /** From now on this is its latest block. */
    void freeze(long block) {
        frozen = Optional.of(block);
    }

    void thaw() {
        frozen = Optional.empty();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] request = exchange.getRequestBody().readAllBytes();
            if (down) {
                refusals.release();
                exchange.sendResponseHeaders(503, -1);
                return;
            }
            if (isForBlockNumber(request)) {
                blockNumbers.incrementAndGet();
            }
            answering.get();
            Thread.sleep(way.toMillis());
            byte[] answer = answer(request);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
        } catch (InterruptedException | ExecutionException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean isForBlockNumber(byte[] request) {
        return new String(request, StandardCharsets.UTF_8).contains("\"eth_blockNumber\"");
    }

    private byte[] answer(byte[] request) throws IOException, InterruptedException {
        String answer = http.send(
                        HttpRequest.newBuilder(node)
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofByteArray(request))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
        Optional<Long> block = frozen;
        if (block.isPresent() && isForBlockNumber(request)) {
            answer = BLOCK_NUMBER
                    .matcher(answer)
                    .replaceFirst(Matcher.quoteReplacement("\"result\":\"0x" + Long.toHexString(block.get()) + "\""));
        }
        return answer.getBytes(StandardCharsets.UTF_8);
    }
}
