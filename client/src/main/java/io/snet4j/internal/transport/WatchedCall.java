package io.snet4j.internal.transport;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.ForwardingClientCallListener.SimpleForwardingClientCallListener;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One attempt of a call, whose answer may be anything. gRPC itself tells of an answer that it cannot read by the codes
 * that a lost connection and a refusal have, too; here they are told apart.
 */
public final class WatchedCall<Q, R> extends SimpleForwardingClientCall<Q, R> {
    /**
     * How gRPC begins the description of a status that it makes of bytes which are no answer. The other side cannot
     * write one: what it can add to a status of this side's stands behind other beginnings.
     */
    private static final List<String> NO_ANSWER = List.of(
            "gRPC message exceeds maximum size",
            "gRPC frame header malformed",
            "Can't decode compressed gRPC message",
            "Can't find decompressor",
            "Can't find full stream decompressor",
            "Full stream and gRPC message encoding cannot both be set",
            "Encountered end-of-stream mid-frame",
            // Of a page, from whatever answers at this address.
            "HTTP status code 200");

    private final MethodDescriptor<Q, R> method;
    private final CallProbe probe;

    private WatchedCall(ClientCall<Q, R> call, MethodDescriptor<Q, R> method, CallProbe probe) {
        super(call);
        this.method = method;
        this.probe = probe;
    }

    /** A call of a service's own method: the connection's limit holds. */
    public static <Q, R> WatchedCall<Q, R> ofService(
            Channel daemon, MethodDescriptor<Q, R> method, CallOptions options, CallProbe probe) {
        return of(daemon, method, WatchedAnswer.of(method.getResponseMarshaller(), probe), options, probe);
    }

    /** A call of a daemon's own method. @param maxAnswerBytes see {@link AnswerLimit} */
    public static <Q, R> WatchedCall<Q, R> ofDaemon(
            Channel daemon, MethodDescriptor<Q, R> method, int maxAnswerBytes, CallOptions options, CallProbe probe) {
        return of(
                daemon,
                method,
                WatchedAnswer.counted(method.getResponseMarshaller(), probe),
                options.withMaxInboundMessageSize(maxAnswerBytes),
                probe);
    }

    private static <Q, R> WatchedCall<Q, R> of(
            Channel daemon,
            MethodDescriptor<Q, R> method,
            WatchedAnswer<R> answers,
            CallOptions options,
            CallProbe probe) {
        MethodDescriptor<Q, R> watched =
                method.toBuilder(method.getRequestMarshaller(), answers).build();
        return new WatchedCall<>(daemon.newCall(watched, options.withStreamTracerFactory(probe)), method, probe);
    }

    @Override
    public void start(Listener<R> responses, Metadata headers) {
        super.start(new Answers(responses), headers);
    }

    private final class Answers extends SimpleForwardingClientCallListener<R> {
        private boolean answered;

        private Answers(Listener<R> responses) {
            super(responses);
        }

        @Override
        public void onMessage(R message) {
            if (answered && method.getType().serverSendsOneMessage()) {
                probe.foundUnreadable();
            }
            answered = true;
            super.onMessage(message);
        }

        @Override
        public void onClose(Status status, Metadata trailers) {
            boolean theirs = probe.ended(trailers);
            boolean missing = status.isOk() && !answered && method.getType().serverSendsOneMessage();
            if (missing || !theirs && isNoAnswer(status)) {
                probe.foundUnreadable();
            }
            if (probe.unreadable()) {
                super.onClose(unreadable(status), new Metadata());
            } else {
                super.onClose(status, trailers);
            }
        }

        private boolean isNoAnswer(Status status) {
            String text = status.getDescription();
            return text != null && NO_ANSWER.stream().anyMatch(text::startsWith)
                    || probe.headed() && isDamaged(status.getCause());
        }

        private Status unreadable(Status status) {
            if (status.isOk()) {
                return Status.INTERNAL.withDescription("the call succeeded, but its answer is missing");
            }
            Throwable cause = status.getCause();
            String why = cause == null ? status.getDescription() : WatchedAnswer.reason(cause);
            return Status.INTERNAL.withDescription(why).withCause(cause);
        }
    }

    /**
     * What gRPC makes of a compressed answer whose beginning cannot be unpacked; a lost connection is the bare cause.
     */
    private static boolean isDamaged(@Nullable Throwable cause) {
        return cause != null && cause.getClass() == RuntimeException.class && cause.getCause() instanceof IOException;
    }
}
