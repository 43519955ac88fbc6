package io.snet4j.internal.transport;

import io.grpc.Attributes;
import io.grpc.Server;
import io.grpc.ServerTransportFilter;
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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Answers one free question, and counts how often. Health questions are not implemented, which is healthy enough. */
final class TinyDaemon extends DaemonGrpc.DaemonImplBase implements AutoCloseable {
    private static final int MOST_LOOKS = 60_000;

    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger ended = new AtomicInteger();
    private volatile CountDownLatch held = new CountDownLatch(0);
    private final String scheme;
    private final Server server;
    private final int port;

    private TinyDaemon(String scheme, NettyServerBuilder builder) {
        this.scheme = scheme;
        try {
            this.server = builder.addService(this)
                    .addTransportFilter(new Counter())
                    .build()
                    .start();
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

    void awaitCalls(int count) throws InterruptedException {
        await(() -> calls.get() >= count);
    }

    /** So many were accepted. */
    int connections() {
        return connections.get();
    }

    /**
     * Waits until so many are over.
     *
     * @return how many are
     */
    int awaitConnectionsEnded(int count) throws InterruptedException {
        await(() -> ended.get() >= count);
        return ended.get();
    }

    /** From now on it answers only when the latch is open. */
    CountDownLatch hold() {
        held = new CountDownLatch(1);
        return held;
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        for (int i = 0; i < MOST_LOOKS && !condition.getAsBoolean(); i++) {
            Thread.sleep(1);
        }
    }

    private final class Counter extends ServerTransportFilter {
        @Override
        public Attributes transportReady(Attributes attributes) {
            connections.incrementAndGet();
            return attributes;
        }

        @Override
        public void transportTerminated(Attributes attributes) {
            ended.incrementAndGet();
        }
    }

    @Override
    public void getTrainingMetadata(com.google.protobuf.Empty request, StreamObserver<TrainingMetadata> answer) {
        calls.incrementAndGet();
        try {
            held.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        answer.onNext(TrainingMetadata.newBuilder().setTrainingEnabled(true).build());
        answer.onCompleted();
    }

    @Override
    public void close() {
        held.countDown();
        server.shutdownNow();
        try {
            server.awaitTermination();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
