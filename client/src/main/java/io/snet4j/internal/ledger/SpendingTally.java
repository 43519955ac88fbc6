package io.snet4j.internal.ledger;

import io.snet4j.errors.SpendingLimitException;
import io.snet4j.payment.SpendingLimit;
import io.snet4j.value.Cogs;
import java.util.Optional;

/** What one client has signed and is about to sign, held against its limit. Thread-safe. */
public final class SpendingTally {
    private final SpendingLimit limit;
    private Sums sums = Sums.NONE;
    private Cogs reserved = Cogs.ZERO;

    /**
     * In cogs.
     *
     * @param counted all that can be claimed, or was
     * @param refused of it, what is signed for calls that were refused, and not known to be taken
     * @param kept of it, what is known to be taken for calls that were refused
     */
    public record Sums(Cogs counted, Cogs refused, Cogs kept) {
        static final Sums NONE = new Sums(Cogs.ZERO, Cogs.ZERO, Cogs.ZERO);

        public Cogs spent() {
            return counted.minus(refused);
        }

        public Sums plus(Sums more) {
            return new Sums(counted.plus(more.counted), refused.plus(more.refused), kept.plus(more.kept));
        }

        public Sums minus(Sums less) {
            return new Sums(counted.minus(less.counted), refused.minus(less.refused), kept.minus(less.kept));
        }
    }

    public SpendingTally(SpendingLimit limit) {
        this.limit = limit;
    }

    public SpendingLimit limit() {
        return limit;
    }

    public synchronized Sums sums() {
        return sums;
    }

    /** What the ledger counts now. */
    synchronized void set(Sums now) {
        sums = now;
    }

    /** @throws SpendingLimitException if the price does not fit any more */
    public Reservation reserve(Cogs price, String method) {
        requirePerCall(price, method);
        return reserveForMany(price, method);
    }

    /** @throws SpendingLimitException if one call may not cost so much */
    public void requirePerCall(Cogs price, String method) {
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
    public synchronized Reservation reserveForMany(Cogs price, String method) {
        // What is signed for a call that was refused may pay this one.
        require(sums.spent().plus(reserved), price, method);
        reserved = reserved.plus(price);
        return new Reservation(price);
    }

    /**
     * Reserves without asking whether the price fits. The call is refused when it signs, unless a look at the chain
     * finds room by then.
     */
    synchronized Reservation reserveAnyway(Cogs price) {
        reserved = reserved.plus(price);
        return new Reservation(price);
    }

    /** As {@link #reserve}, without reserving. */
    public synchronized void check(Cogs price, String method) {
        requirePerCall(price, method);
        require(sums.spent().plus(reserved), price, method);
    }

    /** @throws SpendingLimitException if so much cannot be signed beyond all that is signed */
    synchronized void requireRoom(Cogs price, String method) {
        require(sums.counted, price, method);
    }

    /** What costs nothing is always allowed. */
    private void require(Cogs before, Cogs price, String method) {
        if (price.isZero()) {
            return;
        }
        limit.total().filter(most -> before.plus(price).compareTo(most) > 0).ifPresent(most -> {
            throw new SpendingLimitException(
                    method + " adds " + price + " to what can be claimed, and of the spending limit's total of " + most
                            + " " + used() + "; raise total");
        });
    }

    private String used() {
        StringBuilder text = new StringBuilder(sums.spent() + " are spent");
        if (!sums.kept.isZero()) {
            text.append(" (up to ")
                    .append(sums.kept)
                    .append(" of them for payments that the daemon refused, and took all the same)");
        }
        if (!sums.refused.isZero()) {
            text.append(", ")
                    .append(sums.refused)
                    .append(" are signed for calls that were refused and can still be claimed");
        }
        if (!reserved.isZero()) {
            text.append(", ").append(reserved).append(" are promised to calls that wait");
        }
        return text.toString();
    }

    /** What may still be signed, with what is reserved; empty if any sum. */
    public synchronized Optional<Cogs> left() {
        return limit.total().map(most -> most.compareTo(sums.counted) > 0 ? most.minus(sums.counted) : Cogs.ZERO);
    }

    /** What may still be reserved; empty if any sum. */
    public synchronized Optional<Cogs> unreserved() {
        Cogs taken = sums.counted.plus(reserved);
        return limit.total().map(most -> most.compareTo(taken) > 0 ? most.minus(taken) : Cogs.ZERO);
    }

    private synchronized void sign(Reservation reservation, Cogs raise, String method) {
        // A payment that is signed once more has no reservation of its own, and may not use those of others.
        require(reservation.held ? sums.counted : sums.counted.plus(reserved), raise, method);
        release(reservation);
    }

    private synchronized void release(Reservation reservation) {
        if (reservation.held) {
            reservation.held = false;
            reserved = reserved.minus(reservation.price);
        }
    }

    /** A price that counts against the limit until it is signed, or the call ends without. */
    public final class Reservation {
        private final Cogs price;
        /** Guarded by the tally. */
        private boolean held = true;

        private Reservation(Cogs price) {
            this.price = price;
        }

        /**
         * Before signing; what is signed is counted by the ledger from then on.
         *
         * @param raise by how much more can be claimed then
         * @throws SpendingLimitException if that does not fit
         */
        public void sign(Cogs raise, String method) {
            SpendingTally.this.sign(this, raise, method);
        }

        /** The call ends; what it signed stays counted. */
        public void end() {
            release(this);
        }
    }
}
