package io.snet4j.state.jdbc;

import io.snet4j.internal.memory.BudgetCounters;
import io.snet4j.payment.BudgetState;
import io.snet4j.value.Cogs;
import java.time.Instant;

/** A budget has not so much left; the transaction that asked for it is undone. */
final class BudgetShortException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient BudgetState state;
    private final transient Instant begin;
    private final transient Cogs amount;

    /**
     * @param begin of the window
     * @param amount that was asked for
     */
    BudgetShortException(BudgetState state, Instant begin, Cogs amount) {
        super(null, null, false, false);
        this.state = state;
        this.begin = begin;
        this.amount = amount;
    }

    BudgetCounters.Part part() {
        return new BudgetCounters.Part(state.budget(), begin);
    }

    BudgetState state() {
        return state;
    }

    Cogs amount() {
        return amount;
    }
}
