package io.snet4j.internal.transport;

import io.snet4j.errors.CallCancelledException;
import io.snet4j.errors.SnetException.Charge;
import io.snet4j.internal.core.AddressRule;
import io.snet4j.internal.core.ForbiddenAddressException;
import io.snet4j.internal.core.GuardedGet;
import io.snet4j.internal.core.Lazy;
import io.snet4j.internal.text.ForeignFailure;
import io.snet4j.internal.text.ShownUri;
import io.snet4j.internal.text.SizeText;
import io.snet4j.observe.Request;
import io.snet4j.observe.SnetListener;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A daemon's heartbeat page: the one place that names its release, and that says whether it takes payments. Plain
 * HTTP/1.1, since the daemon takes HTTP/2 for gRPC. Those who ask while it is read wait for the same answer.
 * Thread-safe.
 */
public final class DaemonPage implements Supplier<Optional<DaemonRelease>> {
    private static final Logger LOG = LoggerFactory.getLogger(DaemonPage.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final Duration CONNECT_TIME = Duration.ofSeconds(3);
    private static final int MAX_BYTES = 1 << 20;

    /** Daemons are upgraded now and then, under clients that stay. */
    private static final Duration REMEMBERED = Duration.ofMinutes(5);

    private final URI endpoint;
    private final URI page;
    private final GuardedGet http;
    private final SnetListener listener;
    private final ExecutorService threads;
    private final LongSupplier nanoTime;
    private Optional<Known<DaemonRelease>> release = Optional.empty();
    private Optional<Known<Boolean>> payments = Optional.empty();
    private Optional<CompletableFuture<Heartbeat>> reading = Optional.empty();

    /** In the order in which they came, which is that of their turns to pay. */
    private List<CompletableFuture<PaymentTerms>> waiting = new ArrayList<>();

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
        this.http = new GuardedGet(addresses, Lazy.of(() -> tls.forPages().getSocketFactory()), CONNECT_TIME);
        this.endpoint = endpoint;
        this.page = endpoint.resolve("/heartbeat");
        this.threads = threads;
        this.nanoTime = nanoTime;
    }

    /**
     * The daemon's release; empty if the page does not tell, as some builds do not, or cannot be had. Only what it did
     * tell is remembered for a while. Blocks for at most a few seconds.
     *
     * @throws CallCancelledException if interrupted
     * @throws IllegalStateException if the client is closed
     */
    @Override
    public Optional<DaemonRelease> get() {
        Optional<DaemonRelease> remembered = remembered();
        if (remembered.isPresent()) {
            return remembered;
        }
        try {
            return ask().get().release();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CallCancelledException(
                    "interrupted while waiting for the daemon's heartbeat page", e, Charge.NONE);
        } catch (ExecutionException e) {
            throw closed(e);
        }
    }

    private synchronized Optional<DaemonRelease> remembered() {
        return release.filter(this::isFresh).map(Known::value);
    }

