package io.snet4j.internal.core;

import io.snet4j.errors.CallCancelledException;
import io.snet4j.errors.SnetException.Charge;
import io.snet4j.internal.text.ShownUri;
import io.snet4j.observe.Request;
import io.snet4j.observe.SnetListener;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * HTTP requests, each with one deadline from connecting to the body's last byte (the JDK's own stops at the headers) and a
 * bound on the body's size. Follows no redirects unless told to. Its threads are daemons and end when they are idle. Thread-safe.
 */
public final class Http implements AutoCloseable {
    /** What is longer is a mistake, and may not fit where it is counted in nanoseconds. */
    private static final Duration MAX_TIMEOUT = Duration.ofDays(1);

    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "snet4j-http");
        thread.setDaemon(true);
        return thread;
    });
    private final HttpClient client;
    private final Duration timeout;
    private final Request.Kind kind;
    private final SnetListener listener;
    private final Set<Future<?>> pending = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /**
     * @param redirects those that are followed; they share the deadline
     * @param listener hears of every request, as one of {@code kind}
     */
    public Http(Duration timeout, Redirect redirects, Request.Kind kind, SnetListener listener) {
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("a timeout must be more than nothing: " + timeout);
        }
        if (timeout.compareTo(MAX_TIMEOUT) > 0) {
            throw new IllegalArgumentException("a timeout of more than a day: " + timeout);
        }
        this.timeout = timeout;
        this.kind = kind;
        // By two, so that what it throws does no harm.
        this.listener = SnetListener.both(listener, SnetListener.none());
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(timeout)
                .followRedirects(redirects)
                .executor(threads)
                .build();
    }

    /** An answer, whatever its status. */
    public record Response(int status, byte[] body) {}

    /**
     * @param name of the request, for the listener
     * @param maxBytes of the answer's body
     * @throws IOException with a message that says what happened, if there is no complete answer in time
     * @throws CallCancelledException if the thread is interrupted, or this is closed meanwhile
     * @throws IllegalStateException if this is closed
     */
    public Response post(String name, URI uri, String contentType, BodyPublisher body, long maxBytes)
            throws IOException {
        return send(
                name,
                HttpRequest.newBuilder(uri)
                        .header("Content-Type", contentType)
                        .POST(body)
                        .build(),
                maxBytes);
    }

    /** As {@link #post}. */
    public Response get(String name, URI uri, String accept, long maxBytes) throws IOException {
        return send(
                name, HttpRequest.newBuilder(uri).header("Accept", accept).GET().build(), maxBytes);
    }

    private Response send(String name, HttpRequest request, long maxBytes) throws IOException {
        long start = System.nanoTime();
        String outcome = Request.NO_ANSWER;
        if (closed) {
            throw new IllegalStateException("already closed");
        }
        // Not sendAsync: it completes in the common pool, which callers may have filled with calls like this one.
        Future<HttpResponse<byte[]>> future =
                threads.submit(() -> client.send(request, info -> new BoundedBody(maxBytes)));
        pending.add(future);
        try {
            if (closed) {
                future.cancel(true);
            }
            HttpResponse<byte[]> response = future.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
            outcome = response.statusCode() / 100 == 2 ? Request.OK : "HTTP_" + response.statusCode();
            return new Response(response.statusCode(), response.body());
        } catch (TimeoutException e) {
            throw timedOut();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CallCancelledException("interrupted while waiting for " + origin(request.uri()), e, Charge.NONE);
        } catch (CancellationException | ExecutionException e) {
            if (closed) {
                throw new CallCancelledException("closed while waiting for " + origin(request.uri()), e, Charge.NONE);
            }
            throw failure(e.getCause() == null ? e : e.getCause());
        } finally {
            future.cancel(true);
            pending.remove(future);
            listener.onRequest(new Request(kind, name, Duration.ofNanos(System.nanoTime() - start), outcome));
        }
    }

    private HttpTimeoutException timedOut() {
        return new HttpTimeoutException("no complete answer within " + timeout.toMillis() + " ms");
    }

    private IOException failure(Throwable cause) {
        if (cause instanceof HttpTimeoutException) {
            return timedOut();
        }
        // The JDK's own often has no message at all.
        String message = cause instanceof ConnectException
                ? "cannot connect"
                : cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        return new IOException(message, cause);
    }

    /** Scheme, host and port: the rest of a URI may be somebody's access key. */
    public static String origin(URI uri) {
        return ShownUri.origin(uri);
    }

    /** @throws IllegalArgumentException unless it is an http or https URI with a host */
    public static URI requireHttp(URI uri, String what) {
        boolean http = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
        if (!http || uri.getHost() == null) {
            throw new IllegalArgumentException(
                    what + " must be an http or https URI with a host, not " + ShownUri.origin(uri));
        }
        return uri;
    }

    /** Ends what is under way; later posts are refused. */
    @Override
    public void close() {
        closed = true;
        pending.forEach(future -> future.cancel(true));
    }
}
