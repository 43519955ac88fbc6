package io.snet4j.internal.transport;

import io.grpc.ManagedChannel;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * The connections of one client: one for each daemon and way to reach it, however many services use it. It ends with
 * the last of them. Thread-safe.
 */
public final class SharedConnections {
    private final Map<Key, Shared> open = new HashMap<>();

    /**
     * What makes two connections the same.
     *
     * @param daemon scheme, host and port
     * @param patient whether it is waited for however long it takes, because there is no other daemon to turn to
     * @param rules whom they trust, and who hears of their requests
     */
    record Key(String daemon, boolean patient, Connections.Rules rules) {}

    private static final class Shared {
        private final ManagedChannel channel;
        private int users;

        private Shared(ManagedChannel channel) {
            this.channel = channel;
        }
    }

    /** @param connect makes the connection, if there is none; does no I/O */
    synchronized Use use(Key key, Supplier<ManagedChannel> connect) {
        Shared shared = open.computeIfAbsent(key, unused -> new Shared(connect.get()));
        shared.users++;
        return new Use(key, shared);
    }

    /** @return whether nobody uses it any more */
    private synchronized boolean leave(Key key, Shared shared) {
        shared.users--;
        if (shared.users > 0) {
            return false;
        }
        open.remove(key);
        return true;
    }

    /** What one user has of a connection. */
    final class Use {
        private final Key key;
        private final Shared shared;
        private final AtomicBoolean ended = new AtomicBoolean();
        private volatile boolean last;

        private Use(Key key, Shared shared) {
            this.key = key;
            this.shared = shared;
        }

        ManagedChannel channel() {
            return shared.channel;
        }

        /** Ends the connection, and what runs on it, if no other user is left. */
        void end() {
            if (ended.compareAndSet(false, true) && leave(key, shared)) {
                last = true;
                shared.channel.shutdownNow();
            }
        }

        /** After {@link #end}. Blocks until an ended connection is gone, or the time is over. */
        void awaitEnd(long seconds) throws InterruptedException {
            if (last) {
                shared.channel.awaitTermination(seconds, TimeUnit.SECONDS);
            }
        }
    }
}
