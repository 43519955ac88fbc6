package io.snet4j.internal.free;

import io.grpc.Metadata;
import io.snet4j.errors.PaymentException;
import io.snet4j.errors.SnetException;
import io.snet4j.errors.SnetException.Charge;
import io.snet4j.errors.UntrustedDaemonException;
import io.snet4j.internal.core.Budget;
import io.snet4j.internal.core.LockRank;
import io.snet4j.internal.core.OrderedLock;
import io.snet4j.internal.loop.FairQueue;
import io.snet4j.internal.loop.NoTicket;
import io.snet4j.internal.loop.Refusals;
import io.snet4j.internal.memory.ServiceName;
import io.snet4j.internal.onchain.BlockClock;
import io.snet4j.internal.transport.CallFailure;
import io.snet4j.internal.transport.Reason;
import io.snet4j.value.BlockNumber;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** One user's free calls of one service: the token they share, their queue, and why there are none. Thread-safe. */
public final class FreeCalls {
    /** The daemon counts for ever, unless the provider has a change of heart. */
    private static final Duration USED_UP = Duration.ofHours(1);

    private final OrderedLock lock = OrderedLock.of(LockRank.FREE_CALLS);
    private final BlockClock blocks;
    private final FreeCallClient client;
    private final Refusals refusals;
    private final FairQueue queue = new FairQueue();
    private final boolean signed;
    private Optional<FreeCallToken> token = Optional.empty();

    public FreeCalls(BlockClock blocks, FreeCallClient client, ServiceName service, Clock clock) {
        this.blocks = blocks;
        this.client = client;
        this.refusals = new Refusals("free calls", clock);
        this.signed = service.freeCalls().isPresent();
    }

    /** The daemon serves one free call at a time to each user. */
    FairQueue queue() {
        return queue;
    }

    /** @throws NoTicket if it is known that there are none */
    void requireSome() {
        if (!signed) {
            throw new NoTicket(new PaymentException(
                    "the service gives no free calls: its metadata names nobody who signs for them",
                    null,
                    Charge.NONE));
        }
        refusals.requireNone();
    }

    /**
     * Blocks on the daemon when it needs a new token, and on the chain when no block is known that is young enough.
     *
     * @throws NoTicket if the daemon gives none
     * @throws SnetException if it cannot be asked
     */
    Metadata headers(Budget budget) {
        requireSome();
        return client.headers(token(budget), blocks.near(BlockClock.WINDOW));
    }

    /** Blocks on the daemon. */
    public long callsLeft(Budget budget) {
        if (!signed) {
            return 0;
        }
        try {
            return countLeft(budget);
        } catch (NoTicket e) {
            throw e.reason();
        } catch (CallFailure failure) {
            throw failure.toException(Charge.NONE);
        }
    }

    private long countLeft(Budget budget) throws CallFailure {
        try {
            return client.callsLeft(token(budget), budget);
        } catch (CallFailure failure) {
            if (failure.reason() != Reason.FREE_CALL_TOKEN_STALE) {
                throw failure;
            }
            forgetToken();
            return client.callsLeft(token(budget), budget);
        }
    }

    void forgetToken() {
        lock.run(() -> token = Optional.empty());
    }

    /** For a call that the daemon did not give for free. */
    NoTicket refused(CallFailure failure) {
        boolean usedUp = failure.reason() == Reason.FREE_CALLS_USED_UP;
        return refusals.remember(failure.toException(Charge.NONE), usedUp ? USED_UP : Refusals.LONG);
    }

    /** One who asks is enough, so that the others wait. */
    private FreeCallToken token(Budget budget) {
        lock.lock();
        try {
            BlockNumber block = blocks.near(BlockClock.WINDOW);
            Optional<FreeCallToken> good = token.filter(known -> known.isGoodAt(block));
            if (good.isPresent()) {
                return good.get();
            }
            try {
                FreeCallToken fresh = client.token(budget);
                token = Optional.of(fresh);
                return fresh;
            } catch (UntrustedDaemonException e) {
                throw refusals.remember(e, Refusals.LONG);
            } catch (CallFailure failure) {
                if (Refusals.isRefusal(failure)) {
                    throw refused(failure);
                }
                throw failure.toException(Charge.NONE);
            }
        } finally {
            lock.unlock();
        }
    }
}
