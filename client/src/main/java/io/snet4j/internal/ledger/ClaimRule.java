package io.snet4j.internal.ledger;

import io.snet4j.errors.SnetException.Charge;
import java.util.Optional;

/** What the end of a nonce means for the payments at it that were denied. The first row that fits counts. */
enum ClaimRule {
    NO_EVENT("no event tells what the claim took", Optional.of(Charge.UNKNOWN), false, false),
    SERVED("the claim took no more than calls that were served", Optional.empty(), false, true),
    NOBODY_DENIED("it took more, and nobody was denied at this nonce", Optional.empty(), false, true),
    RUNNING("it took more, and another call of this client at that amount runs", Optional.empty(), false, false),
    PERHAPS_ANOTHERS(
            "it took more, and a call of another process at that amount may be running",
            Optional.of(Charge.UNKNOWN),
            false,
            false),
    LOST(
            "it took more, and the payment was not refused: its answer was lost",
            Optional.of(Charge.CHARGED),
            false,
            true),
    THEFT("it took more, and the daemon had refused the payment", Optional.of(Charge.CHARGED), true, true);

    private final String when;
    private final Optional<Charge> told;
    private final boolean bans;
    private final boolean decides;

    ClaimRule(String when, Optional<Charge> told, boolean bans, boolean decides) {
        this.when = when;
        this.told = told;
        this.bans = bans;
        this.decides = decides;
    }

    /** In words, for documents. */
    String when() {
        return when;
    }

    /** What a listener hears of the payment that was taken; empty if nothing was. */
    Optional<Charge> told() {
        return told;
    }

    /** Whether nothing more is signed for the service whose daemon refused. */
    boolean bans() {
        return bans;
    }

    /** Whether another look would find the same. */
    boolean decides() {
        return decides;
    }
}
