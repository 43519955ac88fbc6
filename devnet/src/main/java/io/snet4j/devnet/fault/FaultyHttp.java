package io.snet4j.devnet.fault;

import com.linecorp.armeria.client.ClientFactory;
import com.linecorp.armeria.client.WebClient;
import com.linecorp.armeria.common.AggregatedHttpRequest;
import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.common.util.EventLoopGroups;
import com.linecorp.armeria.common.util.ThreadFactories;
import com.linecorp.armeria.server.Server;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.netty.channel.EventLoopGroup;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/**
 * What a part that speaks HTTP does when it is in trouble. Begins without a fault; each one lasts until {@link #heal}
 * or {@link #close}. Thread-safe; no method here waits for a request.
 *
 * @since 0.1.0
 */
public abstract sealed class FaultyHttp implements AutoCloseable permits FaultyNode, FaultyStorage {
    private static final int UNAVAILABLE = 503;
    private static final int TOO_MANY = 429;
    private static final String BYTES = "application/octet-stream";
    private static final Duration POLL = Duration.ofMillis(5);
    private static final long LARGEST_REQUEST = 64L << 20;

    /** @param path with the query */
    record Asked(String verb, String path, String type, byte[] body) {}

    /** What a request gets. */
    record Answer(int status, String type, byte[] body) {}

    /** Requests that get no answer for now. */
    private record Hold(Predicate<String> which, CompletableFuture<Void> reached, CompletableFuture<Void> end) {}

    /**
     * Of its own: those that all share belong to the daemon as well, and a thread of the daemon that waits for an
     * answer from here must not be the one that brings it.
     */
    private final EventLoopGroup loops =
            EventLoopGroups.newEventLoopGroup(2, ThreadFactories.newEventLoopThreadFactory("snet4j-fault-io", true));

