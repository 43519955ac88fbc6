package io.snet4j.internal.pay;

import io.snet4j.chain.PaymentChannel;
import io.snet4j.payment.ChannelState;
import io.snet4j.payment.SignedAmount;
import io.snet4j.value.Cogs;
import java.math.BigInteger;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one client knows of one channel. Its queue is for who signs: the daemon serves one paid call at a time per
 * channel, and two payments from the same amount would be one.
 */
final class ChannelBook {
    private static final Logger LOG = LoggerFactory.getLogger(ChannelBook.class);

    private final BigInteger id;
    private final FairQueue queue = new FairQueue();
    private ChannelState state;
    private Cogs reserved = Cogs.ZERO;
    private boolean verified;
    private SignedMark highest;
    private final Refusals refusals = new Refusals();

    private ChannelBook(ChannelState state, boolean verified) {
        this.id = state.id();
        this.state = state;
        this.verified = verified;
        this.highest = new SignedMark(state.nonce(), state.signed());
    }

    /** A channel of which only the chain's part is known; at best all of it is available. */
    static ChannelBook found(PaymentChannel channel) {
        return new ChannelBook(untouched(channel), false);
    }

    /** A channel that was opened just now: nobody can have signed anything for it. */
    static ChannelBook opened(PaymentChannel channel) {
        return new ChannelBook(untouched(channel), true);
    }

    private static ChannelState untouched(PaymentChannel channel) {
        return new ChannelState(channel, channel.nonce(), Cogs.ZERO, channel.value());
    }

    BigInteger id() {
        return id;
    }

    FairQueue queue() {
        return queue;
    }

    synchronized ChannelState state() {
        return state;
    }

    synchronized boolean isVerified() {
        return verified;
    }

    /** What is not promised to calls that wait; zero if more than all is. */
    synchronized Cogs free() {
        return state.available().compareTo(reserved) > 0 ? state.available().minus(reserved) : Cogs.ZERO;
    }

    synchronized Cogs reserved() {
        return reserved;
    }

    synchronized boolean covers(Cogs price) {
        return state.available().compareTo(price) >= 0;
    }

    boolean outlives(BigInteger block) {
        return state().onChain().expiration().compareTo(block) > 0;
    }

    /** The daemon does not see what happens to a channel on chain while a claim of it is on its way. */
    synchronized boolean isBeingClaimed() {
        return !state.nonce().equals(state.onChain().nonce());
    }

    synchronized void reserve(Cogs price) {
        reserved = reserved.plus(price);
    }

    synchronized void unreserve(Cogs price) {
        reserved = reserved.minus(price);
    }

    /** What chain and daemon say counts; only a provider loses by an amount that went back. */
    void update(ChannelState now) {
        follow(now).forEach(Runnable::run);
    }

    private synchronized List<Runnable> follow(ChannelState now) {
        if (now.nonce().equals(highest.nonce) && now.signed().compareTo(highest.amount) < 0) {
            LOG.warn(
                    "the daemon says that {} are signed on channel {} at nonce {}; {} were. Following it.",
                    now.signed(),
                    id,
                    now.nonce(),
                    highest.amount);
        }
        state = now;
        verified = true;
        mark(now.nonce(), now.signed());
        return refusals.takenBy(now);
    }

    /** @param taken run once if the channel's state shows later that the payment was taken nevertheless */
    synchronized void refused(SignedAmount payment, Runnable taken) {
        refusals.add(payment, taken);
    }

    /** Whatever comes next asks the daemon first. */
    synchronized void distrust() {
        verified = false;
    }

    synchronized void charged(SignedAmount payment) {
        if (payment.nonce().equals(state.nonce()) && payment.amount().compareTo(state.signed()) > 0) {
            Cogs added = payment.amount().minus(state.signed());
            Cogs left = covers(added) ? state.available().minus(added) : Cogs.ZERO;
            state = new ChannelState(state.onChain(), state.nonce(), payment.amount(), left);
            mark(payment.nonce(), payment.amount());
            refusals.settled(payment);
        }
    }

    synchronized void deposited(Cogs added, BigInteger expiration) {
        PaymentChannel old = state.onChain();
        PaymentChannel now = new PaymentChannel(
                old.id(),
                old.nonce(),
                old.sender(),
                old.signer(),
                old.recipient(),
                old.groupId(),
                old.value().plus(added),
                expiration.max(old.expiration()));
        state = new ChannelState(
                now, state.nonce(), state.signed(), state.available().plus(added));
    }

    private void mark(BigInteger nonce, Cogs amount) {
        boolean higher = nonce.equals(highest.nonce) ? amount.compareTo(highest.amount) > 0 : true;
        if (higher) {
            highest = new SignedMark(nonce, amount);
        }
    }

    private record SignedMark(BigInteger nonce, Cogs amount) {}
}
