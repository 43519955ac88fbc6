package io.snet4j.publish;

import io.snet4j.chain.Chain;
import io.snet4j.errors.ChainException;
import io.snet4j.internal.core.Backoff;
import io.snet4j.internal.core.Budget;
import io.snet4j.value.Address;
import java.time.Duration;

/** An account's transactions that wait for their block. One may be the change that is about to be made once more. */
final class PendingTransactions {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(1_500);

    private PendingTransactions() {}

    /** @throws ChainException if those that there are now are not mined in time */
    static void await(Chain chain, Address account, Duration deadline) {
        long sent = chain.sentTransactions(account);
        long mined = chain.minedTransactions(account);
        Budget budget = Budget.strict(deadline);
        Backoff pauses = new Backoff(FIRST_PAUSE, LONGEST_PAUSE);
        while (mined < sent) {
            if (!budget.sleep(pauses.next())) {
                throw new ChainException(
                        (sent - mined) + " transactions of " + account + " are not mined after " + budget
                                + ". One may be this change, so nothing was sent; wait until they are mined, or replace them: the"
                                + " first has nonce " + mined);
            }
            mined = chain.minedTransactions(account);
        }
    }
}
