package io.snet4j.internal.transport;

import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.ClientAuth;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContextBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslProvider;
import io.grpc.stub.StreamObserver;
import io.snet4j.wire.training.DaemonGrpc;
import io.snet4j.wire.training.TrainingDaemonProto.TrainingMetadata;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Answers one free question, and counts how often. Health questions are not implemented, which is healthy enough. */
final class TinyDaemon extends DaemonGrpc.DaemonImplBase implements AutoCloseable {
    private final AtomicInteger calls = new AtomicInteger();
    private final String scheme;
    private final Server server;
    private final int port;

    private TinyDaemon(String scheme, NettyServerBuilder builder) {
        this.scheme = scheme;
        try {
            this.server = builder.addService(this).build().start();
            this.port = server.getPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static TinyDaemon plain() {
        return new TinyDaemon("http", on(0));
    }

    /** On a port that another has left. */
    static TinyDaemon plainOn(int port) {
        return new TinyDaemon("http", on(port));
    }

    /** @param clients whose certificates it asks for; null for none */
    static TinyDaemon tls(TestAuthority.Issued own, @Nullable TestAuthority clients) {
        try {
            SslContextBuilder tls = SslContextBuilder.forServer(own.key().getPrivate(), own.certificate());
            if (clients != null) {
                tls.trustManager(clients.certificate()).clientAuth(ClientAuth.REQUIRE);
            }
            return new TinyDaemon(
                    "https",
                    on(0).sslContext(GrpcSslContexts.configure(tls, SslProvider.JDK)
                            .build()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static NettyServerBuilder on(int port) {
        return NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    }

    int port() {
        return port;
    }

    URI endpoint() {
        return endpoint("127.0.0.1");
    }

    URI endpoint(String host) {
        return URI.create(scheme + "://" + host + ":" + port);
    }

    int calls() {
        return calls.get();
    }

    @Override
    public void getTrainingMetadata(com.google.protobuf.Empty request, StreamObserver<TrainingMetadata> answer) {
        calls.incrementAndGet();
        answer.onNext(TrainingMetadata.newBuilder().setTrainingEnabled(true).build());
        answer.onCompleted();
    }

    @Override
    public void close() {
        server.shutdownNow();
        try {
            server.awaitTermination();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
