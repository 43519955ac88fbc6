package io.snet4j.internal.pay;

import io.snet4j.SpendingLimit;
import io.snet4j.errors.SpendingLimitException;
import io.snet4j.value.Cogs;
import java.util.Optional;

/** What one client has paid and is about to pay, held against its limit. */
public final class SpendingTally {
    private final SpendingLimit limit;
    private Cogs spent = Cogs.ZERO;
    private Cogs reserved = Cogs.ZERO;

    public SpendingTally(SpendingLimit limit) {
        this.limit = limit;
    }

    SpendingLimit limit() {
        return limit;
    }

    /** @throws SpendingLimitException if the price does not fit any more */
    Reservation reserve(Cogs price, String method) {
        requirePerCall(price, method);
        return reserveForMany(price, method);
    }

    /** @throws SpendingLimitException if one call may not cost so much */
    void requirePerCall(Cogs price, String method) {
        limit.perCall().filter(most -> price.compareTo(most) > 0).ifPresent(most -> {
            throw new SpendingLimitException(
                    method + " costs " + price + ", the spending limit allows " + most + " per call; raise perCall");
        });
    }

    /**
     * For an amount that pays many calls.
     *
     * @throws SpendingLimitException if it does not fit any more
     */
    synchronized Reservation reserveForMany(Cogs price, String method) {
        requireTotal(price, method);
        reserved = reserved.plus(price);
        return new Reservation(price);
    }

    /** As {@link #reserve}, without reserving. */
    void check(Cogs price, String method) {
        requirePerCall(price, method);
        requireTotal(price, method);
    }

    /** What costs nothing is always allowed, even after the total was overshot. */
    private synchronized void requireTotal(Cogs price, String method) {
        if (price.isZero()) {
            return;
        }
        Cogs sum = spent.plus(reserved).plus(price);
        limit.total().filter(most -> sum.compareTo(most) > 0).ifPresent(most -> {
            throw new SpendingLimitException(method + " costs " + price + ", but " + spent.plus(reserved)
                    + " of the spending limit's total of " + most + " are spent already; raise total");
        });
    }

    /** What may still be spent, with what is reserved; empty if any sum. */
    synchronized Optional<Cogs> left() {
        return limit.total().map(most -> most.compareTo(spent) > 0 ? most.minus(spent) : Cogs.ZERO);
    }

    /** What may still be reserved; empty if any sum. */
    synchronized Optional<Cogs> unreserved() {
        Cogs taken = spent.plus(reserved);
        return limit.total().map(most -> most.compareTo(taken) > 0 ? most.minus(taken) : Cogs.ZERO);
    }

    /** A payment that was given back, and was taken all the same. */
    synchronized void lost(Cogs price) {
        spent = spent.plus(price);
    }

    private synchronized void requireRoom() {
        limit.total().filter(most -> spent.plus(reserved).compareTo(most) > 0).ifPresent(most -> {
            throw new SpendingLimitException("payments that the daemon refused, and took all the same, bring what is"
                    + " spent to " + spent + " of the spending limit's total of " + most + "; raise total");
        });
    }

    private synchronized void end(Cogs price, boolean charged) {
        reserved = reserved.minus(price);
        if (charged) {
            spent = spent.plus(price);
        }
    }

    /** A price that counts against the limit until it is known not to have been charged. */
    final class Reservation {
        private final Cogs price;
        private boolean ended;

        private Reservation(Cogs price) {
            this.price = price;
        }

        /** Before signing: what was learnt meanwhile may have used up the limit. */
        void requireRoom() {
            if (!price.isZero()) {
                SpendingTally.this.requireRoom();
            }
        }

        /** What is not known to be free counts as charged. */
        synchronized void end(boolean charged) {
            if (!ended) {
                ended = true;
                SpendingTally.this.end(price, charged);
            }
        }
    }
}
