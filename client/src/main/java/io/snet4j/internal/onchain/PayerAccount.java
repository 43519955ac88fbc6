package io.snet4j.internal.onchain;

import io.snet4j.chain.FetchToken;
import io.snet4j.chain.MultiPartyEscrow;
import io.snet4j.identity.Identity;
import io.snet4j.value.Address;

/**
 * Who pays, and out of what.
 *
 * @param sender sends transactions, and is the sender of channels
 * @param signer signs whatever a daemon gets to see; its address is the one to name there
 * @param blocks of the chain of the contracts, for what need not be asked now
 */
public record PayerAccount(Identity sender, Identity signer, Contracts contracts, BlockClock blocks) {
    /** The sender's address. */
    public Address payer() {
        return sender.address();
    }

    public MultiPartyEscrow escrow() {
        return contracts.escrow();
    }

    /** What the payer has now. Blocks. */
    public Balances balances() {
        FetchToken token = contracts.token();
        return new Balances(
                payer(),
                escrow().balance(payer()),
                token.balance(payer()),
                token.allowance(payer(), escrow().address()));
    }

    /** Without the identities, which hold keys. */
    @Override
    public String toString() {
        return "account of " + payer();
    }
}
