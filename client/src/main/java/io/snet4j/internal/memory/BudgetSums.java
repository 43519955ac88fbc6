package io.snet4j.internal.memory;

import io.snet4j.internal.memory.BudgetCounters.Part;
import io.snet4j.payment.BudgetState;
import io.snet4j.payment.SpendingBudget;
import io.snet4j.value.Cogs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What is used of budgets, in the last window of each. For one thread at a time. */
final class BudgetSums {
    /** @param begin of the window */
    record Sum(Instant begin, Cogs used) {}

    private final Map<String, Sum> sums;
    private final BudgetCounters.Earlier earlier;

    /** @param sums by the counters' names */
    BudgetSums(Map<String, Sum> sums, BudgetCounters.Earlier earlier) {
        this.sums = new TreeMap<>(sums);
        this.earlier = earlier;
    }

    Map<String, Sum> all() {
        return sums;
    }

    /** A clock that is set back begins no window that is over, so that nothing is spent twice. */
    private Sum at(SpendingBudget budget, Instant now) {
        Instant begin = budget.window().begin(now);
        Sum last = sums.computeIfAbsent(BudgetCounters.name(budget), name -> first(budget, begin));
        return last.begin.isBefore(begin) ? new Sum(begin, Cogs.ZERO) : last;
    }

    private Sum first(SpendingBudget budget, Instant begin) {
        try {
            return new Sum(begin, earlier.used(budget, begin));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void check(List<SpendingBudget> budgets, Cogs amount, Instant now) {
        for (BudgetState state : states(budgets, now)) {
            if (amount.compareTo(state.left()) > 0) {
                throw BudgetCounters.refusal(state, amount);
            }
        }
    }

    List<Part> take(List<SpendingBudget> budgets, Cogs amount, Instant now) {
        check(budgets, amount, now);
        List<Part> taken = new ArrayList<>();
        for (SpendingBudget budget : budgets) {
            Sum before = at(budget, now);
            sums.put(BudgetCounters.name(budget), new Sum(before.begin, before.used.plus(amount)));
            taken.add(new Part(budget, before.begin));
        }
        return taken;
    }

    /** What was taken in a window that is over is of no use any more. */
    void giveBack(List<Part> taken, Cogs amount) {
        for (Part part : taken) {
            sums.computeIfPresent(
                    BudgetCounters.name(part.budget()),
                    (name, sum) -> sum.begin.equals(part.begin()) && sum.used.compareTo(amount) >= 0
                            ? new Sum(sum.begin, sum.used.minus(amount))
                            : sum);
        }
    }

    List<BudgetState> states(List<SpendingBudget> budgets, Instant now) {
        return budgets.stream()
                .map(budget -> {
                    Sum sum = at(budget, now);
                    return new BudgetState(budget, sum.used, budget.window().end(sum.begin));
                })
                .toList();
    }
}
