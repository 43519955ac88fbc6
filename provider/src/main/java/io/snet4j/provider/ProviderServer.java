package io.snet4j.provider;

import io.grpc.BindableService;
import io.grpc.Server;
import io.grpc.ServerInterceptors;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.snet4j.internal.core.Positive;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Serves gRPC services in the clear on the loopback address, where the provider's daemon is, and beside them
 * {@code Check} of gRPC's health service. Thread-safe.
 *
 * @since 0.1.0
 */
public final class ProviderServer implements AutoCloseable {
    private static final int GRACE_SECONDS = 1;

    private final Server server;
    private final URI uri;

    private ProviderServer(Server server) {
        this.server = server;
        uri = URI.create("http://127.0.0.1:" + server.getPort());
    }

    public static Builder builder() {
        return new Builder();
    }

    /** {@code http://127.0.0.1:PORT}, as daemons want their {@code service_endpoint}. */
    public URI uri() {
        return uri;
    }

    /** Lets calls end for a second, then cuts them off. */
    @Override
    public void close() {
        server.shutdown();
        try {
            if (!server.awaitTermination(GRACE_SECONDS, TimeUnit.SECONDS)) {
                server.shutdownNow();
                server.awaitTermination(GRACE_SECONDS, TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            server.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    /** Not thread-safe. */
    public static final class Builder {
        private final List<BindableService> services = new ArrayList<>();
        private BooleanSupplier serves = () -> true;
        private int port;
        private int maxMessageBytes = 4 << 20;

        private Builder() {}

        /** {@link TrainingProvider#service} and the service's own. */
        public Builder addService(BindableService service) {
            services.add(service);
            return this;
        }

        /**
         * Whether health checks are told that the server serves: {@link TrainingProvider#isServing}, for one. True
         * unless set.
         */
        public Builder serves(BooleanSupplier serves) {
            this.serves = serves;
            return this;
        }

        /** From 1 to 65535, or 0 for a free one, which is the default. */
        public Builder port(int port) {
            if (port < 0 || port > 65535) {
                throw new IllegalArgumentException("not a port: " + port);
            }
            this.port = port;
            return this;
        }

        /** The largest message taken. 4 MiB unless set, as in daemons. */
        public Builder maxMessageBytes(int bytes) {
            maxMessageBytes = Positive.of("maxMessageBytes", bytes);
            return this;
        }

        /** @throws UncheckedIOException naming the port, if it cannot be had */
        public ProviderServer start() {
            InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
            NettyServerBuilder builder = NettyServerBuilder.forAddress(address).maxInboundMessageSize(maxMessageBytes);
            builder.addService(new Health(serves));
            services.forEach(service -> builder.addService(ServerInterceptors.intercept(service, new Caller())));
            try {
                return new ProviderServer(builder.build().start());
            } catch (IOException e) {
                throw new UncheckedIOException("cannot listen on 127.0.0.1:" + port + "; is the port taken?", e);
            }
        }
    }
}
