package io.snet4j.internal.text;

import java.net.URI;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * User, host and port of a URI, also where the host is one that {@link URI#getHost} does not know: names of containers
 * have an underscore.
 *
 * @param userInfo as it stands there, escaped
 * @param host with brackets around IPv6
 * @param port negative if there is none
 */
public record UriHost(Optional<String> userInfo, String host, int port) {
    /** As Java, but with underscores: the last part begins with no digit, so that it is no broken address. */
    private static final Pattern AUTHORITY = Pattern.compile(
            "(?:(.*)@)?((?:[A-Za-z0-9_][A-Za-z0-9_-]{0,62}\\.){0,30}[A-Za-z_][A-Za-z0-9_-]{0,62}\\.?)(?::(\\d{1,5}))?");

    /** Empty if it names no host. */
    public static Optional<UriHost> of(URI uri) {
        if (uri.getHost() != null) {
            return Optional.of(new UriHost(Optional.ofNullable(uri.getRawUserInfo()), uri.getHost(), uri.getPort()));
        }
        Matcher authority =
                AUTHORITY.matcher(Optional.ofNullable(uri.getRawAuthority()).orElse(""));
        if (!authority.matches()) {
            return Optional.empty();
        }
        int port = authority.group(3) == null ? -1 : Integer.parseInt(authority.group(3));
        return port > 0xffff
                ? Optional.empty()
                : Optional.of(new UriHost(Optional.ofNullable(authority.group(1)), authority.group(2), port));
    }

    /** Host, and port if there is one. */
    public String hostAndPort() {
        return host + (port < 0 ? "" : ":" + port);
    }

    /** Without the user. */
    @Override
    public String toString() {
        return hostAndPort();
    }
}
