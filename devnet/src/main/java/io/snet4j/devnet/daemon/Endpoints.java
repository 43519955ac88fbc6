package io.snet4j.devnet.daemon;

import com.linecorp.armeria.common.SessionProtocol;
import java.net.URI;

/** Where services listen. */
final class Endpoints {
    private Endpoints() {}

    /**
     * Always HTTP/2 from the first byte on.
     *
     * @throws IllegalArgumentException unless the scheme is http or https and there is a host
     */
    static String protocol(URI endpoint) {
        String scheme = "" + endpoint.getScheme();
        if (endpoint.getHost() == null || !(scheme.equals("http") || scheme.equals("https"))) {
            throw new IllegalArgumentException(
                    "not the endpoint of a service: " + endpoint + "; expected http://host:port");
        }
        return (scheme.equals("https") ? SessionProtocol.H2 : SessionProtocol.H2C).uriText();
    }
}
