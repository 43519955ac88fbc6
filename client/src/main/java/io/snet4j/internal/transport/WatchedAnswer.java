package io.snet4j.internal.transport;

import com.google.protobuf.Message;
import io.grpc.MethodDescriptor.Marshaller;
import io.grpc.MethodDescriptor.PrototypeMarshaller;
import io.grpc.Status;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/** Reads answers, and leaves a note where one cannot be read: what gRPC makes of that looks like a cancelled call. */
final class WatchedAnswer<R> implements Marshaller<R> {
    private final Marshaller<R> answers;
    private final CallProbe probe;
    private final boolean counted;

    private WatchedAnswer(Marshaller<R> answers, CallProbe probe, boolean counted) {
        this.answers = answers;
        this.probe = probe;
        this.counted = counted;
    }

    static <R> WatchedAnswer<R> of(Marshaller<R> answers, CallProbe probe) {
        return new WatchedAnswer<>(answers, probe, false);
    }

    /** One that counts fields first. */
    static <R> WatchedAnswer<R> counted(Marshaller<R> answers, CallProbe probe) {
        return new WatchedAnswer<>(answers, probe, true);
    }

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
            throw Status.INTERNAL.withDescription(e.getMessage()).withCause(e).asRuntimeException();
        } catch (RuntimeException | Error e) {
            // Memory may be too small for it; there was room for the call before.
            probe.foundUnreadable();
            throw e;
        }
    }

    private InputStream count(InputStream bytes) throws IOException {
        byte[] message = bytes.readAllBytes();
        if (FieldCount.mayBeMany(message)
                && answers instanceof PrototypeMarshaller<R> typed
                && typed.getMessagePrototype() instanceof Message known) {
            FieldCount.requireFew(message, known.getDescriptorForType());
        }
        return new ByteArrayInputStream(message);
    }

    /** The innermost that says something. */
    static String reason(Throwable failure) {
        String text = Objects.requireNonNullElse(failure.getMessage(), failure.toString());
        for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            text = Objects.requireNonNullElse(cause.getMessage(), text);
        }
        return text;
    }
}
