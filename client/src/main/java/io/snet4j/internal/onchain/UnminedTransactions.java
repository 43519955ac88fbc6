package io.snet4j.internal.onchain;

import io.snet4j.chain.Chain;
import io.snet4j.errors.CallCancelledException;
import io.snet4j.errors.ChainException;
import io.snet4j.errors.SnetException.Charge;
import io.snet4j.internal.core.Backoff;
import io.snet4j.internal.core.Budget;
import io.snet4j.internal.text.TimeText;
import io.snet4j.internal.transport.Pauses;
import io.snet4j.value.Address;
import java.time.Duration;

/**
 * The payer's transactions that wait for their block. A client that was killed may have sent one that opens or funds a
 * channel, and no search finds that channel yet.
 */
public final class UnminedTransactions {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(1_500);

    private final Chain chain;
    private final Address payer;
    private final Pauses pauses;

    public UnminedTransactions(Chain chain, Address payer, Pauses pauses) {
        this.chain = chain;
        this.payer = payer;
        this.pauses = pauses;
    }

    /**
     * Waits for those that there are now; later ones are somebody else's.
     *
     * @return whether there were any
     * @throws ChainException if they are not mined in the time that a transaction is given
     */
    public boolean await(Budget budget) {
        long sent = chain.sentTransactions(payer);
        if (chain.minedTransactions(payer) >= sent) {
            return false;
        }
        return budget.exempt(Transactions.DEADLINE, () -> {
            awaitMined(sent, budget);
            return true;
        });
    }

    private void awaitMined(long sent, Budget budget) {
        Duration waited = Duration.ZERO;
        Backoff backoff = new Backoff(FIRST_PAUSE, LONGEST_PAUSE);
        long mined = chain.minedTransactions(payer);
        while (mined < sent) {
            if (waited.compareTo(Transactions.DEADLINE) >= 0 || budget.isUsedUp()) {
                throw new ChainException((sent - mined) + " of the transactions of " + payer
                        + " are not mined after " + TimeText.of(Transactions.DEADLINE)
                        + ". One may open or fund a payment channel, so this client places no money in another. Wait until"
                        + " they are mined, or replace them: the first has nonce " + mined);
            }
            Duration pause = backoff.next();
            pause(pause);
            waited = waited.plus(pause);
            mined = chain.minedTransactions(payer);
        }
    }

    private void pause(Duration pause) {
        try {
            pauses.pause(pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CallCancelledException("interrupted before anything was sent", e, Charge.NONE);
        }
    }
}
