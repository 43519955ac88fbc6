package io.snet4j.state.jdbc;

import io.snet4j.internal.memory.BudgetCounters.Part;
import io.snet4j.payment.SpendingBudget;
import io.snet4j.value.Cogs;
import java.time.Duration;

/** What this instance took of one budget and did not use yet. For who has the lock of its {@link JdbcBudgets}. */
final class Portion {
    /** Calls for which is taken at a time. */
    private static final int MOST_CALLS = 32;

    private Part part;
    private Cogs unused = Cogs.ZERO;
    private boolean shown;
    private boolean ends;
    private long end;
    private long used;
    private int calls = 1;

    /** @param now by the clock of this process */
    Portion(BudgetRows.Granted granted, long now) {
        this.part = new Part(granted.budget(), granted.begin());
        this.used = now;
    }

    /** @param asked when the database was asked, by the clock of this process */
    void add(BudgetRows.Granted granted, long asked) {
        if (!granted.begin().equals(part.begin())) {
            // What was left in a window that is over is of no use.
            unused = Cogs.ZERO;
            shown = false;
        }
        part = new Part(granted.budget(), granted.begin());
        unused = unused.plus(granted.amount());
        shown |= granted.shown();
        ends = granted.remaining().isPresent();
        end = asked + granted.remaining().map(Duration::toNanos).orElse(0L);
        calls = Math.min(MOST_CALLS, calls * 2);
    }

    Part part() {
        return part;
    }

    SpendingBudget budget() {
        return part.budget();
    }

    /** Of the window that goes on now. */
    Cogs unused(long now) {
        return ends && now - end >= 0 ? Cogs.ZERO : unused;
    }

    void use(Cogs amount, long now) {
        unused = unused.minus(amount);
        used = now;
    }

    /** Whether something that comes back can be used here, and others would see it. */
    boolean takesBack(Part other) {
        return shown && other.begin().equals(part.begin());
    }

    void back(Cogs amount) {
        unused = unused.plus(amount);
    }

    /** Whether others see that some of it may be unused. */
    boolean isShown() {
        return shown;
    }

    boolean isIdle(long now, long idle) {
        return now - used >= idle;
    }

    /**
     * From now on nothing of it is used here.
     *
     * @return what was left
     */
    Cogs giveBack() {
        Cogs left = unused;
        unused = Cogs.ZERO;
        shown = false;
        calls = 1;
        return left;
    }

    /** So that this, and more payments like it, can be made. */
    Cogs wanted(Cogs amount) {
        return amount.times(calls);
    }
}
