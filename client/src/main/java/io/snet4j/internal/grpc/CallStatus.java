package io.snet4j.internal.grpc;

import io.grpc.Status;
import io.snet4j.errors.CallCancelledException;
import io.snet4j.errors.DeadlineExceededException;
import io.snet4j.errors.DependencyException;
import io.snet4j.errors.InvalidRequestException;
import io.snet4j.errors.ServiceCallException;
import io.snet4j.errors.SnetException;
import io.snet4j.internal.transport.Waits;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/** What a stub sees of a failure that came before anything was sent. */
public final class CallStatus {
    private CallStatus() {}

    static Status beforeSending(Throwable failure) {
        Throwable cause = Waits.cause(failure);
        return code(cause).withDescription(cause.getMessage()).withCause(cause);
    }

    private static Status code(Throwable cause) {
        if (cause instanceof CancellationException || cause instanceof CallCancelledException) {
            return Status.CANCELLED;
        }
        if (cause instanceof DeadlineExceededException) {
            return Status.DEADLINE_EXCEEDED;
        }
        if (cause instanceof InvalidRequestException) {
            return Status.INVALID_ARGUMENT;
        }
        if (cause instanceof DependencyException || cause instanceof ServiceCallException) {
            return Status.UNAVAILABLE;
        }
        return cause instanceof SnetException ? Status.FAILED_PRECONDITION : Status.INTERNAL;
    }

    /** What the first of this library's exceptions among the causes says. */
    public static Optional<SnetException> reason(@Nullable Throwable failure) {
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SnetException reason) {
                return Optional.of(reason);
            }
        }
        return Optional.empty();
    }
}
