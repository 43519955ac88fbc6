package io.snet4j.internal.loop;

import io.snet4j.errors.SnetException;

/** The call cannot be paid in this way now, and nothing was done for it: the next way may. */
public final class NoTicket extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final SnetException reason;

    public NoTicket(SnetException reason) {
        super(reason.getMessage(), reason, false, false);
        this.reason = reason;
    }

    public SnetException reason() {
        return reason;
    }
}
