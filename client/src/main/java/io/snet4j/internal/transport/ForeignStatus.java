package io.snet4j.internal.transport;

import io.grpc.Status;
import io.snet4j.errors.SnetException;
import io.snet4j.internal.text.ForeignFailure;
import io.snet4j.internal.text.ForeignText;

/** A status as users may see it. What it means is read of the status as it came. */
public final class ForeignStatus {
    /** With its code before it, it becomes an exception's message. */
    private static final int MOST = ForeignText.MAX_LENGTH - 100;

    private static final String PIPELINE = "Channel Pipeline: [";

    private ForeignStatus() {}

    /** Without the names of netty's handlers, which gRPC adds to what this side has to say. */
    static String plain(String description) {
        int pipeline = description.indexOf(PIPELINE);
        int end = description.indexOf(']', Math.max(pipeline, 0));
        return pipeline < 0 || end < 0
                ? description
                : (description.substring(0, pipeline).stripTrailing() + description.substring(end + 1)).strip();
    }

    /** The same with printable, short texts. The reasons that this library gives are that already. */
    public static Status printable(Status status) {
        String description = status.getDescription();
        Status shown = description == null ? status : status.withDescription(ForeignText.of(plain(description), MOST));
        return status.getCause() instanceof SnetException
                ? shown
                : shown.withCause(ForeignFailure.printable(status.getCause()));
    }
}
