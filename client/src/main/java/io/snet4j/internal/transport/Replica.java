package io.snet4j.internal.transport;

import io.grpc.ManagedChannel;
import io.snet4j.internal.text.ShownUri;
import java.net.URI;

/** One daemon of a group, and what is known of its health. Thread-safe. */
final class Replica {
    private final URI endpoint;
    private final ManagedChannel connection;
    private final DaemonPage page;
    private volatile boolean failed;

    Replica(URI endpoint, ManagedChannel connection, DaemonPage page) {
        this.endpoint = endpoint;
        this.connection = connection;
        this.page = page;
    }

    URI endpoint() {
        return endpoint;
    }

    ManagedChannel connection() {
        return connection;
    }

    /** Calls fail for a second or more after a failure without another look, unless the connection begins anew. */
    ManagedChannel freshConnection() {
        if (failed) {
            connection.enterIdle();
        }
        return connection;
    }

    DaemonPage page() {
        return page;
    }

    /** Whether the last that was heard of it, or not heard, was bad. */
    boolean isFailed() {
        return failed;
    }

    void failed(boolean value) {
        failed = value;
    }

    @Override
    public String toString() {
        return ShownUri.origin(endpoint);
    }
}
