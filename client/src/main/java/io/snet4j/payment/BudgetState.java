package io.snet4j.payment;

import io.snet4j.value.Cogs;
import java.time.Instant;
import java.util.Optional;

/**
 * How a budget stands.
 *
 * @param used in this window, by all clients that share the payment state; portions that they took and have not signed
 *     yet count. May be more than the budget, if that was lowered
 * @param windowEnd when it begins anew; empty if never
 * @since 0.1.0
 */
public record BudgetState(SpendingBudget budget, Cogs used, Optional<Instant> windowEnd) {
    /** What may still be signed in this window. */
    public Cogs left() {
        return budget.amount().compareTo(used) > 0 ? budget.amount().minus(used) : Cogs.ZERO;
    }
}
