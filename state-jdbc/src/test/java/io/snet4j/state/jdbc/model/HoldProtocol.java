package io.snet4j.state.jdbc.model;

import io.snet4j.state.jdbc.model.Explorer.Next;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The rules by which instances hold a channel and mark ahead what they will sign. Any instance may be stopped between
 * any two steps, die, and come back; the hold's time may pass at any moment. A step that asks the database is one
 * transaction.
 */
final class HoldProtocol {
    /** Mistakes that somebody might make. */
    enum Fault {
        /** Who writes a mark, or hands a hold back, does not say by which hold. */
        NO_FENCING,
        /** Who hands a hold back also gives back what an earlier holder had marked ahead and may have signed. */
        HEADROOM_TWICE
    }

    private final int budget;
    private final int ahead;
    private final int mostHolds;
    private final Set<Fault> faults = EnumSet.noneOf(Fault.class);

    /**
     * @param ahead by how much a mark is raised at a time
     * @param mostHolds so that there is an end
     */
    HoldProtocol(int budget, int ahead, int mostHolds) {
        this.budget = budget;
        this.ahead = ahead;
        this.mostHolds = mostHolds;
    }

    HoldProtocol with(Fault fault) {
        HoldProtocol changed = new HoldProtocol(budget, ahead, mostHolds);
        changed.faults.add(fault);
        return changed;
    }

    Optional<String> wrong(Fleet fleet) {
        if (fleet.highest() > fleet.marked()) {
            return Optional.of(fleet.highest() + " are signed, " + fleet.marked() + " are marked");
        }
        if (fleet.highest() > budget || fleet.left() < 0) {
            return Optional.of(fleet.highest() + " are signed of a budget of " + budget + ", and it says that "
                    + fleet.left() + " are left");
        }
        if (fleet.marked() + fleet.left() != budget) {
            return Optional.of(fleet.marked() + " are marked and " + fleet.left() + " left of a budget of " + budget);
        }
        return Optional.empty();
    }

    List<Next<Fleet>> steps(Fleet fleet) {
        List<Next<Fleet>> next = new ArrayList<>();
        if (fleet.holder() != 0 && !fleet.expired()) {
            next.add(new Next<>("the time of the hold passes", fleet.expire()));
        }
        for (int who = 1; who <= fleet.holds().size(); who++) {
            if (fleet.hold(who).isHeld()) {
                next.add(new Next<>(who + " dies and forgets", fleet.with(who, Hold.NONE)));
                raise(fleet, who, next);
                sign(fleet, who, next);
                next.add(new Next<>(who + " hands back", handBack(fleet, who)));
            } else {
                take(fleet, who, next);
            }
        }
        return next;
    }

    /** A hold that nobody has, or whose time has passed. Who takes it asks the daemon what was accepted. */
    private void take(Fleet fleet, int who, List<Next<Fleet>> next) {
        boolean free = fleet.holder() == 0 || fleet.expired();
        if (free && fleet.token() < mostHolds) {
            Fleet taken = fleet.taken(who);
            Hold hold = new Hold(taken.token(), taken.marked(), taken.marked(), taken.accepted());
            next.add(new Next<>(who + " takes hold " + taken.token(), taken.with(who, hold)));
        }
    }

    /** Only with the current hold, and only within the budget. It holds anew from then on. */
    private void raise(Fleet fleet, int who, List<Next<Fleet>> next) {
        Hold hold = fleet.hold(who);
        boolean current = fleet.isCurrent(who);
        if (!current && !faults.contains(Fault.NO_FENCING)) {
            next.add(new Next<>(who + " learns that its hold is gone", fleet.with(who, Hold.NONE)));
            return;
        }
        int by = Math.min(ahead, fleet.left());
        if (by > 0) {
            Hold raised = hold.withCeiling(hold.ceiling() + by);
            Fleet marked = fleet.marked(raised.ceiling(), fleet.left() - by);
            next.add(new Next<>(who + " marks " + raised.ceiling(), marked.with(who, raised)));
        }
    }

    /** Without the database: who was stopped after its last look at the clock signs all the same. */
    private static void sign(Fleet fleet, int who, List<Next<Fleet>> next) {
        Hold signed = fleet.hold(who).sign();
        if (signed.signed() <= signed.ceiling()) {
            for (boolean taken : new boolean[] {true, false}) {
                next.add(new Next<>(
                        who + " signs " + signed.signed() + (taken ? ", the daemon takes it" : ", and it is lost"),
                        fleet.signed(signed.signed(), taken).with(who, signed)));
            }
        }
    }

    private Fleet handBack(Fleet fleet, int who) {
        Hold hold = fleet.hold(who);
        Fleet forgotten = fleet.with(who, Hold.NONE);
        if (!fleet.isCurrent(who) && !faults.contains(Fault.NO_FENCING)) {
            return forgotten;
        }
        int stays = faults.contains(Fault.HEADROOM_TWICE) ? hold.signed() : hold.handedBack();
        int left = fleet.left() + fleet.marked() - stays;
        return forgotten.marked(stays, left).free();
    }
}
