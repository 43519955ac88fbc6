package io.snet4j.internal.transport;

import io.grpc.netty.shaded.io.netty.channel.EventLoop;
import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.SingleThreadIoEventLoop;
import io.grpc.netty.shaded.io.netty.channel.nio.NioIoHandler;
import io.grpc.netty.shaded.io.netty.util.concurrent.DefaultThreadFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The threads that all connections to daemons of this JVM are read and written by. They end with the last of those who
 * share them; gRPC's own stay for a while. They are in no group of Netty's: a group that ends says so on a thread that
 * lives for a second, and that no JVM ends before, so that each short program would take a second longer. Thread-safe.
 */
final class IoThreads implements AutoCloseable {
    /** A thread for each core is enough for any number of connections, and begins with the first that it gets. */
    private static final int COUNT = Math.max(2, Runtime.getRuntime().availableProcessors());

    private static final long CLOSE_SECONDS = 5;
    private static final ThreadFactory DAEMONS = new DefaultThreadFactory("snet4j-io", true);

    private static final List<EventLoop> SHARED = new ArrayList<>(COUNT);
    private static int users;
    private static int next;

    private final AtomicBoolean closed = new AtomicBoolean();

    private IoThreads() {}

    /** @return to be closed after the connections */
    static IoThreads share() {
        synchronized (SHARED) {
            users++;
        }
        return new IoThreads();
    }

    /** One of them, for one connection. */
    EventLoopGroup next() {
        synchronized (SHARED) {
            if (SHARED.size() < COUNT) {
                SHARED.add(new SingleThreadIoEventLoop(null, DAEMONS, NioIoHandler.newFactory()));
            }
            return SHARED.get(next++ % SHARED.size());
        }
    }

    private static void leave() {
        synchronized (SHARED) {
            users--;
            if (users == 0) {
                SHARED.forEach(thread -> thread.shutdownGracefully(0, CLOSE_SECONDS, TimeUnit.SECONDS));
                SHARED.clear();
                next = 0;
            }
        }
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            leave();
        }
    }
}
