package io.snet4j.internal.transport;

import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.snet4j.errors.InvalidRequestException;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** The only place that makes connections to daemons. */
public final class Connections {
    /** Services may answer with more than gRPC's default of 4 MiB. */
    private static final int MAX_INBOUND_BYTES = 64 << 20;

    /** Servers written in Go end connections that ping more often than every five minutes. */
    private static final long KEEP_ALIVE_MINUTES = 6;

    private static final String USER_AGENT = "snet4j/"
            + Optional.ofNullable(Connections.class.getPackage().getImplementationVersion())
                    .orElse("dev");

    private Connections() {}

    /**
     * Does no I/O. Calls are never repeated behind our back: a paid one must not be.
     *
     * @throws InvalidRequestException if the endpoint has another scheme than http and https, a path, or is http off
     *     this machine and that was not allowed
     */
    public static ManagedChannel open(URI endpoint, boolean allowPlaintext, Executor executor) {
        String host = endpoint.getHost();
        String scheme = Optional.ofNullable(endpoint.getScheme()).orElse("").toLowerCase(Locale.ROOT);
        boolean plaintext = scheme.equals("http");
        if (host == null || !(plaintext || scheme.equals("https"))) {
            throw new InvalidRequestException(
                    "cannot call the daemon at \"" + endpoint + "\"; expected http://HOST:PORT or https://HOST:PORT");
        }
        if (!Optional.ofNullable(endpoint.getPath()).orElse("").matches("/?")) {
            throw new InvalidRequestException(
                    "cannot call the daemon at \"" + endpoint + "\": gRPC has no place for the path of an endpoint");
        }
        if (plaintext && !allowPlaintext && !isLoopback(host)) {
            throw new InvalidRequestException(
                    "the daemon at \"" + endpoint
                            + "\" is beyond this machine and without TLS; choose an https endpoint, or call allowPlaintext(true)");
        }
        int port = endpoint.getPort() >= 0 ? endpoint.getPort() : plaintext ? 80 : 443;
        NettyChannelBuilder builder = NettyChannelBuilder.forAddress(host, port)
                .disableRetry()
                .executor(executor)
                .userAgent(USER_AGENT)
                .maxInboundMessageSize(MAX_INBOUND_BYTES)
                .keepAliveTime(KEEP_ALIVE_MINUTES, TimeUnit.MINUTES);
        return (plaintext ? builder.usePlaintext() : builder.useTransportSecurity()).build();
    }

    private static boolean isLoopback(String host) {
        return host.equals("localhost") || host.matches("127(\\.\\d{1,3}){3}") || host.equals("[::1]");
    }
}
