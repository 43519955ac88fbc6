package io.snet4j.internal.pay;

import io.snet4j.chain.MultiPartyEscrow.EndedNonce;
import io.snet4j.errors.SnetException.Charge;
import io.snet4j.payment.SignedAmount;
import java.util.ArrayList;
import java.util.List;

/** What a look at the chain found. For one thread at a time. */
final class Findings {
    private final List<EndedNonce> claims = new ArrayList<>();
    private final List<SignedAmount> charged = new ArrayList<>();
    private final List<SignedAmount> unknown = new ArrayList<>();

    void claimed(EndedNonce claim) {
        claims.add(claim);
    }

    void told(SignedAmount payment, Charge charge) {
        (charge == Charge.CHARGED ? charged : unknown).add(payment);
    }

    void add(Findings other) {
        claims.addAll(other.claims);
        charged.addAll(other.charged);
        unknown.addAll(other.unknown);
    }

    /** Of nonces that are over; refunds, too. */
    List<EndedNonce> claims() {
        return List.copyOf(claims);
    }

    /** Payments that were denied, and that a claim took. */
    List<SignedAmount> charged() {
        return List.copyOf(charged);
    }

    /** Payments of which nobody says whether a claim took them. */
    List<SignedAmount> unknown() {
        return List.copyOf(unknown);
    }
}
