package io.snet4j.payment;

import io.snet4j.chain.PaymentChannel;
import io.snet4j.value.Address;
import io.snet4j.value.BlockNumber;
import io.snet4j.value.ChannelId;
import io.snet4j.value.Cogs;
import java.util.List;
import java.util.Optional;

/**
 * The payer's view of one service's group. Thread-safe; verbs block on chain and daemon.
 *
 * <p>{@link #openChannel}, {@link #addFunds}, {@link #extend}, {@link #extendAndAddFunds} and {@link #refund} are the
 * user's own will. They ask no daemon, and the spending limit's amounts in cogs do not bind them. Its {@code
 * expirationCap} does, because money in a channel comes back only after it expires, and so does its {@code feeLimit},
 * because gas and price are what the node names: a transaction that may cost too much in fees is a
 * {@link io.snet4j.errors.SpendingLimitException}, and was not signed. Deposits come from the escrow's
 * balance; what is missing there is approved and deposited first. Each returns when its transaction is mined; one that
 * failed because that took too long may still be mined: look at {@link #channels} before doing it again.
 *
 * <p>While a claim is on its way ({@link ChannelState#nonce} one above the chain's) the daemon sees neither funds nor
 * expirations that are added: they count once the claim is mined.
 *
 * @since 0.1.0
 */
public interface Payments {
    /** Who pays: sends transactions, and is the sender of its channels. */
    Address payer();

    /** Whose signature a payment carries; the payer unless the client was built with another signer. */
    Address signer();

    /**
     * The payer's own channels to this group, found on chain, each with the daemon's verified state.
     *
     * @throws io.snet4j.errors.UntrustedDaemonException if the daemon's answer is not proven by signatures
     * @throws io.snet4j.errors.DaemonUnavailableException if it does not answer; see {@link #channels}
     * @throws io.snet4j.errors.PaymentException if the daemon's page says that it takes no payment: it has no states
     */
    List<ChannelState> channelStates();

    /** Every channel of the payer's to this group, expired ones too, as the chain has them. Asks no daemon. */
    List<OwnChannel> channels();

    /** How many paid calls of this client wait for a channel to be chosen, opened or funded. Does not block. */
    int waiting();

    /**
     * Says what a call of this price would do on chain if it were made now, and what a limit forbids of it. Sends
     * nothing and signs nothing, so that a channel this client has not paid from yet counts as unused as far as is
     * known here. Where the daemon takes no payment, the plan says so.
     */
    PaymentPlan plan(Cogs price);

    /**
     * Makes sure that one channel has {@code amount} available: the best fit among the existing ones, else one is
     * funded or opened, within the spending limit. For callers who want that transaction to happen now, not in the
     * first paid call.
     *
     * @throws io.snet4j.errors.SpendingLimitException if the limit does not allow what is missing
     * @throws io.snet4j.errors.InsufficientFundsException if the payer has too few tokens
     * @throws io.snet4j.errors.PaymentException if the daemon's page says that it takes no payment; nothing was sent
     */
    ChannelState ensureChannel(Cogs amount);

    /**
     * {@link #openChannel(Cogs, BlockNumber)}, living a week longer than the group asks, or as long as the cap allows.
     */
    PaymentChannel openChannel(Cogs amount);

    /**
     * Opens a channel to this group, from the escrow's balance if that suffices, else from tokens.
     *
     * @param amount zero or more; calls that cost nothing need a channel, too
     * @param expiration a block number, beyond what the group asks for
     * @throws io.snet4j.errors.SpendingLimitException if the expiration is beyond the cap; nothing was sent
     * @throws io.snet4j.errors.InvalidRequestException if the group would refuse payments from it; nothing was sent
     * @throws io.snet4j.errors.InsufficientFundsException if the payer has too little; nothing was sent
     */
    PaymentChannel openChannel(Cogs amount, BlockNumber expiration);

    /**
     * @throws io.snet4j.errors.InvalidRequestException if the channel is not this payer's to this group
     * @throws io.snet4j.errors.SpendingLimitException if it expires beyond the cap, so that the money would not come
     *     back
     * @throws io.snet4j.errors.InsufficientFundsException if the payer has too little; nothing was sent
     */
    PaymentChannel addFunds(ChannelId channelId, Cogs amount);

    /**
     * @param expiration a block number, not before the present one
     * @throws io.snet4j.errors.InvalidRequestException if the channel is not this payer's to this group, or the
     *     expiration is before its present one or of no use to the group
     * @throws io.snet4j.errors.SpendingLimitException if the expiration is beyond the cap
     */
    PaymentChannel extend(ChannelId channelId, BlockNumber expiration);

    /** {@link #extend} and {@link #addFunds} in one transaction. */
    PaymentChannel extendAndAddFunds(ChannelId channelId, BlockNumber expiration, Cogs amount);

    /**
     * Takes the value of an expired channel back into the escrow ({@code channelClaimTimeout}).
     *
     * @throws io.snet4j.errors.InvalidRequestException before the channel has expired, naming the block when it does,
     *     or if there is nothing in it, or it is not this payer's to this group; nothing was sent
     */
    Refund refund(ChannelId channelId);

    /**
     * How many free calls of this service the payer, or the user that {@link PaymentStrategy} names, has left;
     * 99,999,999 where there is no bound; zero if the service's metadata names nobody who signs for them.
     *
     * @throws io.snet4j.errors.PaymentException if the daemon gives this payer none, such as one who holds too few
     *     tokens, or if its page says that it takes no payment at all
     * @throws io.snet4j.errors.ServiceCallException if the daemon does not answer
     */
    long freeCallsLeft();

    /**
     * Why nothing more is signed for this service: its daemon refused a payment, and a claim took it. A ban holds for
     * the organization, service and group, for the life of the client or, with a state directory, for all that share
     * it.
     *
     * @return empty if it is trusted
     */
    Optional<String> ban();

    /**
     * Trusts the service again. Reads and writes the state directory, if there is one.
     *
     * @return whether it was banned
     */
    boolean liftBan();
}
