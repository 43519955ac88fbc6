package io.snet4j.cli.money;

import io.snet4j.errors.SpendingLimitException;
import io.snet4j.internal.memory.BudgetCounters;
import io.snet4j.payment.BudgetState;
import io.snet4j.payment.SpendingBudget;
import io.snet4j.value.Cogs;
import java.io.IOException;
import java.util.List;
import java.util.function.Function;

/** Counters whose refusals name the setting that a budget is from. Thread-safe. */
final class NamedCounters implements BudgetCounters {
    private final BudgetCounters counters;
    private final Function<BudgetState, Standing> standing;

    NamedCounters(BudgetCounters counters, Function<BudgetState, Standing> standing) {
        this.counters = counters;
        this.standing = standing;
    }

    @Override
    public List<Part> take(List<SpendingBudget> budgets, Cogs amount) throws IOException {
        try {
            return counters.take(budgets, amount);
        } catch (SpendingLimitException e) {
            throw named(budgets, amount, e);
        }
    }

    @Override
    public void check(List<SpendingBudget> budgets, Cogs amount) throws IOException {
        try {
            counters.check(budgets, amount);
        } catch (SpendingLimitException e) {
            throw named(budgets, amount, e);
        }
    }

    /** @return the same one if something was given back meanwhile */
    private SpendingLimitException named(List<SpendingBudget> budgets, Cogs amount, SpendingLimitException refusal)
            throws IOException {
        return states(budgets).stream()
                .map(standing)
                .filter(one -> !one.hasRoomFor(amount))
                .findFirst()
                .map(one -> new SpendingLimitException(one.refusal(amount), refusal))
                .orElse(refusal);
    }

    @Override
    public void giveBack(List<Part> taken, Cogs amount) throws IOException {
        counters.giveBack(taken, amount);
    }

    @Override
    public List<BudgetState> states(List<SpendingBudget> budgets) throws IOException {
        return counters.states(budgets);
    }
}
