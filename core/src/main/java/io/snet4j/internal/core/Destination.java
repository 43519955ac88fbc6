package io.snet4j.internal.core;

import io.snet4j.internal.text.UriHost;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * What the JDK's client is given for a URI. It would drop user and password, so they become a header; and it takes no
 * host with an underscore, so that an address stands in its place.
 *
 * @param authorization the header's value
 */
record Destination(URI uri, Optional<String> authorization) {
    static Destination of(URI uri, AddressRule.Resolver resolver) throws IOException {
        UriHost known = UriHost.of(uri).orElseThrow(() -> new UnknownHostException("no host"));
        if (uri.getHost() != null && known.userInfo().isEmpty()) {
            return new Destination(uri, Optional.empty());
        }
        String host = uri.getHost() == null ? resolved(known.host(), resolver) : uri.getHost();
        URI bare = URI.create(uri.getScheme()
                + "://"
                + host
                + (known.port() < 0 ? "" : ":" + known.port())
                + Optional.ofNullable(uri.getRawPath()).orElse("")
                + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery()));
        return new Destination(bare, known.userInfo().map(Destination::basic));
    }

    private static String resolved(String host, AddressRule.Resolver resolver) throws UnknownHostException {
        InetAddress address = resolver.resolve(host).get(0);
        return address instanceof Inet6Address ? "[" + address.getHostAddress() + "]" : address.getHostAddress();
    }

    private static String basic(String userInfo) {
        String plain = unescaped(userInfo);
        String both = plain.contains(":") ? plain : plain + ":";
        return "Basic " + Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8));
    }

    private static String unescaped(String userInfo) {
        try {
            return Optional.ofNullable(
                            URI.create("http://" + userInfo + "@host").getUserInfo())
                    .orElse(userInfo);
        } catch (IllegalArgumentException e) {
            return userInfo;
        }
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return Http.origin(uri);
    }
}
