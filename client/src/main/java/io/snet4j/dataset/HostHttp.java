package io.snet4j.dataset;

import io.snet4j.errors.CallCancelledException;
import io.snet4j.errors.SnetException.Charge;
import io.snet4j.internal.core.HttpTransport;
import io.snet4j.internal.text.TimeText;
import io.snet4j.internal.transport.Budget;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Requests with one deadline each, on a connection of its own each, since they are rare. Nothing of a URI's query gets
 * into a message. Thread-safe.
 */
final class HostHttp {
    private static final int MAX_BODY = 16 << 10;

    /** @param body the beginning of it */
    record Answer(int status, String body) {}

    /**
     * @param what for messages
     * @throws DatasetHostException if there is no answer in time
     * @throws CallCancelledException if interrupted
     */
    Answer send(HttpRequest.Builder request, Duration atMost, String what) {
        if (atMost.isNegative() || atMost.isZero()) {
            throw new DatasetHostException(what + " was not begun: no time is left");
        }
        try (HttpTransport transport = new HttpTransport()) {
            return send(transport.client(), request.build(), atMost, what);
        }
    }

    private static Answer send(HttpClient client, HttpRequest request, Duration atMost, String what) {
        CompletableFuture<HttpResponse<InputStream>> coming = client.sendAsync(request, BodyHandlers.ofInputStream());
        CompletableFuture<Answer> answer = coming.thenApply(HostHttp::read);
        try {
            return answer.get(Budget.nanos(atMost), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CallCancelledException("interrupted during " + what, e, Charge.NONE);
        } catch (TimeoutException e) {
            throw new DatasetHostException(what + " took longer than " + TimeText.of(atMost), e);
        } catch (ExecutionException e) {
            throw new DatasetHostException(what + " failed: " + reason(e), e);
        } finally {
            coming.cancel(true);
        }
    }

    private static Answer read(HttpResponse<InputStream> response) {
        try (InputStream body = response.body()) {
            return new Answer(response.statusCode(), new String(body.readNBytes(MAX_BODY), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The JDK's own often has no message at all. */
    private static String reason(ExecutionException failure) {
        Throwable cause = Objects.requireNonNullElse(failure.getCause(), failure);
        return cause instanceof ConnectException
                ? "cannot connect"
                : Objects.requireNonNullElse(
                        cause.getMessage(), cause.getClass().getSimpleName());
    }
}
