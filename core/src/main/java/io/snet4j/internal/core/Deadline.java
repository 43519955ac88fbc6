package io.snet4j.internal.core;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Until when the work of the current thread has to be done: {@link Http} lets no request of that thread last longer,
 * whatever time it has of its own. A thread that works for another one is told by {@link #within}.
 */
public final class Deadline {
    private static final ThreadLocal<@Nullable Budget> CURRENT = new ThreadLocal<>();

    private Deadline() {}

    /** Does the work by the end of the budget, or of the deadline that holds already if that comes first. */
    public static <T> T within(Budget budget, Supplier<T> work) {
        boolean earlier = current()
                .filter(outer -> outer.left().compareTo(budget.left()) <= 0)
                .isPresent();
        return earlier ? work.get() : with(budget, work);
    }

    /** Does the work within one part of so many of what is left, so that something is left for the others. */
    public static <T> T share(int parts, Supplier<T> work) {
        return current()
                .map(whole -> within(Budget.strict(whole.left().dividedBy(parts)), work))
                .orElseGet(work);
    }

    /**
     * Does the work without this thread's deadline: for what may not end in the middle and has a deadline of its own.
     */
    public static <T> T apart(Supplier<T> work) {
        return with(null, work);
    }

    private static <T> T with(@Nullable Budget budget, Supplier<T> work) {
        Budget before = CURRENT.get();
        set(budget);
        try {
            return work.get();
        } finally {
            set(before);
        }
    }

    private static void set(@Nullable Budget budget) {
        if (budget == null) {
            CURRENT.remove();
        } else {
            CURRENT.set(budget);
        }
    }

    /** What holds on this thread. */
    public static Optional<Budget> current() {
        return Optional.ofNullable(CURRENT.get());
    }

    /** The time, or what is left of the deadline if that is less; never negative. */
    public static Duration bound(Duration time) {
        return current()
                .map(Budget::left)
                .filter(left -> left.compareTo(time) < 0)
                .map(left -> left.isNegative() ? Duration.ZERO : left)
                .orElse(time);
    }
}
