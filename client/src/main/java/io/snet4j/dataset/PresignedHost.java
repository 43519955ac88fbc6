package io.snet4j.dataset;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
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

    /** The rest of an error's body repeats the request, with its signature. */
    private static final Pattern ERROR_CODE = Pattern.compile("<Code>([A-Za-z0-9]{1,60})</Code>");

    private final Function<String, PresignedTarget> targets;
    private final HostHttp http = new HostHttp();

    PresignedHost(Function<String, PresignedTarget> targets) {
        this.targets = targets;
    }

    @Override
    public HostedDataset host(DatasetContent content, Duration atMost) {
        PresignedTarget target = targets.apply(content.fileName());
        BodyPublisher file = BodyPublishers.ofInputStream(() -> open(content));
        HttpRequest.Builder request = HttpRequest.newBuilder(target.put())
                // With the length known: object storage takes no chunked bodies.
                .PUT(BodyPublishers.fromPublisher(file, content.size()));
        target.headers().forEach(request::setHeader);
        HostHttp.Answer answer = http.send(request, atMost, "PUT to " + PresignedTarget.shown(target.put()));
        if (answer.status() / 100 != 2) {
            throw new DatasetHostException("PUT to " + PresignedTarget.shown(target.put()) + " was answered with HTTP "
                    + answer.status() + code(answer.body()) + "; is the pre-signed URL still good for this file?");
        }
        return new Hosted(target);
    }

    private static InputStream open(DatasetContent content) {
        try {
            return content.open();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String code(String body) {
        Matcher matcher = ERROR_CODE.matcher(body);
        return matcher.find() ? " " + matcher.group(1) : "";
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
            String what = "DELETE of " + PresignedTarget.shown(delete.get());
            HostHttp.Answer answer =
                    http.send(HttpRequest.newBuilder(delete.get()).DELETE(), DELETE_TIME, what);
            if (answer.status() / 100 != 2) {
                LOG.warn("{} was answered with HTTP {}{}", what, answer.status(), code(answer.body()));
            }
        }
    }
}
