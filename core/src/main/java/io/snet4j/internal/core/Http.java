package io.snet4j.internal.core;

import io.snet4j.errors.CallCancelledException;
import io.snet4j.errors.SnetException.Charge;
import io.snet4j.internal.text.ShownUri;
import io.snet4j.internal.text.TimeText;
import io.snet4j.internal.text.UriHost;
import io.snet4j.observe.Request;
import io.snet4j.observe.SnetListener;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.ToIntFunction;

/**
 * The one HTTP client: each request has one deadline from connecting to the body's last byte (the JDK's own stops at
 * the headers) and a bound on the body's size. Servers that the user named are asked by the JDK's client. Strangers'
 * links, and where servers send on to, are asked by {@link GuardedGet} under a rule, hop by hop. A {@link Deadline} of
 * the calling thread ends a request, too. Holds nothing before the first request and nothing after it is closed.
 * Thread-safe.
 */
public final class Http implements AutoCloseable {
    /** What is longer is a mistake, and may not fit where it is counted in nanoseconds. */
    public static final Duration MAX_TIMEOUT = Duration.ofDays(1);

    /** For each of the addresses that a redirect's host has. */
    private static final Duration CONNECT_TIME = Duration.ofSeconds(5);

    private final HttpTransport transport;
    private final Duration timeout;
    private final Optional<AddressRule> redirects;
    private final Request.Kind kind;
    private final SnetListener listener;
    private final Set<Future<?>> pending = ConcurrentHashMap.newKeySet();
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile boolean closed;

    /**
     * @param redirects where those of GET may lead, beside to the server itself, and within this machine from a server
     *     on it; they share the deadline. Empty to follow none
     * @param listener hears of every request, as one of {@code kind}
     */
    public Http(Duration timeout, Optional<AddressRule> redirects, Request.Kind kind, SnetListener listener) {
        this(new HttpTransport(), timeout, redirects, kind, listener);
    }

    private Http(
            HttpTransport transport,
            Duration timeout,
            Optional<AddressRule> redirects,
            Request.Kind kind,
            SnetListener listener) {
        Positive.of("a timeout", timeout);
        if (timeout.compareTo(MAX_TIMEOUT) > 0) {
            throw new IllegalArgumentException("a timeout must be at most a day, not " + TimeText.of(timeout));
        }
        this.transport = transport;
        this.timeout = timeout;
        this.redirects = redirects;
        this.kind = kind;
        // This one passes on what it hears and catches what the user's listener throws.
        this.listener = SnetListener.both(listener, SnetListener.none());
    }

    /** Follows no redirects, and shares connections with all others that were made so: for what nobody closes. */
    static Http shared(Duration timeout, Request.Kind kind, SnetListener listener) {
        return new Http(Shared.TRANSPORT, timeout, Optional.empty(), kind, listener);
    }

    private static final class Shared {
        static final HttpTransport TRANSPORT = new HttpTransport();
    }

    /**
     * An answer, whatever its status.
     *
     * @param retryAfter the header of that name
     */
    public record Response(int status, byte[] body, Optional<String> retryAfter) {}

    /**
     * @param name of the request, for the listener
     * @param maxBytes of the answer's body
     * @throws IOException with a message that says what happened, if there is no complete answer in time
     * @throws CallCancelledException if the thread is interrupted, or this is closed meanwhile
     * @throws IllegalStateException if this is closed
     */
    public Response post(String name, URI uri, String contentType, BodyPublisher body, long maxBytes)
            throws IOException {
        return await(
                name,
                uri,
                () -> {
                    HttpRequest request = request(destination(uri))
                            .header("Content-Type", contentType)
                            .POST(body)
                            .build();
                    return response(exchange(request, new BoundedBody(maxBytes)));
                },
                Response::status);
    }

    /**
     * As {@link #post}, by another method and without a bound that fails: what is more than that of the answer's body
     * is left out.
     *
     * @param method for an object in storage: {@code PUT}, {@code DELETE}; or {@code GET}, to see that a server answers
     */
    public Response store(String method, URI uri, Map<String, String> headers, BodyPublisher body, int maxBytes)
            throws IOException {
        return await(
                method,
                uri,
                () -> {
                    HttpRequest.Builder request = request(destination(uri)).method(method, body);
                    headers.forEach(request::setHeader);
                    return response(exchange(request.build(), BoundedBody.beginning(maxBytes)));
                },
                Response::status);
    }

    /** As {@link #post}. */
    public Response get(String name, URI uri, String accept, long maxBytes) throws IOException {
        return await(name, uri, () -> follow(uri, accept, maxBytes), Response::status);
    }

    /** What a reader makes of the answer to a stranger's link. */
    @FunctionalInterface
    public interface Reader<T> {
        /** Reads the body while it comes. Its bound is the reader's. */
        T read(int status, InputStream body) throws IOException;
    }

    /**
     * Gets what a stranger's link names. All hops share the deadline.
     *
     * @param name of the request, for the listener
     * @param rule for the link and where it leads to
     * @throws ForbiddenAddressException before anything is sent to such an address
     * @throws IOException as {@link #post}
     * @throws CallCancelledException as {@link #post}
     */
    public <T> T guarded(String name, URI link, String accept, AddressRule rule, Reader<T> reader) throws IOException {
        GuardedGet get = GuardedGet.of(rule, CONNECT_TIME);
        return await(
                        name,
                        link,
                        () -> Redirects.follow(
                                get,
                                link,
                                accept,
                                answer -> new Guarded<>(answer.status(), reader.read(answer.status(), answer.body()))),
                        Guarded::status)
                .value;
    }

