package io.snet4j.internal.onchain;

import io.snet4j.errors.InsufficientFundsException;
import io.snet4j.payment.PlannedTransaction;
import io.snet4j.payment.PlannedTransaction.Kind;
import io.snet4j.value.Address;
import io.snet4j.value.BlockNumber;
import io.snet4j.value.ChannelId;
import io.snet4j.value.Cogs;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a payer has at one moment, and the transactions that bring it where it is needed. */
public record Balances(Address owner, Cogs inEscrow, Cogs inTokens, Cogs allowance) {
    /** As much of {@code wanted} as there is, if that is at least {@code least}. */
    public Cogs affordable(Cogs least, Cogs wanted) {
        Cogs all = inEscrow.plus(inTokens);
        if (all.compareTo(least) < 0) {
            throw new InsufficientFundsException(owner + " has " + inEscrow + " in the escrow and " + inTokens
                    + " as tokens; a payment channel needs " + least + " more");
        }
        return all.compareTo(wanted) < 0 ? all : wanted;
    }

    /** From tokens directly if they suffice: one transaction less than by way of the escrow. */
    public List<PlannedTransaction> open(Cogs value, BlockNumber expiration) {
        boolean byEscrow = inEscrow.compareTo(value) >= 0 || inTokens.compareTo(value) < 0;
        List<PlannedTransaction> steps = new ArrayList<>(byEscrow ? deposit(value) : approve(value));
        Kind kind = byEscrow ? Kind.OPEN_CHANNEL : Kind.DEPOSIT_AND_OPEN_CHANNEL;
        steps.add(new PlannedTransaction(kind, value, Optional.empty(), Optional.of(expiration)));
        return steps;
    }

    /** @param expiration if it changes */
    public List<PlannedTransaction> change(ChannelId id, Cogs added, Optional<BlockNumber> expiration) {
        List<PlannedTransaction> steps = new ArrayList<>(deposit(added));
        Kind kind = expiration.isEmpty() ? Kind.ADD_FUNDS : added.isZero() ? Kind.EXTEND : Kind.EXTEND_AND_ADD_FUNDS;
        steps.add(new PlannedTransaction(kind, added, Optional.of(id), expiration));
        return steps;
    }

    /** The transactions after which the escrow has so much. */
    private List<PlannedTransaction> deposit(Cogs needed) {
        if (inEscrow.compareTo(needed) >= 0) {
            return List.of();
        }
        Cogs missing = needed.minus(inEscrow);
        List<PlannedTransaction> steps = new ArrayList<>(approve(missing));
        steps.add(simple(Kind.DEPOSIT, missing));
        return steps;
    }

    List<PlannedTransaction> approve(Cogs amount) {
        return allowance.compareTo(amount) >= 0 ? List.of() : List.of(simple(Kind.APPROVE, amount));
    }

    private static PlannedTransaction simple(Kind kind, Cogs amount) {
        return new PlannedTransaction(kind, amount, Optional.empty(), Optional.empty());
    }
}
