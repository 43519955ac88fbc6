package io.snet4j.internal.memory;

import io.snet4j.errors.SpendingLimitException;
import io.snet4j.internal.text.ForeignText;
import io.snet4j.payment.BudgetState;
import io.snet4j.payment.SpendingBudget;
import io.snet4j.payment.SpendingWindow;
import io.snet4j.value.Cogs;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/**
 * What is used of the budgets that all who share a memory share. A counter is found by scope and window; how much it
 * may come to, each client says. Thread-safe; each operation may block. No lock that is ordered may be held.
 */
public interface BudgetCounters {
    /** Of one budget, in which window something was taken. */
    record Part(SpendingBudget budget, Instant begin) {}

    /** What was used of a budget before anybody counted it. */
    interface Earlier {
        Earlier NOTHING = (budget, begin) -> Cogs.ZERO;

        /**
         * Asked once for each counter.
         *
         * @param begin of the window
         */
        Cogs used(SpendingBudget budget, Instant begin) throws IOException;
    }

    /**
     * Those of all payers that use a directory, which are kept apart from what each of them has for itself.
     *
     * @param clock tells in which window of time a payment is
     */
    static BudgetCounters ofAllPayers(Path directory, Clock clock, Earlier earlier) {
        return new FolderBudgets(StateFolder.ofAll(directory), clock, earlier);
    }

    /**
     * Takes an amount out of each budget, or out of none. What is taken is kept when this returns, so that it stays
     * counted if the process ends.
     *
     * @return from which windows
     * @throws SpendingLimitException if one has not so much left
     */
    List<Part> take(List<SpendingBudget> budgets, Cogs amount) throws IOException;

    /** What was taken and will not be signed. If that fails, it stays counted. */
    void giveBack(List<Part> taken, Cogs amount) throws IOException;

    /** As {@link #take}, and nothing is taken: it may be gone a moment later. */
    void check(List<SpendingBudget> budgets, Cogs amount) throws IOException;

    /** In the order of the budgets. */
    List<BudgetState> states(List<SpendingBudget> budgets) throws IOException;

    /** What tells a counter from others of the same payer. */
    static String name(SpendingBudget budget) {
        StringBuilder name = new StringBuilder(budget.window().name());
        budget.scope().organizationId().ifPresent(id -> name.append('\n').append(id));
        budget.scope().serviceId().ifPresent(id -> name.append('\n').append(id));
        budget.scope().modelId().ifPresent(id -> name.append('\n').append(id));
        return name.toString();
    }

    /** @param state what is left does not suffice */
    static SpendingLimitException refusal(BudgetState state, Cogs amount) {
        String until = state.windowEnd().map(end -> " until " + end).orElse("");
        String wait = state.budget().window() == SpendingWindow.EVER ? "" : ", or wait until it begins anew";
        String left = state.left().isZero() ? "nothing is left" : state.left() + " are left";
        return new SpendingLimitException(ForeignText.of("of the budget of " + state.budget() + ", " + left + until
                + ", and the payment adds " + amount + "; raise the budget" + wait));
    }
}