    /**
     * Whether the daemon takes payments. Done at once if the page was read before; one that was read a while ago is
     * read again beside the call, so that no later call waits for it. Otherwise done within a few seconds. Fails only
     * if the client is closed.
     */
    synchronized CompletableFuture<PaymentTerms> terms() {
        try {
            if (payments.isEmpty()) {
                ask();
                CompletableFuture<PaymentTerms> mine = new CompletableFuture<>();
                waiting.add(mine);
                return mine;
            }
            Known<Boolean> known = payments.get();
            if (!isFresh(known)) {
                ask();
            }
            return CompletableFuture.completedFuture(terms(known.value, true, Optional.empty()));
        } catch (IllegalStateException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** Whether the daemon takes payments is read again before it is believed again. */
    synchronized void forgetTerms() {
        payments = Optional.empty();
    }

    private PaymentTerms terms(boolean takesPayments, boolean reached, Optional<ForbiddenAddressException> forbidden) {
        return new PaymentTerms(endpoint, takesPayments, reached, forbidden);
    }

    private boolean isFresh(Known<?> known) {
        return nanoTime.getAsLong() - known.askedAt < REMEMBERED.toNanos();
    }

    private synchronized CompletableFuture<Heartbeat> ask() {
        if (reading.isPresent()) {
            return reading.get();
        }
        long start = System.nanoTime();
        CompletableFuture<String> body = new CompletableFuture<>();
        Future<?> work = submit(() -> {
            try {
                body.complete(read());
            } catch (Throwable e) {
                body.completeExceptionally(e);
            }
        });
        CompletableFuture<Heartbeat> answer = new CompletableFuture<>();
        reading = Optional.of(answer);
        body.orTimeout(TIMEOUT.toNanos(), TimeUnit.NANOSECONDS)
                .whenCompleteAsync(
                        (text, failure) -> {
                            work.cancel(true);
                            learn(start, text, failure, answer);
                        },
                        threads)
                .whenComplete((text, failure) -> {
                    // The client was closed before it could learn.
                    if (answer.completeExceptionally(closed(failure))) {
                        takeWaiting().forEach(call -> call.completeExceptionally(closed(failure)));
                    }
                });
        return answer;
    }

    private Future<?> submit(Runnable work) {
        try {
            return threads.submit(work);
        } catch (RejectedExecutionException e) {
            throw closed(e);
        }
    }

    private void learn(
            long start, @Nullable String body, @Nullable Throwable failure, CompletableFuture<Heartbeat> answer) {
        if (failure != null) {
            LOG.debug("{} cannot be read", ShownUri.origin(page), ForeignFailure.printable(failure));
        }
        Heartbeat told = body == null ? Heartbeat.SILENT : Heartbeat.parse(body);
        Optional<ForbiddenAddressException> forbidden =
                failure instanceof ForbiddenAddressException refusal ? Optional.of(refusal) : Optional.empty();
        boolean reached = forbidden.isEmpty() && !(failure instanceof ConnectException);
        boolean takes = takesPayments(told);
        listener.onRequest(new Request(
                Request.Kind.DAEMON,
                "heartbeat",
                Duration.ofNanos(System.nanoTime() - start),
                failure == null ? Request.OK : Request.NO_ANSWER));
        // Who comes meanwhile waits behind these.
        PaymentTerms terms = terms(takes, reached, forbidden);
        while (!remember(told, takes, reached)) {
            takeWaiting().forEach(call -> call.complete(terms));
        }
        answer.complete(told);
    }

    /** A page that tells nothing leaves what it told before. */
    private synchronized boolean takesPayments(Heartbeat told) {
        boolean before = payments.map(Known::value).orElse(true);
        boolean takes = told.blockchain().orElse(before);
        if (takes != before) {
            LOG.info(
                    takes
                            ? "the daemon at {} takes payments now, says its heartbeat page"
                            : "the daemon at {} takes no payment, says its heartbeat page; its calls are not paid",
                    ShownUri.origin(endpoint));
        }
        return takes;
    }

    private synchronized List<CompletableFuture<PaymentTerms>> takeWaiting() {
        List<CompletableFuture<PaymentTerms>> taken = waiting;
        waiting = new ArrayList<>();
        return taken;
    }

    /**
     * What nobody answered for is asked again next time.
     *
     * @return false while somebody waits
     */
    private synchronized boolean remember(Heartbeat told, boolean takes, boolean reached) {
        if (!waiting.isEmpty()) {
            return false;
        }
        long now = nanoTime.getAsLong();
        told.release().ifPresent(value -> release = Optional.of(new Known<>(value, now)));
        if (reached || payments.isPresent()) {
            payments = Optional.of(new Known<>(takes, now));
        }
        reading = Optional.empty();
        return true;
    }

    /** An interrupt ends it, also when the body drips. */
    private String read() throws IOException {
        try (GuardedGet.Answer answer = http.get(page, "*/*")) {
            if (answer.status() != 200) {
                throw new IOException("HTTP status " + answer.status());
            }
            byte[] bytes = answer.body().readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new IOException("the page is larger than " + SizeText.exact(MAX_BYTES));
            }
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    private static IllegalStateException closed(@Nullable Throwable cause) {
        return new IllegalStateException("this client is closed", cause);
    }

    private record Known<T>(T value, long askedAt) {}
}
