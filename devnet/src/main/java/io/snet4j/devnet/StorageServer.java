package io.snet4j.devnet;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.multipart.AggregatedBodyPart;
import com.linecorp.armeria.common.multipart.AggregatedMultipart;
import com.linecorp.armeria.common.multipart.Multipart;
import com.linecorp.armeria.common.util.EventLoopGroups;
import com.linecorp.armeria.common.util.ThreadFactories;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.Server;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.snet4j.storage.Cid;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

/**
 * Content storage by those calls of Kubo's RPC interface that daemons and clients of SingularityNET make, with real
 * CIDs. Everything is kept in memory. Old clients use GET, which Kubo itself has given up since 0.5; this takes both.
 */
final class StorageServer implements AutoCloseable {
    /** The last line that the Python client accepts. */
    private static final String VERSION =
            "{\"Version\":\"0.4.23\",\"Commit\":\"\",\"Repo\":\"7\",\"System\":\"amd64/linux\",\"Golang\":\"go1.13.7\"}";

    private static final long LARGEST_ADD = 64L << 20;
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(60);
    private static final Duration POLL = Duration.ofMillis(5);

    private final ContentStore store = new ContentStore();
    private final int port;
    private final Server server;

    private StorageServer(int port) {
        this.port = port;
        ServerBuilder builder = Server.builder()
                .http(new InetSocketAddress("127.0.0.1", port))
                .maxRequestLength(LARGEST_ADD)
                .requestTimeout(REQUEST_TIMEOUT)
                .gracefulShutdownTimeout(Duration.ZERO, Duration.ZERO)
                .bossGroupFactory(name ->
                        EventLoopGroups.newEventLoopGroup(1, ThreadFactories.newEventLoopThreadFactory(name, true)))
                .startStopExecutor(ForkJoinPool.commonPool());
        rpc(builder, "version", (context, request) -> HttpResponse.of(HttpStatus.OK, MediaType.JSON_UTF_8, VERSION));
        rpc(builder, "cat", (context, request) -> read(context, "ipfs-path", store::content));
        rpc(builder, "block/get", (context, request) -> read(context, "key", store::block));
        builder.route().methods(HttpMethod.POST).path("/api/v0/add").build(this::add);
        builder.route()
                .methods(HttpMethod.GET, HttpMethod.HEAD)
                .path("/ipfs/{cid}")
                .build(this::gateway);
        this.server = builder.build();
    }

    /**
     * @param port of 127.0.0.1
     * @throws DevnetException if it cannot be had
     */
    static StorageServer start(int port) {
        StorageServer storage = new StorageServer(port);
        try {
            storage.server.start().join();
            return storage;
        } catch (CompletionException e) {
            storage.server.stop();
            throw new DevnetException("content storage cannot listen on 127.0.0.1:" + port + ": " + e.getCause(), e);
        }
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + port);
    }

    private static void rpc(ServerBuilder builder, String call, HttpService service) {
        builder.route()
                .methods(HttpMethod.GET, HttpMethod.POST)
                .path("/api/v0/" + call)
                .build(service);
    }

    private static HttpResponse read(
            ServiceRequestContext context, String argument, Function<String, Optional<byte[]>> find) {
        String path = context.queryParam("arg");
        if (path == null || path.isEmpty()) {
            return error(HttpStatus.BAD_REQUEST, 1, "argument \"" + argument + "\" is required");
        }
        String cid = path.startsWith("/ipfs/") ? path.substring("/ipfs/".length()) : path;
        try {
            return find.apply(cid)
                    // The daemon needs a content type that it can parse.
                    .map(bytes -> HttpResponse.of(HttpStatus.OK, MediaType.PLAIN_TEXT, HttpData.wrap(bytes)))
                    .orElseGet(() -> error(HttpStatus.INTERNAL_SERVER_ERROR, 0, "merkledag: not found"));
        } catch (IllegalArgumentException e) {
            return error(HttpStatus.INTERNAL_SERVER_ERROR, 0, "invalid path \"" + path + "\": " + e.getMessage());
        }
    }

    private HttpResponse gateway(ServiceRequestContext context, HttpRequest request) {
        try {
            return store.content(String.valueOf(context.pathParam("cid")))
                    .map(bytes -> HttpResponse.of(HttpStatus.OK, MediaType.OCTET_STREAM, HttpData.wrap(bytes)))
                    .orElseGet(() -> HttpResponse.of(HttpStatus.NOT_FOUND, MediaType.PLAIN_TEXT_UTF_8, "not found"));
        } catch (IllegalArgumentException e) {
            return HttpResponse.of(HttpStatus.BAD_REQUEST, MediaType.PLAIN_TEXT_UTF_8, String.valueOf(e.getMessage()));
        }
    }

    private HttpResponse add(ServiceRequestContext context, HttpRequest request) {
        MediaType type = request.contentType();
        if (type == null || !type.belongsTo(MediaType.ANY_MULTIPART_TYPE)) {
            return error(HttpStatus.BAD_REQUEST, 1, "file argument 'path' is required");
        }
        String version = context.queryParam("cid-version");
        if (version != null && !version.equals("0")) {
            return error(HttpStatus.INTERNAL_SERVER_ERROR, 0, "this storage makes CIDs of version 0 only");
        }
        // In one piece: parts that arrive in several are now and then taken for cut off.
        return HttpResponse.of(request.aggregate()
                .thenCompose(whole -> Multipart.from(whole.toHttpRequest()).aggregate())
                .thenApply(this::addParts));
    }

    private HttpResponse addParts(AggregatedMultipart parts) {
        StringBuilder lines = new StringBuilder();
        for (AggregatedBodyPart part : parts.bodyParts()) {
            byte[] content = part.content().array();
            Cid cid = store.add(content);
            // A caller's file name could hold anything, and nobody reads it.
            lines.append("{\"Name\":\"%s\",\"Hash\":\"%s\",\"Size\":\"%d\"}\n".formatted(cid, cid, content.length));
        }
        return lines.isEmpty()
                ? error(HttpStatus.BAD_REQUEST, 1, "file argument 'path' is required")
                : HttpResponse.of(HttpStatus.OK, MediaType.JSON_UTF_8, lines.toString());
    }

    private static HttpResponse error(HttpStatus status, int code, String message) {
        String body = JsonNodeFactory.instance
                .objectNode()
                .put("Message", message)
                .put("Code", code)
                .put("Type", "error")
                .toString();
        return HttpResponse.of(status, MediaType.JSON_UTF_8, body);
    }

    /**
     * Returns when the port is free. The server's threads, which cannot keep the JVM, stay idle for two seconds more.
     */
    @Override
    public void close() {
        CompletableFuture<Void> stopped = server.stop();
        while (!stopped.isDone() && !Ports.isFree(port)) {
            LockSupport.parkNanos(POLL.toNanos());
        }
    }
}
