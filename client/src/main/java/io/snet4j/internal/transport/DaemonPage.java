package io.snet4j.internal.transport;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.snet4j.errors.CallCancelledException;
import io.snet4j.errors.SnetException.Charge;
import io.snet4j.internal.core.AddressRule;
import io.snet4j.internal.core.GuardedGet;
import io.snet4j.observe.Request;
import io.snet4j.observe.SnetListener;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A daemon's heartbeat page: the one place that names its release. Plain HTTP/1.1, since the daemon takes HTTP/2 for
 * gRPC. Thread-safe; blocks for at most a few seconds.
 */
public final class DaemonPage implements Supplier<Optional<DaemonRelease>> {
    private static final Logger LOG = LoggerFactory.getLogger(DaemonPage.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final Duration CONNECT_TIME = Duration.ofSeconds(3);
    private static final int MAX_BYTES = 1 << 20;

    /** Daemons are upgraded now and then, under clients that stay. */
    private static final Duration REMEMBERED = Duration.ofMinutes(5);

    private final URI page;
    private final GuardedGet http;
    private final SnetListener listener;
    private final ExecutorService threads;
    private final LongSupplier nanoTime;
    private Optional<Known> known = Optional.empty();

    /**
     * @param endpoint of the daemon; http or https
     * @param addresses that it may lead to
     */
    public DaemonPage(
            URI endpoint,
            AddressRule addresses,
            Tls tls,
            SnetListener listener,
            ExecutorService threads,
            LongSupplier nanoTime) {
        this.listener = listener;
        this.http = new GuardedGet(addresses, tls.forPages().getSocketFactory(), CONNECT_TIME);
        this.page = endpoint.resolve("/heartbeat");
        this.threads = threads;
        this.nanoTime = nanoTime;
    }

    /**
     * The daemon's release; empty if the page does not tell, as some builds do not, or cannot be had. Only what it did
     * tell is remembered for a while.
     *
     * @throws CallCancelledException if interrupted
     * @throws IllegalStateException if the client is closed
     */
    @Override
    public Optional<DaemonRelease> get() {
        Optional<DaemonRelease> remembered = remembered();
        return remembered.isPresent() ? remembered : ask();
    }

    private synchronized Optional<DaemonRelease> remembered() {
        return known.filter(release -> nanoTime.getAsLong() - release.askedAt < REMEMBERED.toNanos())
                .map(Known::release);
    }

    private Optional<DaemonRelease> ask() {
        long start = System.nanoTime();
        String outcome = Request.NO_ANSWER;
        Future<String> answer;
        try {
            answer = threads.submit(this::read);
        } catch (RejectedExecutionException e) {
            throw new IllegalStateException("this client is closed", e);
        }
        try {
            Optional<DaemonRelease> release = release(answer.get(TIMEOUT.toNanos(), TimeUnit.NANOSECONDS));
            outcome = Request.OK;
            synchronized (this) {
                known = release.map(told -> new Known(told, nanoTime.getAsLong()));
            }
            return release;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CallCancelledException(
                    "interrupted while waiting for the daemon's heartbeat page", e, Charge.NONE);
        } catch (TimeoutException e) {
            LOG.debug("{} did not answer within {}", page, TIMEOUT);
        } catch (ExecutionException e) {
            LOG.debug("{} cannot be read", page, e.getCause());
        } finally {
            answer.cancel(true);
            listener.onRequest(new Request(
                    Request.Kind.DAEMON, "heartbeat", Duration.ofNanos(System.nanoTime() - start), outcome));
        }
        return Optional.empty();
    }

    private String read() throws IOException {
        try (GuardedGet.Answer answer = http.get(page, "*/*")) {
            if (answer.status() != 200) {
                throw new IOException("HTTP status " + answer.status());
            }
            return new String(answer.body().readNBytes(MAX_BYTES), StandardCharsets.UTF_8);
        }
    }

    /** Its content type is text/plain, and its fields differ between releases; one matters. */
    private static Optional<DaemonRelease> release(String body) {
        try {
            return DaemonRelease.parse(JSON.readTree(body).path("daemonVersion").asText());
        } catch (JacksonException e) {
            LOG.debug("a heartbeat page is no JSON", e);
            return Optional.empty();
        }
    }

    private record Known(DaemonRelease release, long askedAt) {}
}
