package io.snet4j.chain;

import io.snet4j.errors.CallCancelledException;
import io.snet4j.errors.ChainException;
import io.snet4j.errors.SnetException.Charge;
import io.snet4j.internal.core.Budget;
import io.snet4j.internal.core.LockRank;
import io.snet4j.internal.core.OrderedLock;
import io.snet4j.value.Address;
import java.math.BigInteger;
import java.util.TreeSet;

/**
 * The nonces of one account. Remembers only what is on its way: nodes forget waiting transactions or do not count them,
 * but what was mined they know better, and a chain may be reset.
 */
final class Nonces {
    private final Address account;
    private final OrderedLock sending = OrderedLock.fair(LockRank.NONCES);
    private final TreeSet<BigInteger> underWay = new TreeSet<>();

    Nonces(Address account) {
        this.account = account;
    }

    /** One transaction at a time is given a nonce and sent. */
    void lock(Budget deadline) {
        try {
            if (!sending.tryLock(deadline.left().toNanos())) {
                throw new ChainException(
                        "another transaction of " + account + " was still being sent after " + deadline);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CallCancelledException("interrupted before a transaction was sent", e, Charge.NONE);
        }
    }

    void unlock() {
        sending.unlock();
    }

    /** @param counted how many transactions the node knows of, waiting ones included */
    synchronized BigInteger next(BigInteger counted) {
        return underWay.isEmpty() ? counted : counted.max(underWay.last().add(BigInteger.ONE));
    }

    synchronized void begin(BigInteger nonce) {
        underWay.add(nonce);
    }

    synchronized void end(BigInteger nonce) {
        underWay.remove(nonce);
    }
}
