package io.snet4j.state.jdbc.model;

/**
 * What one instance believes. It may be wrong: whoever was stopped goes on with what it believed before.
 *
 * @param token of its hold; 0 for none
 * @param floor the mark when it took the hold: others may have signed so much
 * @param ceiling up to which it signs without asking the database
 * @param signed from which amount it goes on
 */
record Hold(int token, int floor, int ceiling, int signed) {
    static final Hold NONE = new Hold(0, 0, 0, 0);

    boolean isHeld() {
        return token > 0;
    }

    Hold withCeiling(int raised) {
        return new Hold(token, floor, raised, signed);
    }

    Hold sign() {
        return new Hold(token, floor, ceiling, signed + 1);
    }

    /** What stays marked when it hands the hold back: all that it, or anybody before it, can have signed. */
    int handedBack() {
        return Math.max(floor, signed);
    }
}
