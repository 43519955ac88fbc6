package io.snet4j.internal.core;

import io.snet4j.internal.text.ForeignText;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/** Where a redirect leads. */
final class Redirects {
    /** As many as the JDK's client follows. */
    private static final int MOST = 5;

    private static final int MAX_SHOWN = 200;

    private Redirects() {}

    /** What to make of the last answer. */
    @FunctionalInterface
    interface Reader<T> {
        T read(GuardedGet.Answer answer) throws IOException;
    }

    /** Gets a link, and where it leads to. Every hop is guarded. */
    static <T> T follow(GuardedGet http, URI start, String accept, Reader<T> reader) throws IOException {
        URI link = start;
        for (int hops = 0; hops < MOST; hops++) {
            try (GuardedGet.Answer answer = http.get(link, accept)) {
                Optional<URI> next = answer.redirect(link);
                if (next.isEmpty()) {
                    return reader.read(answer);
                }
                link = next.get();
            }
        }
        throw new IOException("redirected more than " + MOST + " times");
    }

    /**
     * Empty if it is no redirect, or leads from https to http, which is not followed.
     *
     * @throws IOException if it leads nowhere
     */
    static Optional<URI> target(URI from, int status, Optional<String> location) throws IOException {
        boolean redirect =
                switch (status) {
                    case 301, 302, 303, 307, 308 -> true;
                    default -> false;
                };
        if (!redirect || location.isEmpty()) {
            return Optional.empty();
        }
        URI target = resolve(from, location.get());
        boolean secured = "https".equalsIgnoreCase(from.getScheme());
        boolean secure = "https".equalsIgnoreCase(target.getScheme());
        if (target.getHost() == null || !secure && !"http".equalsIgnoreCase(target.getScheme())) {
            throw nowhere(location.get());
        }
        return secured && !secure ? Optional.empty() : Optional.of(target);
    }

    private static URI resolve(URI from, String location) throws IOException {
        try {
            return from.resolve(new URI(location));
        } catch (URISyntaxException | IllegalArgumentException e) {
            throw nowhere(location);
        }
    }

    private static IOException nowhere(String location) {
        return new IOException("redirected to \"" + ForeignText.of(location, MAX_SHOWN)
                + "\", which is no http or https URI with a host");
    }
}
