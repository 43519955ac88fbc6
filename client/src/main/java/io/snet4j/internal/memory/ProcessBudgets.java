package io.snet4j.internal.memory;

import io.snet4j.payment.BudgetState;
import io.snet4j.payment.SpendingBudget;
import io.snet4j.value.Cogs;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/** End with the process. Thread-safe. */
final class ProcessBudgets implements BudgetCounters {
    private final Clock clock;

    /** Guarded by this. */
    private final BudgetSums sums = new BudgetSums(Map.of(), Earlier.NOTHING);

    ProcessBudgets(Clock clock) {
        this.clock = clock;
    }

    @Override
    public synchronized List<Part> take(List<SpendingBudget> budgets, Cogs amount) {
        return sums.take(budgets, amount, clock.instant());
    }

    @Override
    public synchronized void giveBack(List<Part> taken, Cogs amount) {
        sums.giveBack(taken, amount);
    }

    @Override
    public synchronized void check(List<SpendingBudget> budgets, Cogs amount) {
        sums.check(budgets, amount, clock.instant());
    }

    @Override
    public synchronized List<BudgetState> states(List<SpendingBudget> budgets) {
        return sums.states(budgets, clock.instant());
    }
}
