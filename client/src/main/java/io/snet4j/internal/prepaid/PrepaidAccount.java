package io.snet4j.internal.prepaid;

import io.grpc.Metadata;
import io.snet4j.errors.CallCancelledException;
import io.snet4j.errors.PaymentException;
import io.snet4j.errors.SnetException;
import io.snet4j.errors.SnetException.Charge;
import io.snet4j.errors.UntrustedDaemonException;
import io.snet4j.internal.channel.AdvanceSigner;
import io.snet4j.internal.core.LockRank;
import io.snet4j.internal.core.OrderedLock;
import io.snet4j.internal.loop.NoTicket;
import io.snet4j.internal.loop.PaymentHeaders;
import io.snet4j.internal.loop.Refusals;
import io.snet4j.payment.SignedAmount;
import io.snet4j.value.ChannelId;
import io.snet4j.value.ChannelNonce;
import io.snet4j.value.Cogs;
import io.snet4j.wire.escrow.TokenServiceProto.TokenReply;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;

/**
 * What one service client has prepaid, by channel. It counts for itself: the daemon tells what was used only when a
 * token is asked for. Thread-safe.
 */
public final class PrepaidAccount {
    private final OrderedLock lock = OrderedLock.of(LockRank.PREPAID_ACCOUNT);
    private final AdvanceSigner payer;
    private final PrepaidClient client;
    private final Cogs batch;
    private final Duration deadline;
    private final Clock clock;
    private final Refusals refusals;
    private final Map<ChannelId, Purse> purses = new LinkedHashMap<>();
    private final LostBatches losses = new LostBatches();
    private Optional<PrepaidPurchase> purchase = Optional.empty();

    /** @param deadline for a purchase */
    public PrepaidAccount(AdvanceSigner payer, PrepaidClient client, Cogs batch, Duration deadline, Clock clock) {
        this.payer = payer;
        this.client = client;
        this.batch = batch;
        this.deadline = deadline;
        this.clock = clock;
        this.refusals = new Refusals("prepaid calls", clock);
        payer.events().watch(losses);
    }

    public Cogs batch() {
        return batch;
    }

    LostBatches losses() {
        return losses;
    }

    /**
     * A part of what is prepaid, at once if there is enough. Cancelling it leaves the others that wait for a batch;
     * when nobody waits any more, none is signed.
     *
     * @return fails with {@link NoTicket} if nothing can be prepaid now
     */
    public CompletableFuture<Part> take(Cogs price) {
        CompletableFuture<Part> result = new CompletableFuture<>();
        take(price, result);
        return result;
    }

    private void take(Cogs price, CompletableFuture<Part> result) {
        try {
            refusals.requireNone();
        } catch (NoTicket e) {
            result.completeExceptionally(e);
            return;
        }
        Optional<Part> part;
        Optional<PrepaidPurchase> awaited;
        lock.lock();
        try {
            part = find(price);
            awaited = part.isPresent() ? Optional.empty() : Optional.of(join(price));
        } finally {
            lock.unlock();
        }
        part.filter(ready -> !result.complete(ready)).ifPresent(this::giveBack);
        awaited.ifPresent(running -> await(price, running, result));
    }

    private void await(Cogs price, PrepaidPurchase running, CompletableFuture<Part> result) {
        result.whenComplete((part, failure) -> {
            if (failure != null) {
                running.leave();
            }
        });
        running.done().whenComplete((done, failure) -> {
            if (failure == null || running.isAbandoned()) {
                if (!result.isDone()) {
                    take(price, result);
                }
            } else {
                result.completeExceptionally(failure);
            }
        });
    }

    private Optional<Part> find(Cogs price) {
        Instant now = clock.instant();
        return purses.values().stream()
                .filter(purse -> purse.left.compareTo(price) >= 0)
                .filter(purse -> purse.hasGoodToken(now))
                .findFirst()
                .flatMap(purse -> purse.take(price));
    }

    private PrepaidPurchase join(Cogs price) {
        PrepaidPurchase running = purchase.orElseGet(() -> begin(price));
        running.join();
        return running;
    }

    private PrepaidPurchase begin(Cogs price) {
        PrepaidPurchase fresh = new PrepaidPurchase(this, payer, client, price, deadline);
        purchase = Optional.of(fresh);
        try {
            payer.scope().executor().execute(fresh);
        } catch (RejectedExecutionException e) {
            fresh.end(new CallCancelledException("the client was closed", e, Charge.NONE));
        }
        return fresh;
    }

    void ended(PrepaidPurchase over) {
        lock.run(() -> purchase = purchase.filter(running -> running != over));
    }

    boolean covers(Cogs price) {
        lock.lock();
        try {
            Instant now = clock.instant();
            return purses.values().stream()
                    .anyMatch(purse -> purse.left.compareTo(price) >= 0 && purse.hasGoodToken(now));
        } finally {
            lock.unlock();
        }
    }

    /** Channels with enough, of which only the token is missing. */
    List<ChannelId> withoutToken(Cogs price) {
        lock.lock();
        try {
            Instant now = clock.instant();
            List<ChannelId> channels = new ArrayList<>();
            purses.forEach((channel, purse) -> {
                if (purse.left.compareTo(price) >= 0 && !purse.hasGoodToken(now)) {
                    channels.add(channel);
                }
            });
            return channels;
        } finally {
            lock.unlock();
        }
    }

