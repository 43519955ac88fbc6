package io.snet4j.internal.transport;

import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.MultiThreadIoEventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.nio.NioIoHandler;
import io.grpc.netty.shaded.io.netty.util.concurrent.DefaultThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The threads that all connections to daemons of this JVM are read and written by. They end when the last of those who
 * share them is closed; gRPC's own stay for a while. Thread-safe.
 */
final class IoThreads implements AutoCloseable {
    /** A thread for each core is enough for any number of connections, and begins with the first that it gets. */
    private static final int COUNT = Math.max(2, Runtime.getRuntime().availableProcessors());

    private static final long CLOSE_SECONDS = 5;

    private static @Nullable EventLoopGroup shared;
    private static int users;

    private final EventLoopGroup group;
    private final AtomicBoolean closed = new AtomicBoolean();

    private IoThreads(EventLoopGroup group) {
        this.group = group;
    }

    /** @return to be closed after the connections */
    static synchronized IoThreads share() {
        if (shared == null) {
            shared = new MultiThreadIoEventLoopGroup(
                    COUNT, new DefaultThreadFactory("snet4j-io", true), NioIoHandler.newFactory());
        }
        users++;
        return new IoThreads(shared);
    }

    private static synchronized void leave() {
        users--;
        if (users == 0 && shared != null) {
            shared.shutdownGracefully(0, CLOSE_SECONDS, TimeUnit.SECONDS);
            shared = null;
        }
    }

    EventLoopGroup group() {
        return group;
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            leave();
        }
    }
}