    private final ClientFactory connections =
            ClientFactory.builder().workerGroup(loops, false).build();
    private final WebClient client = WebClient.builder()
            .factory(connections)
            .responseTimeoutMillis(0)
            .maxResponseLength(0)
            .build();
    private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "snet4j-fault");
        thread.setDaemon(true);
        return thread;
    });
    private final Server server;
    private final URI uri;
    private final List<Countdown> refusals = new CopyOnWriteArrayList<>();
    private final AtomicInteger refused = new AtomicInteger();
    private final AtomicLong received = new AtomicLong();
    private final AtomicLong receivedBytes = new AtomicLong();
    private final AtomicInteger limited = new AtomicInteger();
    private final List<Hold> holds = new CopyOnWriteArrayList<>();
    private volatile Duration retryAfter = Duration.ZERO;
    private final Delay delay = new Delay();
    private volatile boolean down;

    FaultyHttp() {
        server = Server.builder()
                .http(new InetSocketAddress("127.0.0.1", 0))
                .maxRequestLength(LARGEST_REQUEST)
                .requestTimeoutMillis(0)
                .idleTimeoutMillis(0)
                .gracefulShutdownTimeout(Duration.ZERO, Duration.ZERO)
                .bossGroupFactory(name ->
                        EventLoopGroups.newEventLoopGroup(1, ThreadFactories.newEventLoopThreadFactory(name, true)))
                .workerGroup(loops, false)
                .startStopExecutor(ForkJoinPool.commonPool())
                .serviceUnder("/", this::serve)
                .build();
        try {
            server.start().join();
            uri = URI.create("http://127.0.0.1:" + server.activeLocalPort());
        } catch (CompletionException e) {
            threads.shutdownNow();
            connections.close();
            server.stop();
            loops.shutdownGracefully(0, 0, TimeUnit.MILLISECONDS);
            throw new IllegalStateException("no port of 127.0.0.1 could be had", e.getCause());
        }
    }

    /** Where to reach it, on 127.0.0.1. */
    public final URI uri() {
        return uri;
    }

    /**
     * From now on each answer takes this much longer.
     *
     * @throws IllegalArgumentException for less than zero
     */
    public final void delay(Duration time) {
        delay.set(time);
    }

    /** From now on each request gets status 503, as from a load balancer whose backend is gone. */
    public final void down() {
        down = true;
    }

    /**
     * Refuses the next requests with status 429.
     *
     * @param requests how many, one or more
     * @param retryAfter when to come again by the refusals, in whole seconds
     * @throws IllegalArgumentException for fewer than one, or less than zero
     */
    public final void limitRate(int requests, Duration retryAfter) {
        if (requests < 1) {
            throw new IllegalArgumentException("requests must be 1 or more, not " + requests);
        }
        this.retryAfter = Delay.notNegative(retryAfter, "retryAfter");
        limited.set(requests);
    }

    /**
     * From now on nothing is answered, and nothing passed on; {@link #heal} makes up for it.
     *
     * @return completes when a request waits
     */
    public final CompletableFuture<Void> silence() {
        return hold(name -> true);
    }

    /** How many requests came since the beginning; one that asks for several things counts once. */
    public final long received() {
        return received.get();
    }

    /** How many bytes their bodies had in all. */
    public final long receivedBytes() {
        return receivedBytes.get();
    }

    /** How many requests were refused by {@link #down} and {@link #limitRate}, since the beginning. */
    public final int refused() {
        return refused.get();
    }

    /**
     * @param times one or more
     * @return completes with the last of so many refusals from now on
     * @throws IllegalArgumentException for fewer than one
     */
    public final CompletableFuture<Void> whenRefused(int times) {
        return Countdown.begin(refusals, "", times);
    }

    /** Takes all faults back. Requests that wait are passed on. */
    public void heal() {
        delay.end();
        down = false;
        limited.set(0);
        holds.forEach(hold -> hold.end().complete(null));
        holds.clear();
    }

    /** Ends what waits, and frees the port. A second time does nothing. */
    @Override
    public final void close() {
        delay.end();
        holds.forEach(hold -> hold.end().cancel(false));
        threads.shutdownNow();
        connections.close();
        // The server's own threads stay idle for two seconds more, and cannot keep the JVM.
        CompletableFuture<Void> stopped = server.stop();
        while (!stopped.isDone() && isListening()) {
            LockSupport.parkNanos(POLL.toNanos());
        }
        loops.shutdownGracefully(0, 0, TimeUnit.MILLISECONDS);
    }

    private boolean isListening() {
        try (ServerSocket socket = new ServerSocket(uri.getPort(), 1, InetAddress.getLoopbackAddress())) {
            return !socket.isBound();
        } catch (IOException e) {
            return true;
        }
    }

    final CompletableFuture<Void> hold(Predicate<String> which) {
        Hold hold = new Hold(which, new CompletableFuture<>(), new CompletableFuture<>());
        holds.add(hold);
        return hold.reached();
    }

    /**
     * Notes a request that came, whatever becomes of it.
     *
     * @return what holds name it by; several if it is of several
     */
    abstract List<String> note(Asked asked);

    abstract Answer answer(Asked asked) throws IOException, InterruptedException;

    /** What the real one says to the same. */
    final Answer pass(Asked asked, URI where) throws IOException, InterruptedException {
        RequestHeaders head = RequestHeaders.of(
                HttpMethod.valueOf(asked.verb()), plain(where), HttpHeaderNames.CONTENT_TYPE, asked.type());
        try {
            AggregatedHttpResponse answer = client.execute(head, HttpData.wrap(asked.body()))
                    .aggregate()
                    .get();
            String type = answer.headers().get(HttpHeaderNames.CONTENT_TYPE, BYTES);
            return new Answer(answer.status().code(), type, answer.content().array());
        } catch (ExecutionException e) {
            throw new IOException("the real one does not answer: " + e.getCause(), e.getCause());
        }
    }

    /** In HTTP/1.1: that something at a port does not speak HTTP/2 is remembered for the life of the JVM. */
    private static String plain(URI where) {
        return where.getScheme().equals("http")
                ? "h1c" + where.toString().substring("http".length())
                : where.toString();
    }

    private HttpResponse serve(ServiceRequestContext context, HttpRequest request) {
        return HttpResponse.of(request.aggregate()
                .thenApplyAsync(whole -> serve(whole, context.request().path()), threads));
    }

    private HttpResponse serve(AggregatedHttpRequest request, String path) {
        try {
            Asked asked = new Asked(
                    request.method().name(),
                    path,
                    request.headers().get(HttpHeaderNames.CONTENT_TYPE, BYTES),
                    request.content().array());
            received.incrementAndGet();
            receivedBytes.addAndGet(asked.body().length);
            List<String> names = note(asked);
            if (down) {
                return refuse(ResponseHeaders.of(UNAVAILABLE));
            }
            if (limited.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                return refuse(ResponseHeaders.builder(TOO_MANY)
                        .add(HttpHeaderNames.RETRY_AFTER, Long.toString(retryAfter.toSeconds()))
                        .build());
            }
            for (Hold hold : holds) {
                if (names.stream().anyMatch(hold.which())) {
                    hold.reached().complete(null);
                    hold.end().get();
                }
            }
            delay.await();
            Answer answer = answer(asked);
            return HttpResponse.of(
                    ResponseHeaders.builder(answer.status())
                            .add(HttpHeaderNames.CONTENT_TYPE, answer.type())
                            .build(),
                    HttpData.wrap(answer.body()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return HttpResponse.ofFailure(e);
        } catch (IOException | ExecutionException | RuntimeException e) {
            return HttpResponse.ofFailure(e);
        }
    }

    private HttpResponse refuse(ResponseHeaders head) {
        refused.incrementAndGet();
        Countdown.tell(refusals, "");
        return HttpResponse.of(head);
    }
}
