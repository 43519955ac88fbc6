package io.snet4j.internal.transport;

import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioSocketChannel;
import io.grpc.stub.ClientCalls;
import io.snet4j.observe.SnetListener;
import io.snet4j.wire.training.DaemonGrpc;
import io.snet4j.wire.training.TrainingDaemonProto.CommonRequest;
import java.net.ConnectException;
import java.net.SocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Most of a fresh JVM's first call is loading the classes of gRPC, some two thousand. They are loaded once, beside what
 * comes before that call: reading settings, and asking the node and storage. A call that reaches nobody does that; no
 * address is connected to, and nothing is sent.
 */
public final class Loading {
    private static final Logger LOG = LoggerFactory.getLogger(Loading.class);
    private static final AtomicBoolean BEGUN = new AtomicBoolean();
    private static final long PATIENCE_SECONDS = 5;

    private Loading() {}

    /** Does not block. Only the first time in a JVM, and where there is a second core to do it, anything happens. */
    public static void begin() {
        if (Runtime.getRuntime().availableProcessors() > 1 && BEGUN.compareAndSet(false, true)) {
            Thread thread = new Thread(Loading::load, "snet4j-loading");
            thread.setDaemon(true);
            thread.start();
        }
    }

    private static void load() {
        try (IoThreads io = IoThreads.share()) {
            ManagedChannel nobody = NettyChannelBuilder.forAddress("127.0.0.1", 1)
                    .usePlaintext()
                    .disableRetry()
                    .directExecutor()
                    .eventLoopGroup(io.next())
                    .channelFactory(Unconnected::new)
                    .intercept(new RequestWatch(SnetListener.none()))
                    .build();
            try {
                ClientCalls.blockingUnaryCall(
                        nobody,
                        DaemonGrpc.getGetModelMethod(),
                        CallOptions.DEFAULT.withDeadlineAfter(PATIENCE_SECONDS, TimeUnit.SECONDS),
                        CommonRequest.getDefaultInstance());
            } catch (StatusRuntimeException e) {
                LOG.trace("gRPC is loaded");
            } finally {
                // Its threads end behind it: a channel whose threads are gone says that it panics.
                nobody.shutdownNow().awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | LinkageError e) {
            // Whatever it is, the first call fails of it, too, and can tell its user.
            LOG.debug("gRPC cannot be loaded ahead", e);
        }
    }

    private static final class Unconnected extends NioSocketChannel {
        @Override
        protected boolean doConnect(SocketAddress remote, SocketAddress local) throws ConnectException {
            throw new ConnectException("this connection is there to load classes");
        }
    }
}
