package io.snet4j.errors;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The node gave no usable answer, so that what it was asked for may or may not have happened.
 *
 * @since 0.1.0
 */
public final class NodeUnavailableException extends NodeException {
    private static final long serialVersionUID = 1L;

    private final Problem problem;

    /** What the answer was, if there was one. */
    public enum Problem {
        /** The node cannot be reached, or the connection broke. */
        NO_ANSWER,
        /** It took a whole timeout, this side's or the server's. */
        TOO_SLOW,
        /** More came than is read; less can be asked for. */
        TOO_LARGE,
        /** It is not what nodes answer: a page of HTML, for example. Check the URL. */
        UNREADABLE
    }

    /**
     * @param httpStatus of the answer; 0 without one
     * @param busy whether the node has no time now
     * @param retryAfter as the node says
     */
    public NodeUnavailableException(
            String message,
            @Nullable Throwable cause,
            Problem problem,
            int httpStatus,
            boolean busy,
            Optional<Duration> retryAfter) {
        super(message, cause, httpStatus, busy, retryAfter);
        this.problem = problem;
    }

    /**
     * The same, with a word more.
     *
     * @param what of which the request was a part
     */
    public NodeUnavailableException(String what, NodeUnavailableException cause) {
        super(what + ": " + cause.getMessage(), cause, cause.httpStatus(), cause.isBusy(), cause.retryAfter());
        this.problem = cause.problem;
    }

    public Problem problem() {
        return problem;
    }

    /** Unless the answer is none of a node's. */
    @Override
    public boolean isRetryable() {
        return isBusy() || problem == Problem.NO_ANSWER || problem == Problem.TOO_SLOW;
    }
}
