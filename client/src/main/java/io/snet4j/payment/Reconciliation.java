package io.snet4j.payment;

import io.snet4j.value.BlockNumber;
import io.snet4j.value.ChannelId;
import io.snet4j.value.ChannelNonce;
import io.snet4j.value.Cogs;
import java.util.List;

/**
 * What a look at the chain found about all that one client signed.
 *
 * @param claims that ended a nonce for which this client signed; those that were not known before
 * @param charged payments whose calls were denied, and that a claim took, as this look found out
 * @param unknown the same, of payments of which nobody says whether a claim took them
 * @param spent what counts as spent against the spending limit's total: calls that were charged, payments that were
 *     taken, and prepaid batches, in cogs
 * @param refused what is signed beyond that for calls that were denied, and can still be claimed, in cogs
 * @since 0.1.0
 */
public record Reconciliation(
        List<Claim> claims, List<SignedAmount> charged, List<SignedAmount> unknown, Cogs spent, Cogs refused) {
    public Reconciliation {
        claims = List.copyOf(claims);
        charged = List.copyOf(charged);
        unknown = List.copyOf(unknown);
    }

    /**
     * A claim that was mined.
     *
     * @param nonce the one that it ended
     * @param amount what it took, in cogs; zero for a refund to the payer
     * @param block the one that holds it
     */
    public record Claim(ChannelId channelId, ChannelNonce nonce, Cogs amount, BlockNumber block) {}
}
