package io.snet4j.state.jdbc.model;

import io.snet4j.state.jdbc.model.Explorer.Next;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The rules by which instances take portions of a budget, use them and give them back. Any instance may be stopped for
 * as long as it likes between any two steps, or be gone; an answer of the database may be lost. A step that asks it is
 * one transaction.
 */
final class PortionProtocol {
    /** Mistakes that somebody might make. */
    enum Fault {
        /** Whoever hears no answer asks again, and counts both portions as its own. */
        COUNTED_TWICE,
        /** Whoever hears no answer gives the same portion back once more. */
        GIVEN_BACK_TWICE,
        /** What an instance had that is not heard of is given back by another one; it was only stopped. */
        GIVEN_BACK_FOR_ANOTHER
    }

    /**
     * @param left of the budget, as the database has it
     * @param unused by instance, as it believes
     * @param signed by all
     */
    record Shares(int left, List<Integer> unused, int signed) {
        static Shares of(int instances, int budget) {
            return new Shares(budget, Collections.nCopies(instances, 0), 0);
        }

        private Shares with(int instance, int portion, int nowLeft) {
            List<Integer> changed = new ArrayList<>(unused);
            changed.set(instance, portion);
            return new Shares(nowLeft, List.copyOf(changed), signed);
        }

        private Shares sign(int instance) {
            Shares changed = with(instance, unused.get(instance) - 1, left);
            return new Shares(changed.left, changed.unused, signed + 1);
        }
    }

    private final int budget;
    private final int portion;
    private final Set<Fault> faults = EnumSet.noneOf(Fault.class);

    /** @param portion how much is taken at a time, if there is so much */
    PortionProtocol(int budget, int portion) {
        this.budget = budget;
        this.portion = portion;
    }

    PortionProtocol with(Fault fault) {
        PortionProtocol changed = new PortionProtocol(budget, portion);
        changed.faults.add(fault);
        return changed;
    }

    Optional<String> wrong(Shares shares) {
        int unused = shares.unused().stream().mapToInt(Integer::intValue).sum();
        if (shares.signed() > budget) {
            return Optional.of(shares.signed() + " are signed of a budget of " + budget);
        }
        return shares.left() + unused + shares.signed() > budget
                ? Optional.of(shares.left() + " are left, " + unused + " taken and " + shares.signed()
                        + " signed of a budget of " + budget)
                : Optional.empty();
    }

    List<Next<Shares>> steps(Shares shares) {
        List<Next<Shares>> next = new ArrayList<>();
        for (int who = 0; who < shares.unused().size(); who++) {
            take(shares, who, next);
            if (shares.unused().get(who) > 0) {
                next.add(new Next<>(who + " signs", shares.sign(who)));
                next.add(new Next<>(who + " is gone", shares.with(who, 0, shares.left())));
                giveBack(shares, who, next);
            }
        }
        return next;
    }

    private void take(Shares shares, int who, List<Next<Shares>> next) {
        int by = Math.min(portion, shares.left());
        int unused = shares.unused().get(who);
        if (by > 0) {
            next.add(new Next<>(who + " takes " + by, shares.with(who, unused + by, shares.left() - by)));
            next.add(new Next<>(
                    who + " takes " + by + " and hears no answer",
                    shares.with(
                            who, faults.contains(Fault.COUNTED_TWICE) ? unused + 2 * by : unused, shares.left() - by)));
        }
    }

    /** First it uses nothing of it any more, then it tells the database, once. */
    private void giveBack(Shares shares, int who, List<Next<Shares>> next) {
        int unused = shares.unused().get(who);
        next.add(new Next<>(who + " gives back", shares.with(who, 0, shares.left() + unused)));
        if (faults.contains(Fault.GIVEN_BACK_TWICE)) {
            next.add(new Next<>(who + " gives back twice", shares.with(who, 0, shares.left() + 2 * unused)));
        }
        if (faults.contains(Fault.GIVEN_BACK_FOR_ANOTHER)) {
            next.add(new Next<>("another gives back for " + who, shares.with(who, unused, shares.left() + unused)));
        }
    }
}
