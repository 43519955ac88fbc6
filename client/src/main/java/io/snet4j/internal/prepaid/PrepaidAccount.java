package io.snet4j.internal.prepaid;

import io.snet4j.errors.CallCancelledException;
import io.snet4j.errors.PaymentException;
import io.snet4j.errors.SnetException;
import io.snet4j.errors.SnetException.Charge;
import io.snet4j.internal.channel.AdvanceSigner;
import io.snet4j.internal.core.LockRank;
import io.snet4j.internal.core.OrderedLock;
import io.snet4j.internal.loop.NoTicket;
import io.snet4j.internal.loop.Refusals;
import io.snet4j.internal.memory.Memory;
import io.snet4j.internal.memory.Portion;
import io.snet4j.internal.memory.ServiceKey;
import io.snet4j.internal.prepaid.Purses.Part;
import io.snet4j.value.ChannelId;
import io.snet4j.value.Cogs;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one service client has prepaid: portions of batches that the clients of one memory share. It counts for itself:
 * the daemon tells what was used only when a token is asked for. Thread-safe.
 */
public final class PrepaidAccount implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PrepaidAccount.class);

    /** Calls in one portion, at most. The first portion is for one call, each next one for twice as many. */
    private static final int MOST_CALLS = 32;

    private final OrderedLock lock = OrderedLock.of(LockRank.PREPAID_ACCOUNT);
    private final AdvanceSigner payer;
    private final PrepaidClient client;
    private final Cogs batch;
    private final Duration deadline;
    private final Clock clock;
    private final Refusals refusals;
    private final SharedBatches shared;
    private final Purses purses = new Purses();
    private final LostBatches losses = new LostBatches();
    private final List<Part> usedUp = new ArrayList<>();
    private final List<Part> refusedTokens = new ArrayList<>();
    private Optional<PrepaidPurchase> purchase = Optional.empty();
    private int calls = 1;
    private boolean closed;

    private PrepaidAccount(
            AdvanceSigner payer,
            PrepaidClient client,
            SharedBatches shared,
            Cogs batch,
            Duration deadline,
            Clock clock) {
        this.payer = payer;
        this.client = client;
        this.shared = shared;
        this.batch = batch;
        this.deadline = deadline;
        this.clock = clock;
        this.refusals = new Refusals("prepaid calls", clock);
        payer.events().watch(losses);
    }

    /** @param deadline for a purchase */
    public static PrepaidAccount of(
            AdvanceSigner payer,
            PrepaidClient client,
            Memory memory,
            ServiceKey service,
            Cogs batch,
            Duration deadline,
            Clock clock) {
        return new PrepaidAccount(payer, client, new SharedBatches(memory, service), batch, deadline, clock);
    }

    public Cogs batch() {
        return batch;
    }

    LostBatches losses() {
        return losses;
    }

    SharedBatches shared() {
        return shared;
    }

    Instant now() {
        return clock.instant();
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
            part = purses.take(price, now());
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
                running.waiting().leave();
            }
        });
        running.done().whenComplete((done, failure) -> {
            if (failure == null || running.waiting().isAbandoned()) {
                if (!result.isDone()) {
                    take(price, result);
                }
            } else {
                result.completeExceptionally(failure);
            }
        });
    }

    private PrepaidPurchase join(Cogs price) {
        PrepaidPurchase running = purchase.orElseGet(() -> begin(price));
        running.waiting().join();
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
        if (lock.get(() -> closed)) {
            leaveRests();
        }
    }

    /**
     * Takes a portion out of what all clients have. Blocks on the memory.
     *
     * @return false if no batch covers the price
     */
    boolean takePortion(Cogs price) {
        Optional<Portion> portion = shared.take(price, lock.get(() -> calls), now());
        portion.ifPresent(taken -> lock.run(() -> {
            calls = Math.min(MOST_CALLS, calls * 2);
            purses.add(taken);
        }));
        return portion.isPresent();
    }

    /** Gives back what is left of all portions, so that the memory shows all there is. Blocks on the memory. */
    void giveBackRests() {
        shared.giveBack(lock.get(purses::empty));
    }

    void giveBack(Part part) {
        lock.run(() -> purses.giveBack(part));
    }

    void tokenRefused(Part part) {
        lock.run(() -> {
            purses.tokenRefused(part);
            refusedTokens.add(part);
        });
    }

    /**
     * The daemon counts more than this client did: another one may share the channel, or the daemon has forgotten what
     * it had, or lies. A new batch replaces what is gone, but not one after the other.
     */
    void usedUp(Part part) {
        if (!lock.get(() -> purses.usedUp(part) && usedUp.add(part))) {
            return;
        }
        losses.lost();
        if (losses.areTooMany()) {
            refused(new PaymentException(
                    "the daemon counts more prepaid calls on payment channel "
                            + part.portion().channel()
                            + " than this client made; if another client pays from it too, give each an identity of its own",
                    null,
                    Charge.NONE));
        }
    }

    /** Lets the others know what the daemon refused since. Blocks on the memory. */
    void report() {
        for (Part part : lock.get(() -> List.copyOf(usedUp))) {
            shared.usedUp(part.portion());
            lock.run(() -> usedUp.remove(part));
        }
        for (Part part : lock.get(() -> List.copyOf(refusedTokens))) {
            shared.tokenRefused(part.portion());
            lock.run(() -> refusedTokens.remove(part));
        }
    }

    List<ChannelId> withoutToken(Cogs price) {
        return shared.withoutToken(price, now());
    }

    /** Nothing is prepaid for a while. */
    NoTicket refused(SnetException reason) {
        return refusals.remember(reason, Refusals.LONG);
    }

    /** Nothing is prepaid for a short while. */
    NoTicket refusedForNow(SnetException reason) {
        return refusals.remember(reason, Refusals.SHORT);
    }

    /**
     * Gives back what is not used, for the other clients. What running calls took counts as used. Blocks on the memory.
     */
    @Override
    public void close() {
        lock.run(() -> closed = true);
        leaveRests();
    }

    private void leaveRests() {
        try {
            giveBackRests();
        } catch (SnetException e) {
            LOG.warn("what is left of prepaid calls is not given back: {}", e.getMessage());
        }
    }
}
