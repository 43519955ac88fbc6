package io.snet4j.payment;

import io.snet4j.chain.Receipt;
import io.snet4j.value.Address;
import io.snet4j.value.ChannelId;
import io.snet4j.value.Cogs;
import java.util.List;

/**
 * The payer's money, over all services. Every method blocks on the chain; those that change something return when their
 * transaction is mined, and throw {@link io.snet4j.errors.ChainException} with the contract's reason if it is refused.
 * No daemon is asked. What a user does here is the user's own will: the spending limit's amounts in cogs do not bind
 * it. Its fee limit does, because gas and price are what the node names: a transaction that may cost too much in fees
 * is a {@link io.snet4j.errors.SpendingLimitException}, and was not signed. Thread-safe.
 *
 * @since 0.1.0
 */
public interface Account {
    /** Who pays. */
    Address address();

    /** Tokens outside of the escrow. */
    Cogs tokenBalance();

    /** What is in the escrow, outside of channels. */
    Cogs escrowBalance();

    /** What the escrow may still take of the tokens. */
    Cogs allowance();

    /**
     * Lets the escrow take up to {@code amount} of the tokens, instead of what it might take before; zero takes it
     * away.
     */
    Receipt approve(Cogs amount);

    /**
     * Moves tokens into the escrow. Approves what is missing first, in a transaction of its own.
     *
     * @throws io.snet4j.errors.InsufficientFundsException if there are too few tokens; nothing was sent
     * @throws io.snet4j.errors.InvalidRequestException for nothing at all
     */
    Receipt deposit(Cogs amount);

    /**
     * Moves tokens out of the escrow.
     *
     * @throws io.snet4j.errors.InsufficientFundsException if the escrow has less; nothing was sent
     * @throws io.snet4j.errors.InvalidRequestException for nothing at all
     */
    Receipt withdraw(Cogs amount);

    /**
     * Gives another account a part of the balance in the escrow.
     *
     * @throws io.snet4j.errors.InsufficientFundsException if the escrow has less; nothing was sent
     * @throws io.snet4j.errors.InvalidRequestException for nothing at all, or to nobody or oneself
     */
    Receipt transfer(Address to, Cogs amount);

    /** Every channel that this payer opened, to whomever, oldest first. */
    List<OwnChannel> channels();

    /**
     * Takes the value of one expired channel back into the escrow. What its recipient has not claimed by then is lost
     * to it.
     *
     * @throws io.snet4j.errors.InvalidRequestException before the channel has expired, naming the block when it does,
     *     or if there is nothing in it, or it is another payer's; nothing was sent
     */
    Refund refund(ChannelId channelId);

    /**
     * Looks on chain what became of everything that this client signed: what claims took, which payments whose calls
     * were denied are taken, and what can still be claimed. Listeners hear of what is news. The client does the same by
     * itself, for one channel at a time, when it is about to sign; a program may want it before it ends, or now and
     * then.
     *
     * @throws io.snet4j.errors.ChainException if the node does not answer
     */
    Reconciliation reconcile();

    /**
     * How the budgets of the client's spending limit stand, in their order. Asks where the payment state is kept, not
     * the chain.
     *
     * @throws io.snet4j.errors.PaymentStateException if that cannot be read
     */
    List<BudgetState> budgets();

    /** {@link #refund(ChannelId)} for each channel that can be; one transaction each. */
    List<Refund> refundExpired();
}
