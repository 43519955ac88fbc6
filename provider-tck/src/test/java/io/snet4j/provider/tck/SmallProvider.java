package io.snet4j.provider.tck;

import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** The small provider on a port of loopback. Calls of one connection are handled in the order in which they arrive. */
final class SmallProvider implements AutoCloseable {
    private static final int TRIES = 5000;

    private final int port;
    private SmallService service;
    private Server server;

    private SmallProvider(SmallService service, int where) {
        this.service = service;
        server = serve(where);
        port = server.getPort();
    }

    static SmallProvider start() {
        return startAt(0);
    }

    static SmallProvider startAt(int port) {
        return new SmallProvider(SmallService.with(Optional.empty()), port);
    }

    static SmallProvider start(Fault fault) {
        return new SmallProvider(SmallService.with(Optional.of(fault)), 0);
    }

    /** Another program may have a port for a moment, to call from. */
    private Server serve(int where) {
        for (int i = 0; i < TRIES; i++) {
            try {
                return bind(where);
            } catch (IOException e) {
                pause();
            }
        }
        throw new IllegalStateException("port " + where + " stays taken");
    }

    private static void pause() {
        try {
            Thread.sleep(20);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private Server bind(int where) throws IOException {
        return NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), where))
                .directExecutor()
                .addService(service)
                .build()
                .start();
    }

    private void restart() {
        close();
        service = service.restarted();
        server = serve(port);
    }

    /** As fast as it goes. */
    ProviderUnderTest.Builder underTest(Path folder) throws IOException {
        return withoutRestart(folder).restart(this::restart);
    }

    ProviderUnderTest.Builder withoutRestart(Path folder) throws IOException {
        return ProviderUnderTest.at(URI.create("http://127.0.0.1:" + port))
                .service("text.Classifier", "classify")
                .goodDataset(Files.writeString(folder.resolve("good.txt"), "good, and long enough."))
                .badDataset(Files.writeString(folder.resolve("bad.txt"), "bad, and long enough."))
                .pollEvery(Duration.ofMillis(1));
    }

    @Override
    public void close() {
        server.shutdownNow();
        try {
            server.awaitTermination();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
