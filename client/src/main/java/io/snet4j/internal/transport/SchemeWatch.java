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
import io.snet4j.internal.core.AddressRule;
import java.io.IOException;
import java.net.SocketException;
import java.net.URI;

/**
 * Looks at a daemon that is called without TLS and hangs up: servers that expect TLS do that. Some send an alert first,
 * but it is lost when the connection is reset before it is read. A daemon that ever answered is not looked at. Looks
 * once, and blocks for some seconds at most.
 */
final class SchemeWatch implements ClientInterceptor {
    /** In the preface of a connection that speaks something else, the bytes of which gRPC tells: a TLS alert. */
    private static final String ALERT = "First received frame was not SETTINGS. Hex dump for first 5 bytes: 1503";

    private static final String HUNG_UP = "Network closed for unknown reason";

    private final URI endpoint;
    private final int port;
    private final AddressRule addresses;
    private volatile boolean answered;
    private volatile boolean looked;
    private volatile boolean tls;

    SchemeWatch(URI endpoint, int port, AddressRule addresses) {
        this.endpoint = endpoint;
        this.port = port;
        this.addresses = addresses;
    }

    /** The daemon speaks TLS, and its endpoint says http. */
    static final class UnexpectedTlsException extends IOException {
        private static final long serialVersionUID = 1L;

        UnexpectedTlsException() {
            super("the server expects TLS");
        }
    }

    @Override
    public <Q, R> ClientCall<Q, R> interceptCall(MethodDescriptor<Q, R> method, CallOptions options, Channel next) {
        return new SimpleForwardingClientCall<>(next.newCall(method, options)) {
            @Override
            public void start(Listener<R> listener, Metadata headers) {
                super.start(
                        new SimpleForwardingClientCallListener<>(listener) {
                            @Override
                            public void onHeaders(Metadata headers) {
                                answered = true;
                                super.onHeaders(headers);
                            }

                            @Override
                            public void onClose(Status status, Metadata trailers) {
                                super.onClose(explained(status), trailers);
                            }
                        },
                        headers);
            }
        };
    }

    private Status explained(Status status) {
        return status.getCode() == Status.Code.UNAVAILABLE && !answered && speaksTls(status)
                ? Status.UNAVAILABLE.withDescription("it expects TLS").withCause(new UnexpectedTlsException())
                : status;
    }

    private boolean speaksTls(Status status) {
        boolean hungUp = false;
        for (Throwable cause = status.getCause(); cause != null; cause = cause.getCause()) {
            if (String.valueOf(cause.getMessage()).startsWith(ALERT)) {
                return true;
            }
            hungUp |= isReset(cause);
        }
        String words = String.valueOf(status.getDescription());
        if (words.startsWith(ALERT)) {
            return true;
        }
        return (hungUp || words.startsWith(HUNG_UP)) && look();
    }

    /** A connection that came about and then broke. */
    private static boolean isReset(Throwable cause) {
        return cause.getClass() == SocketException.class || cause.getClass() == IOException.class;
    }

    private synchronized boolean look() {
        if (!looked) {
            looked = true;
            tls = TlsProbe.answers(endpoint, port, addresses);
        }
        return tls;
    }
}
