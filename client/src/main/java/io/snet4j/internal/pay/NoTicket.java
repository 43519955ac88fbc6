package io.snet4j.internal.pay;

import io.snet4j.errors.SnetException;

/** The call cannot be paid in this way now, and nothing was done for it: the next way may. */
final class NoTicket extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final SnetException reason;

    NoTicket(SnetException reason) {
        super(reason.getMessage(), reason, false, false);
        this.reason = reason;
    }

    SnetException reason() {
        return reason;
    }
}