    /** What earlier batches left, as the daemon counts. */
    void found(ChannelId channel, ChannelNonce nonce, PrepaidReply reply) {
        lock.lock();
        try {
            if (reply.planned().compareTo(reply.used()) > 0) {
                Cogs left = reply.planned().minus(reply.used());
                losses.honoured(channel, left);
                Purse purse = purse(channel);
                purse.left = left.compareTo(purse.left) > 0 ? left : purse.left;
                purse.renew(nonce, PrepaidToken.of(reply.token(), clock.instant()));
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * The batch is the daemon's, whatever its answer is worth; while there is no token for it, none is signed.
     *
     * @throws UntrustedDaemonException if the answer is not credible
     */
    void bought(SignedAmount batch, TokenReply answer) {
        lock.lock();
        try {
            losses.bought(batch);
            Purse purse = purse(batch.channelId());
            purse.left = purse.left.plus(batch.price());
            purse.bought = purse.bought.plus(batch.price());
            renewed(batch.channelId(), batch.nonce(), PrepaidReply.of(answer, batch.channelId()));
        } finally {
            lock.unlock();
        }
    }

    /** @throws UntrustedDaemonException if the daemon has less than this client bought */
    void renewed(ChannelId channel, ChannelNonce nonce, PrepaidReply reply) {
        lock.lock();
        try {
            Purse purse = purse(channel);
            purse.renew(nonce, PrepaidToken.of(reply.token(), clock.instant()));
            Cogs bought = purse.bought;
            if (reply.planned().compareTo(bought) < 0) {
                losses.lost();
                purse.cutTo(reply.planned());
                throw PrepaidReply.lie(
                        channel,
                        "it has " + reply.planned() + " as signed in advance, this client alone signed " + bought
                                + ". The next calls go by what it has");
            }
        } finally {
            lock.unlock();
        }
    }

    /** The daemon gives no token for it any more, and what is left of it is gone. */
    void lost(ChannelId channel) {
        lock.run(() -> Optional.ofNullable(purses.remove(channel))
                .filter(purse -> !purse.left.isZero())
                .ifPresent(purse -> losses.lost()));
    }

    private Purse purse(ChannelId channel) {
        return purses.computeIfAbsent(channel, Purse::new);
    }

    void giveBack(Part part) {
        lock.run(() -> part.purse.left = part.purse.left.plus(part.price));
    }

    void tokenRefused(Part part) {
        lock.lock();
        try {
            giveBack(part);
            part.purse.token = part.purse.token.filter(token -> !token.equals(part.token));
        } finally {
            lock.unlock();
        }
    }

    /**
     * The daemon counts more than this client did: another one may share the channel, or the daemon has forgotten what
     * it had, or lies. A new batch replaces what is gone, but not one after the other.
     */
    void usedUp(Part part) {
        lock.lock();
        try {
            Purse purse = part.purse;
            if (part.serial != purse.serial) {
                return;
            }
            purse.cutTo(Cogs.ZERO);
            purse.serial++;
            losses.lost();
        } finally {
            lock.unlock();
        }
        if (losses.areTooMany()) {
            refused(new PaymentException(
                    "the daemon counts more prepaid calls on payment channel " + part.purse.channel
                            + " than this client made; if another client pays from it too, give each an identity of its own",
                    null,
                    Charge.NONE));
        }
    }

    /** Nothing is prepaid for a while. */
    NoTicket refused(SnetException reason) {
        return refusals.remember(reason, Refusals.LONG);
    }

    /** Nothing is prepaid for a short while. */
    NoTicket refusedForNow(SnetException reason) {
        return refusals.remember(reason, Refusals.SHORT);
    }

    /** What is prepaid on one channel; guarded by the account. */
    static final class Purse {
        private final ChannelId channel;
        private ChannelNonce nonce = ChannelNonce.ZERO;
        private Cogs left = Cogs.ZERO;
        /** By this client, of what the daemon was not heard to have lost. */
        private Cogs bought = Cogs.ZERO;

        private Optional<PrepaidToken> token = Optional.empty();
        /** Changes with what is left in ways that a part which was taken before knows nothing of. */
        private int serial;

        private Purse(ChannelId channel) {
            this.channel = channel;
        }

        private boolean hasGoodToken(Instant now) {
            return token.filter(known -> known.isGoodAt(now)).isPresent();
        }

        private void renew(ChannelNonce at, PrepaidToken fresh) {
            nonce = at;
            token = Optional.of(fresh);
            serial++;
        }

        /** The daemon has no more than that. */
        private void cutTo(Cogs most) {
            bought = most;
            left = left.compareTo(most) < 0 ? left : most;
        }

        private Optional<Part> take(Cogs price) {
            left = left.minus(price);
            return token.map(known -> new Part(this, serial, price, nonce, known));
        }
    }

    /** The price of one call, taken out of a purse. */
    record Part(Purse purse, int serial, Cogs price, ChannelNonce nonce, PrepaidToken token) {
        Metadata headers() {
            return PaymentHeaders.ofPrepaid(purse.channel, nonce, token.text().toByteArray());
        }
    }
}
