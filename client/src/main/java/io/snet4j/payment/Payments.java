package io.snet4j.payment;

import io.snet4j.value.Address;
import io.snet4j.value.Cogs;
import java.util.List;

/** The payer's view of one service's group. Thread-safe; verbs block on chain and daemon. */
public interface Payments {
    /** Who pays, and signs. */
    Address payer();

    /**
     * The payer's own channels to this group, found on chain, each with the daemon's verified state.
     *
     * @throws io.snet4j.errors.UntrustedDaemonException if the daemon's answer is not proven by signatures
     */
    List<ChannelState> listChannels();

    /**
     * Makes sure that one channel has {@code amount} available: the best fit among the existing ones, else one is
     * funded or opened, within the spending limit. For callers who want that transaction to happen now, not in the
     * first paid call.
     *
     * @throws io.snet4j.errors.SpendingLimitException if the limit does not allow what is missing
     * @throws io.snet4j.errors.InsufficientFundsException if the payer has too few tokens
     */
    ChannelState ensureChannel(Cogs amount);

    /**
     * How many free calls of this service the payer, or the user that {@link PaymentStrategy} names, has left; 99,999,999
     * where there is no bound; zero if the service's metadata names nobody who signs for them.
     *
     * @throws io.snet4j.errors.PaymentException if the daemon gives this payer none, such as one who holds too few tokens
     * @throws io.snet4j.errors.ServiceCallException if the daemon does not answer
     */
    long freeCallsLeft();
}