    private record Guarded<T>(int status, T value) {}

    /**
     * Waits before a server is asked again.
     *
     * @throws CallCancelledException if the thread is interrupted, or this is closed meanwhile
     */
    public void pause(Duration duration) {
        pause(
                time -> {
                    if (closing.await(time.toNanos(), TimeUnit.NANOSECONDS)) {
                        throw new CallCancelledException("closed before a server was asked again", null, Charge.NONE);
                    }
                },
                duration);
    }

    static void pause(Pause pause, Duration duration) {
        try {
            pause.pause(duration);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CallCancelledException("interrupted before a server was asked again", e, Charge.NONE);
        }
    }

    private Response follow(URI named, String accept, long maxBytes) throws IOException, InterruptedException {
        Destination destination = destination(named);
        URI start = destination.uri();
        HttpRequest request =
                request(destination).header("Accept", accept).GET().build();
        HttpResponse<byte[]> first = exchange(request, new BoundedBody(maxBytes));
        if (redirects.isEmpty()) {
            return response(first);
        }
        Optional<URI> target =
                Redirects.target(start, first.statusCode(), first.headers().firstValue("Location"));
        if (target.isEmpty()) {
            return response(first);
        }
        GuardedGet next = GuardedGet.of(redirects.get().forRedirectsOf(start), CONNECT_TIME);
        return Redirects.follow(next, target.get(), accept, answer -> {
            byte[] body = answer.body().readNBytes((int) Math.min(Integer.MAX_VALUE - 8, maxBytes + 1));
            if (body.length > maxBytes) {
                throw BoundedBody.tooLarge(maxBytes);
            }
            return new Response(answer.status(), body, Optional.empty());
        });
    }

    private static Destination destination(URI uri) throws IOException {
        return Destination.of(uri, host -> List.of(InetAddress.getAllByName(host)));
    }

    private HttpRequest.Builder request(Destination destination) {
        HttpRequest.Builder request = HttpRequest.newBuilder(destination.uri()).timeout(timeout);
        destination.authorization().ifPresent(value -> request.header("Authorization", value));
        return request;
    }

    private HttpResponse<byte[]> exchange(HttpRequest request, BoundedBody body)
            throws IOException, InterruptedException {
        HttpClient client = transport.client();
        return client.send(request, info -> body);
    }

    private static Response response(HttpResponse<byte[]> response) {
        return new Response(
                response.statusCode(), response.body(), response.headers().firstValue("Retry-After"));
    }

    private <T> T await(String name, URI uri, Callable<T> exchange, ToIntFunction<T> status) throws IOException {
        long start = System.nanoTime();
        String outcome = Request.NO_ANSWER;
        if (closed) {
            throw new IllegalStateException("already closed");
        }
        Duration time = Deadline.bound(timeout);
        if (time.isZero()) {
            throw new HttpTimeoutException("it was not asked, because the deadline had passed");
        }
        // Not sendAsync: it completes in the common pool, which callers may have filled with calls like this one.
        Future<T> future = transport.submit(exchange);
        pending.add(future);
        try {
            if (closed) {
                future.cancel(true);
            }
            T answer = future.get(time.toNanos(), TimeUnit.NANOSECONDS);
            int code = status.applyAsInt(answer);
            outcome = code / 100 == 2 ? Request.OK : "HTTP_" + code;
            return answer;
        } catch (TimeoutException e) {
            throw time.equals(timeout)
                    ? timedOut()
                    : new HttpTimeoutException(
                            "no complete answer within " + TimeText.of(time) + ", which the deadline left for it");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CallCancelledException("interrupted while waiting for " + origin(uri), e, Charge.NONE);
        } catch (CancellationException | ExecutionException e) {
            if (closed) {
                throw new CallCancelledException("closed while waiting for " + origin(uri), e, Charge.NONE);
            }
            throw failure(e.getCause() == null ? e : e.getCause());
        } finally {
            future.cancel(true);
            pending.remove(future);
            listener.onRequest(new Request(kind, name, Duration.ofNanos(System.nanoTime() - start), outcome));
        }
    }

    private HttpTimeoutException timedOut() {
        return new HttpTimeoutException("no complete answer within " + TimeText.of(timeout));
    }

    private IOException failure(Throwable cause) {
        if (cause instanceof HttpTimeoutException) {
            return timedOut();
        }
        if (cause instanceof ForbiddenAddressException forbidden) {
            return forbidden;
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
        boolean https = "https".equalsIgnoreCase(uri.getScheme());
        Optional<UriHost> host = UriHost.of(uri);
        if (!(https || "http".equalsIgnoreCase(uri.getScheme())) || host.isEmpty()) {
            throw new IllegalArgumentException(
                    what + " must be an http or https URI with a host, not " + ShownUri.origin(uri));
        }
        if (https && host.get().host().contains("_")) {
            throw new IllegalArgumentException(what + " is " + ShownUri.origin(uri) + ", but Java makes no TLS"
                    + " connection to a host whose name has an underscore; give the host another name");
        }
        return uri;
    }

    /** Ends what is under way; later posts are refused. */
    @Override
    public void close() {
        closed = true;
        closing.countDown();
        pending.forEach(future -> future.cancel(true));
        if (transport != Shared.TRANSPORT) {
            transport.close();
        }
    }
}
