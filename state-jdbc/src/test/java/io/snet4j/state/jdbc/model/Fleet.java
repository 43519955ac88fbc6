package io.snet4j.state.jdbc.model;

import java.util.ArrayList;
import java.util.List;

/**
 * One channel at one nonce, its row in the database, the instances, and what is in the world.
 *
 * @param holder of the row's lease, from 1 on; 0 for nobody
 * @param token of the last lease that was given
 * @param expired whether the database's time is past the lease's end
 * @param marked what the row says can be claimed
 * @param left of the budget
 * @param leases by instance
 * @param accepted the amount that the daemon holds
 * @param highest the highest amount that a signature exists for
 */
record Fleet(
        int holder, int token, boolean expired, int marked, int left, List<Lease> leases, int accepted, int highest) {
    static Fleet of(int instances, int budget) {
        List<Lease> none = new ArrayList<>();
        for (int i = 0; i < instances; i++) {
            none.add(Lease.NONE);
        }
        return new Fleet(0, 0, false, 0, budget, List.copyOf(none), 0, 0);
    }

    Lease lease(int instance) {
        return leases.get(instance - 1);
    }

    /** Whether the row still has the lease that the instance believes in. */
    boolean isCurrent(int instance) {
        return holder == instance && token == lease(instance).token();
    }

    Fleet with(int instance, Lease lease) {
        List<Lease> changed = new ArrayList<>(leases);
        changed.set(instance - 1, lease);
        return new Fleet(holder, token, expired, marked, left, List.copyOf(changed), accepted, highest);
    }

    Fleet expire() {
        return new Fleet(holder, token, true, marked, left, leases, accepted, highest);
    }

    Fleet taken(int by) {
        return new Fleet(by, token + 1, false, marked, left, leases, accepted, highest);
    }

    /** In one transaction with the budget. */
    Fleet marked(int mark, int budget) {
        return new Fleet(holder, token, false, mark, budget, leases, accepted, highest);
    }

    Fleet free() {
        return new Fleet(0, token, false, marked, left, leases, accepted, highest);
    }

    /** A signature leaves. */
    Fleet signed(int amount, boolean taken) {
        return new Fleet(
                holder,
                token,
                expired,
                marked,
                left,
                leases,
                taken ? Math.max(accepted, amount) : accepted,
                Math.max(highest, amount));
    }
}
