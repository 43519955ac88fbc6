package io.snet4j.internal.transport;

import com.google.protobuf.Message;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.ForwardingClientCallListener.SimpleForwardingClientCallListener;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.Marshaller;
import io.grpc.MethodDescriptor.PrototypeMarshaller;
import io.grpc.Status;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
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
        return of(daemon, method, new Reader<>(method.getResponseMarshaller(), probe, false), options, probe);
    }

    /**
     * A call of a daemon's own method.
     *
     * @param maxAnswerBytes see {@link AnswerLimit}
     */
    public static <Q, R> WatchedCall<Q, R> ofDaemon(
            Channel daemon, MethodDescriptor<Q, R> method, int maxAnswerBytes, CallOptions options, CallProbe probe) {
        return of(
                daemon,
                method,
                new Reader<>(method.getResponseMarshaller(), probe, true),
                options.withMaxInboundMessageSize(maxAnswerBytes),
                probe);
    }

    private static <Q, R> WatchedCall<Q, R> of(
            Channel daemon, MethodDescriptor<Q, R> method, Reader<R> answers, CallOptions options, CallProbe probe) {
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
            String why = cause == null ? status.getDescription() : reason(cause);
            return Status.INTERNAL.withDescription(why).withCause(cause);
        }
    }

    /** The innermost that says something. */
    private static String reason(Throwable failure) {
        String text = Objects.requireNonNullElse(failure.getMessage(), failure.toString());
        for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            text = Objects.requireNonNullElse(cause.getMessage(), text);
        }
        return text;
    }

    /**
     * Reads answers, and leaves a note where one cannot be read: what gRPC makes of that looks like a cancelled call.
     *
     * @param counted whether its fields are counted first
     */
    private record Reader<R>(Marshaller<R> answers, CallProbe probe, boolean counted) implements Marshaller<R> {
        @Override
        public InputStream stream(R value) {
            return answers.stream(value);
        }

        @Override
        public R parse(InputStream bytes) {
            try {
                return answers.parse(counted ? count(bytes) : bytes);
            } catch (IOException e) {
                probe.foundUnreadable();
                throw Status.INTERNAL
                        .withDescription(e.getMessage())
                        .withCause(e)
                        .asRuntimeException();
            } catch (RuntimeException | Error e) {
                // Memory may be too small for it; there was room for the call before.
                probe.foundUnreadable();
                throw e;
            }
        }

        private InputStream count(InputStream bytes) throws IOException {
            byte[] message = bytes.readAllBytes();
            if (message.length >= FieldCount.LEAST_BYTES
                    && answers instanceof PrototypeMarshaller<R> typed
                    && typed.getMessagePrototype() instanceof Message known) {
                FieldCount.requireFew(message, known.getDescriptorForType());
            }
            return new ByteArrayInputStream(message);
        }
    }

    /**
     * What gRPC makes of a compressed answer whose beginning cannot be unpacked; a lost connection is the bare cause.
     */
    private static boolean isDamaged(@Nullable Throwable cause) {
        return cause != null && cause.getClass() == RuntimeException.class && cause.getCause() instanceof IOException;
    }
}
