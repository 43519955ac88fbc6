package io.snet4j.internal.text;

import java.net.URI;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** URIs for messages. Users put keys into them: as user and password, in the path, in the query. */
public final class ShownUri {
    /** What a host looks like where the scheme was forgotten. A key has no points, or longer parts. */
    private static final Pattern HOST =
            Pattern.compile("(localhost|[A-Za-z0-9-]{1,40}(\\.[A-Za-z0-9-]{1,40}){1,5})(:\\d{1,5})?(?=/|$)");

    private ShownUri() {}

    /** Scheme, host and port. */
    public static String origin(URI uri) {
        Optional<UriHost> known = UriHost.of(uri);
        if (known.isEmpty()) {
            Matcher host = HOST.matcher(uri.toString());
            String scheme = uri.getScheme() == null ? "" : uri.getScheme() + ":";
            return host.lookingAt()
                    ? host.group() + (host.end() == uri.toString().length() ? "" : "/…")
                    : scheme + "…";
        }
        return ForeignText.of(uri.getScheme() + "://" + known.get().hostAndPort());
    }

    /** With the path, but without user, password, query and fragment: a link to a file. */
    public static String link(String uri) {
        return ForeignText.of(uri.replaceFirst("[?#][\\s\\S]*", "").replaceFirst("^([^/]*//)[^/]*@", "$1"));
    }
}
