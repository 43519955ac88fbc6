package io.snet4j.internal.text;

import java.net.URI;

/** URIs for messages. Users put keys into them: as user and password, in the path, in the query. */
public final class ShownUri {
    private ShownUri() {}

    /** Scheme, host and port. */
    public static String origin(URI uri) {
        String scheme = uri.getScheme() == null ? "" : uri.getScheme() + ":";
        if (uri.getHost() == null) {
            return scheme + "…";
        }
        return ForeignText.of(scheme + "//" + uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort()));
    }

    /** With the path, but without user, password, query and fragment: a link to a file. */
    public static String link(String uri) {
        return ForeignText.of(uri.replaceFirst("[?#][\\s\\S]*", "").replaceFirst("^([^/]*//)[^/]*@", "$1"));
    }
}
