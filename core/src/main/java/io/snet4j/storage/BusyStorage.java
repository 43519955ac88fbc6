package io.snet4j.storage;

import io.snet4j.internal.core.Deadline;
import io.snet4j.internal.core.Http;
import io.snet4j.internal.core.Repetition;
import java.io.IOException;
import java.time.Duration;

/** Repeats what a source has no time for. Shortly: there may be other sources. */
final class BusyStorage {
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private BusyStorage() {}

    /** One request and its answer. */
    @FunctionalInterface
    interface Exchange {
        Http.Response send() throws IOException;
    }

    static Http.Response repeat(Http http, Duration timeout, Exchange exchange) throws IOException {
        Repetition repetition =
                new Repetition(Deadline.bound(timeout.compareTo(PATIENCE) < 0 ? timeout : PATIENCE), http::pause);
        while (true) {
            Http.Response response = exchange.send();
            if (!Repetition.TOO_BUSY.contains(response.status())
                    || !repetition.again(response.retryAfter().flatMap(Repetition::retryAfter))) {
                return response;
            }
        }
    }
}
