package io.snet4j.dataset;

import io.snet4j.internal.core.Http;
import io.snet4j.observe.Request;
import io.snet4j.observe.SnetListener;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts each dataset into object storage. */
final class PresignedHost implements DatasetHost {
    private static final Logger LOG = LoggerFactory.getLogger(PresignedHost.class);
    private static final Duration DELETE_TIME = Duration.ofSeconds(10);
    private static final int MAX_BODY = 16 << 10;

    /** The rest of an error's body repeats the request, with its signature. */
    private static final Pattern ERROR_CODE = Pattern.compile("<Code>([A-Za-z0-9]{1,60})</Code>");

    private final Function<String, PresignedTarget> targets;

    PresignedHost(Function<String, PresignedTarget> targets) {
        this.targets = targets;
    }

    @Override
    public HostedDataset host(DatasetContent content, Duration atMost) {
        PresignedTarget target = targets.apply(content.fileName());
        BodyPublisher file = BodyPublishers.ofInputStream(() -> open(content));
        // With the length known: object storage takes no chunked bodies.
        BodyPublisher sized = BodyPublishers.fromPublisher(file, content.size());
        Http.Response answer = send("PUT", target.put(), target.headers(), sized, atMost);
        if (answer.status() / 100 != 2) {
            throw new DatasetHostException(shown("PUT", target.put()) + " was answered with " + status(answer)
                    + "; is the pre-signed URL still good for this file?");
        }
        return new Hosted(target);
    }

    /** On a connection of its own, since these requests are rare. Nothing of a URI's query gets into a message. */
    private static Http.Response send(
            String method, URI uri, Map<String, String> headers, BodyPublisher body, Duration atMost) {
        if (atMost.isNegative() || atMost.isZero()) {
            throw new DatasetHostException(shown(method, uri) + " was not begun: no time is left");
        }
        Duration timeout = atMost.compareTo(Http.MAX_TIMEOUT) < 0 ? atMost : Http.MAX_TIMEOUT;
        try (Http http = new Http(timeout, Optional.empty(), Request.Kind.STORAGE, SnetListener.none())) {
            return http.store(method, uri, headers, body, MAX_BODY);
        } catch (IOException e) {
            throw new DatasetHostException(shown(method, uri) + " failed: " + e.getMessage(), e);
        }
    }

    private static String shown(String method, URI uri) {
        return (method.equals("PUT") ? "PUT to " : method + " of ") + PresignedTarget.shown(uri);
    }

    private static InputStream open(DatasetContent content) {
        try {
            return content.open();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String status(Http.Response answer) {
        Matcher matcher = ERROR_CODE.matcher(new String(answer.body(), StandardCharsets.UTF_8));
        return "HTTP " + answer.status() + (matcher.find() ? " " + matcher.group(1) : "");
    }

    @Override
    public void close() {}

    private final class Hosted implements HostedDataset {
        private final PresignedTarget target;
        private final AtomicBoolean closed = new AtomicBoolean();

        Hosted(PresignedTarget target) {
            this.target = target;
        }

        @Override
        public URI link() {
            return target.get();
        }

        @Override
        public void close() {
            Optional<URI> delete = target.delete();
            if (delete.isEmpty() || closed.getAndSet(true)) {
                return;
            }
            Http.Response answer = send("DELETE", delete.get(), Map.of(), BodyPublishers.noBody(), DELETE_TIME);
            if (answer.status() / 100 != 2) {
                LOG.warn("{} was answered with {}", shown("DELETE", delete.get()), status(answer));
            }
        }
    }
}
