package io.snet4j.internal.transport;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.ForwardingClientCallListener.SimpleForwardingClientCallListener;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.snet4j.observe.Request;
import io.snet4j.observe.SnetListener;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;

/**
 * Tells the listener of every call that goes to a daemon, repeated ones included, and names a lost connection as one:
 * gRPC ends a call as UNKNOWN when its connection has closed and nobody has told the transport why yet.
 */
record RequestWatch(SnetListener listener) implements ClientInterceptor {
    @Override
    public <Q, R> ClientCall<Q, R> interceptCall(MethodDescriptor<Q, R> method, CallOptions options, Channel next) {
        return new SimpleForwardingClientCall<>(next.newCall(method, options)) {
            @Override
            public void start(Listener<R> responses, Metadata headers) {
                long start = System.nanoTime();
                super.start(
                        new SimpleForwardingClientCallListener<>(responses) {
                            @Override
                            public void onClose(Status ended, Metadata trailers) {
                                Status status = known(ended);
                                listener.onRequest(new Request(
                                        Request.Kind.DAEMON,
                                        method.getFullMethodName(),
                                        Duration.ofNanos(System.nanoTime() - start),
                                        status.getCode().name()));
                                super.onClose(status, trailers);
                            }
                        },
                        headers);
            }
        };
    }

    /** What comes over the wire has no cause. */
    private static Status known(Status status) {
        return status.getCode() == Status.Code.UNKNOWN && status.getCause() instanceof ClosedChannelException
                ? Status.UNAVAILABLE.withDescription(status.getDescription()).withCause(status.getCause())
                : status;
    }
}
