package io.snet4j.internal.ledger;

import io.snet4j.chain.MultiPartyEscrow.EndedNonce;
import io.snet4j.errors.SnetException.Charge;
import io.snet4j.payment.SignedAmount;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a look at the chain found.
 *
 * @param claims of nonces that are over; refunds, too
 * @param charged payments that were denied, and that a claim took
 * @param unknown payments of which nobody says whether a claim took them
 */
public record Findings(List<EndedNonce> claims, List<SignedAmount> charged, List<SignedAmount> unknown) {
    static final Findings NONE = new Findings(List.of(), List.of(), List.of());

    /** @param told what a listener hears of now, and as what */
    static Findings of(Optional<EndedNonce> claim, Optional<SignedAmount> told, Optional<Charge> as) {
        List<SignedAmount> payment = told.stream().toList();
        boolean taken = as.equals(Optional.of(Charge.CHARGED));
        return new Findings(claim.stream().toList(), taken ? payment : List.of(), taken ? List.of() : payment);
    }

    Findings plus(Findings more) {
        return new Findings(both(claims, more.claims), both(charged, more.charged), both(unknown, more.unknown));
    }

    private static <T> List<T> both(List<T> some, List<T> more) {
        return Stream.concat(some.stream(), more.stream()).toList();
    }
}
