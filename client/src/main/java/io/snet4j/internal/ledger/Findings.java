package io.snet4j.internal.ledger;

import io.snet4j.chain.MultiPartyEscrow.EndedNonce;
import io.snet4j.errors.SnetException.Charge;
import io.snet4j.payment.SignedAmount;
import java.util.ArrayList;
import java.util.List;

/** What a look at the chain found. For one thread at a time. */
public final class Findings {
    private final List<EndedNonce> claims = new ArrayList<>();
    private final List<SignedAmount> charged = new ArrayList<>();
    private final List<SignedAmount> unknown = new ArrayList<>();

    public void claimed(EndedNonce claim) {
        claims.add(claim);
    }

    void told(SignedAmount payment, Charge charge) {
        (charge == Charge.CHARGED ? charged : unknown).add(payment);
    }

    public void add(Findings other) {
        claims.addAll(other.claims);
        charged.addAll(other.charged);
        unknown.addAll(other.unknown);
    }

    /** Of nonces that are over; refunds, too. */
    public List<EndedNonce> claims() {
        return List.copyOf(claims);
    }

    /** Payments that were denied, and that a claim took. */
    public List<SignedAmount> charged() {
        return List.copyOf(charged);
    }

    /** Payments of which nobody says whether a claim took them. */
    public List<SignedAmount> unknown() {
        return List.copyOf(unknown);
    }
}
