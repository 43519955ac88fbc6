package io.snet4j.dataset;

import io.snet4j.internal.text.ShownUri;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/**
 * Where one object may be put, and where it is then found. The queries of such URIs are secrets; {@link #toString}
 * leaves them out.
 *
 * @param put takes the object by HTTP PUT
 * @param get gives it; must stay good until the provider has fetched it
 * @param delete removes it by HTTP DELETE when it is withdrawn; empty leaves it there
 * @param headers that the signature of {@code put} covers, such as {@code Content-Type}
 * @since 0.1.0
 */
public record PresignedTarget(URI put, URI get, Optional<URI> delete, Map<String, String> headers) {
    /** @throws IllegalArgumentException unless all are http or https URIs */
    public PresignedTarget {
        headers = Map.copyOf(headers);
        requireHttp(put, "put");
        requireHttp(get, "get");
        delete.ifPresent(uri -> requireHttp(uri, "delete"));
    }

    /** Without more. */
    public static PresignedTarget of(URI put, URI get) {
        return new PresignedTarget(put, get, Optional.empty(), Map.of());
    }

    @Override
    public String toString() {
        return "PresignedTarget[put=" + shown(put) + ", get=" + shown(get) + "]";
    }

    /** Without user and query. */
    static String shown(URI uri) {
        return ShownUri.link(uri.toString());
    }

    private static void requireHttp(URI uri, String name) {
        boolean http = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
        if (!http || uri.getHost() == null) {
            throw new IllegalArgumentException(name + " must be an http or https URI, not " + shown(uri));
        }
    }
}
