package io.snet4j.errors;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The Ethereum node, or another server that speaks as nodes do, gave no result. The message names its address.
 *
 * @since 0.1.0
 */
public abstract sealed class NodeException extends ChainException
        permits NodeRefusedException, NodeUnavailableException {
    private static final long serialVersionUID = 1L;

    private final int httpStatus;
    private final boolean busy;
    private final @Nullable Duration retryAfter;

    NodeException(
            String message, @Nullable Throwable cause, int httpStatus, boolean busy, Optional<Duration> retryAfter) {
        super(message, cause);
        this.httpStatus = httpStatus;
        this.busy = busy;
        this.retryAfter = retryAfter.orElse(null);
    }

    /** Of the answer; 0 without one. */
    public int httpStatus() {
        return httpStatus;
    }

    /** Whether the node limits how often it is asked, or has no time now. Reads have been repeated before. */
    public boolean isBusy() {
        return busy;
    }

    /** For how long the node wants to be left alone, if it says so. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }

    @Override
    public boolean isRetryable() {
        return busy;
    }
}
