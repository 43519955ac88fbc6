package io.snet4j.errors;

import java.time.Duration;
import java.util.Optional;

/**
 * The node answered with an error, so that what it was asked for did not happen.
 *
 * @since 0.1.0
 */
public final class NodeRefusedException extends NodeException {
    private static final long serialVersionUID = 1L;

    private final String reason;
    private final int code;

    /**
     * @param request what was asked of whom
     * @param reason in the node's words; of a revert, the contract's
     * @param code JSON-RPC's; 0 if there is none
     * @param httpStatus of the answer
     * @param busy whether the node has no time now
     * @param retryAfter as the node says
     */
    public NodeRefusedException(
            String request, String reason, int code, int httpStatus, boolean busy, Optional<Duration> retryAfter) {
        super(request + " failed: " + reason, null, httpStatus, busy, retryAfter);
        this.reason = reason;
        this.code = code;
    }

    /**
     * The same, with a word more.
     *
     * @param what of which the refused request was a part
     */
    public NodeRefusedException(String what, NodeRefusedException cause) {
        super(what + ": " + cause.reason, cause, cause.httpStatus(), cause.isBusy(), cause.retryAfter());
        this.reason = cause.reason;
        this.code = cause.code;
    }

    /**
     * In the node's words; of a revert, the contract's. A stranger wrote it: neither printable nor short for certain.
     */
    public String reason() {
        return reason;
    }

    /** JSON-RPC's; 0 if there is none. */
    public int code() {
        return code;
    }
}
