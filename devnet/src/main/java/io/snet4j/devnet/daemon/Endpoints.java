package io.snet4j.devnet.daemon;

import com.linecorp.armeria.client.UnprocessedRequestException;
import com.linecorp.armeria.common.SessionProtocol;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** Where services listen. */
final class Endpoints {
    private static final Duration DIAL_TIME = Duration.ofSeconds(2);
    private static final int HTTPS_PORT = 443;
    private static final int HTTP_PORT = 80;

    private Endpoints() {}

    /** Tries to connect, which blocks for up to two seconds. Empty if that went well, else why not. */
    static Optional<IOException> dial(URI endpoint) {
        int defaultPort = "https".equals(endpoint.getScheme()) ? HTTPS_PORT : HTTP_PORT;
        int port = endpoint.getPort() < 0 ? defaultPort : endpoint.getPort();
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(endpoint.getHost(), port), (int) DIAL_TIME.toMillis());
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(e);
        }
    }

    /** Why a call never reached its endpoint; empty if it did, or may have. */
    static Optional<Throwable> unreached(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnprocessedRequestException && cause.getCause() != null) {
                return Optional.of(cause.getCause());
            }
        }
        return Optional.empty();
    }

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
