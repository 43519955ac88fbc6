package io.snet4j.state.jdbc.model;

/**
 * What one instance believes. It may be wrong: whoever was stopped goes on with what it believed before.
 *
 * @param token of its lease; 0 for none
 * @param floor the mark when it took the lease: others may have signed so much
 * @param ceiling up to which it signs without asking the database
 * @param signed from which amount it goes on
 */
record Lease(int token, int floor, int ceiling, int signed) {
    static final Lease NONE = new Lease(0, 0, 0, 0);

    boolean isHeld() {
        return token > 0;
    }

    Lease withCeiling(int raised) {
        return new Lease(token, floor, raised, signed);
    }

    Lease sign() {
        return new Lease(token, floor, ceiling, signed + 1);
    }

    /** What stays marked when it hands the lease back: all that it, or anybody before it, can have signed. */
    int handedBack() {
        return Math.max(floor, signed);
    }
}
