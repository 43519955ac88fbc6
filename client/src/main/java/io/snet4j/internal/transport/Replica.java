package io.snet4j.internal.transport;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.Context;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.ForwardingClientCallListener.SimpleForwardingClientCallListener;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.snet4j.internal.text.ShownUri;
import java.net.URI;

/**
 * One daemon of a group, and what is known of its health. Its calls end with it, although other services may go on
 * using its connection. Thread-safe.
 */
final class Replica extends Channel {
    private static final Status CLOSED = Status.UNAVAILABLE.withDescription("the service client was closed");

    private final URI endpoint;
    private final SharedConnections.Use use;
    private final ManagedChannel connection;
    private final DaemonPage page;
    /** Of all calls: what ends it, ends them. */
    private final Context.CancellableContext life = Context.ROOT.withCancellation();

    private volatile boolean failed;

    Replica(URI endpoint, SharedConnections.Use use, DaemonPage page) {
        this.endpoint = endpoint;
        this.use = use;
        this.connection = use.channel();
        this.page = page;
    }

    URI endpoint() {
        return endpoint;
    }

    @Override
    public <Q, R> ClientCall<Q, R> newCall(MethodDescriptor<Q, R> method, CallOptions options) {
        Context caller = Context.current();
        if (caller == Context.ROOT) {
            return new OwnCall<>(within(life, method, options), caller, life);
        }
        // The caller's has values, a deadline and a cancellation of its own.
        Context.CancellableContext both = caller.withCancellation();
        return new OwnCall<>(within(both, method, options), caller, both);
    }

    private <Q, R> ClientCall<Q, R> within(Context context, MethodDescriptor<Q, R> method, CallOptions options) {
        Context before = context.attach();
        try {
            return connection.newCall(method, options);
        } finally {
            context.detach(before);
        }
    }

    @Override
    public String authority() {
        return connection.authority();
    }

    /** Calls fail for a second or more after a failure without another look, unless the connection begins anew. */
    Channel freshConnection() {
        if (failed) {
            connection.enterIdle();
        }
        return this;
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

    /** Cuts off what is running. */
    void end() {
        use.end();
        life.cancel(CLOSED.asRuntimeException());
    }

    /** After {@link #end}. Blocks until the connection is gone, if nobody else uses it. */
    void awaitEnd(long seconds) throws InterruptedException {
        use.awaitEnd(seconds);
    }

    @Override
    public String toString() {
        return ShownUri.origin(endpoint);
    }

    /**
     * Whoever hears of it is in the context of its caller: what it calls then does not end with this. But for word that
     * there is room for messages: it comes with each message of an upload, and {@code PaidClientCall} hands it on.
     */
    private final class OwnCall<Q, R> extends SimpleForwardingClientCall<Q, R> {
        private final Context caller;
        private final Context.CancellableContext context;
        private final Context.CancellationListener link;

        private OwnCall(ClientCall<Q, R> call, Context caller, Context.CancellableContext context) {
            super(call);
            this.caller = caller;
            this.context = context;
            this.link = ended -> context.cancel(ended.cancellationCause());
        }

        @Override
        public void start(Listener<R> listener, Metadata headers) {
            if (context != life) {
                life.addListener(link, Runnable::run);
            }
            super.start(new Answers(listener), headers);
        }

        private final class Answers extends SimpleForwardingClientCallListener<R> {
            private Answers(Listener<R> listener) {
                super(listener);
            }

            @Override
            public void onHeaders(Metadata headers) {
                caller.run(() -> super.onHeaders(headers));
            }

            @Override
            public void onMessage(R message) {
                caller.run(() -> super.onMessage(message));
            }

            @Override
            public void onClose(Status status, Metadata trailers) {
                if (context != life) {
                    life.removeListener(link);
                    context.cancel(null);
                }
                caller.run(() -> super.onClose(status, trailers));
            }
        }
    }
}
