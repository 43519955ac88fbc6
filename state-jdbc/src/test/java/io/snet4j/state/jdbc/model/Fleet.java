package io.snet4j.state.jdbc.model;

import java.util.ArrayList;
import java.util.List;

/**
 * One channel at one nonce, its row in the database, the instances, and what is in the world.
 *
 * @param holder of the row's hold, from 1 on; 0 for nobody
 * @param token of the last hold that was given
 * @param expired whether the database's time is past the hold's end
 * @param marked what the row says can be claimed
 * @param left of the budget
 * @param holds by instance
 * @param accepted the amount that the daemon holds
 * @param highest the highest amount that a signature exists for
 */
record Fleet(
        int holder, int token, boolean expired, int marked, int left, List<Hold> holds, int accepted, int highest) {
    static Fleet of(int instances, int budget) {
        List<Hold> none = new ArrayList<>();
        for (int i = 0; i < instances; i++) {
            none.add(Hold.NONE);
        }
        return new Fleet(0, 0, false, 0, budget, List.copyOf(none), 0, 0);
    }

    Hold hold(int instance) {
        return holds.get(instance - 1);
    }

    /** Whether the row still has the hold that the instance believes in. */
    boolean isCurrent(int instance) {
        return holder == instance && token == hold(instance).token();
    }

    Fleet with(int instance, Hold hold) {
        List<Hold> changed = new ArrayList<>(holds);
        changed.set(instance - 1, hold);
        return new Fleet(holder, token, expired, marked, left, List.copyOf(changed), accepted, highest);
    }

    Fleet expire() {
        return new Fleet(holder, token, true, marked, left, holds, accepted, highest);
    }

    Fleet taken(int by) {
        return new Fleet(by, token + 1, false, marked, left, holds, accepted, highest);
    }

    /** In one transaction with the budget. */
    Fleet marked(int mark, int budget) {
        return new Fleet(holder, token, false, mark, budget, holds, accepted, highest);
    }

    Fleet free() {
        return new Fleet(0, token, false, marked, left, holds, accepted, highest);
    }

    /** A signature leaves. */
    Fleet signed(int amount, boolean taken) {
        return new Fleet(
                holder,
                token,
                expired,
                marked,
                left,
                holds,
                taken ? Math.max(accepted, amount) : accepted,
                Math.max(highest, amount));
    }
}
