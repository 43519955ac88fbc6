package io.snet4j.internal.channel;

import io.snet4j.errors.CallCancelledException;
import io.snet4j.errors.DeadlineExceededException;
import io.snet4j.errors.PaymentException;
import io.snet4j.errors.PaymentStateException;
import io.snet4j.errors.SnetException.Charge;
import io.snet4j.internal.core.Budget;
import io.snet4j.internal.loop.FairQueue;
import io.snet4j.internal.memory.HoldLostException;
import io.snet4j.internal.onchain.BlockClock;
import io.snet4j.internal.onchain.ChannelLifetime;
import io.snet4j.value.BlockCount;
import io.snet4j.value.Cogs;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The way to a turn on a good channel: wait to choose one, choose, wait for the turn, look again. A search that finds
 * none waits once more, to place money in one. Waiting holds no thread; all else blocks a thread of the client.
 * Completing or cancelling {@link #result} ends it wherever it is.
 */
final class LeaseSearch<T> {
    /**
     * Each round learns the truth about one channel, so that many rounds mean that others use it up, or that a
     * daemon changes its mind.
     */
    private static final int MAX_ROUNDS = 20;

    /**
     * How often a client that may open a channel asks for one that others have, before it looks whether it needs its
     * own.
     */
    private static final int MOST_QUESTIONS = 300;

    /** Between two questions whether a channel is free that a client on another machine has. */
    private static final long OTHERS_MILLIS = 100;

    private final CompletableFuture<T> result = new CompletableFuture<>();
    private final Executor executor;
    private final BlockClock blocks;
    private final BlockCount threshold;
    private final GroupChannels channels;
    private final ChannelPlacing placing;
    private final StateClient states;
    private final Cogs price;
    private final Budget budget;
    private final BiFunction<ChannelBook, FairQueue.Lease, T> finish;
    private final Consumer<T> undo;
    private int rounds;
    private int questions;

    /**
     * @param finish gets a verified channel that covers the price, and the turn, which it now owns unless it throws
     * @param undo for a result that nobody waits for any more
     */
    LeaseSearch(
            ServiceChannels own,
            Cogs price,
            Budget budget,
            BiFunction<ChannelBook, FairQueue.Lease, T> finish,
            Consumer<T> undo) {
        this.executor = own.scope().executor();
        this.blocks = own.account().blocks();
        this.threshold = own.threshold();
        this.channels = own.group();
        this.placing = own.placing();
        this.states = own.states();
        this.price = price;
        this.budget = budget;
        this.finish = finish;
        this.undo = undo;
    }

    CompletableFuture<T> start() {
        budget.onExpiry(result, executor, () -> result.completeExceptionally(tooLate()));
        choose();
        return result;
    }

    private void choose() {
        if (++rounds > MAX_ROUNDS) {
            throw new PaymentException(
                    "no payment channel stays good for " + price + " after " + MAX_ROUNDS
                            + " looks: other calls take what is left in them, or the daemon's answers keep changing."
                            + " Make fewer calls at a time, or put more into a channel",
                    null,
                    Charge.NONE);
        }
        whenTurn(channels.queue(), this::chooseNow);
    }

    private void chooseNow(FairQueue.Lease choosing) {
        try (choosing) {
            if (!channels.isSearched()) {
                // What was opened in the last moments is found before money is placed.
                channels.search(blocks.recent());
            }
            Optional<ChannelBook> good = channels.bestFit(price, horizon());
            good.ifPresent(this::take);
            if (good.isEmpty()) {
                // Money takes minutes: who finds a good channel does not wait for those who need some.
                whenTurn(channels.placing(), this::place);
            }
        }
    }

    private ChannelLifetime horizon() {
        return ChannelLifetime.byClock(blocks, threshold);
    }

    private void place(FairQueue.Lease turn) {
        try (turn) {
            placing.provide(price, budget, this::take);
        }
    }

    /** While no other can choose the channel, so that turns come in the order of choosing. */
    private void take(ChannelBook book) {
        boolean resting = book.isLocked();
        book.reserve(price);
        whenTurn(book.queue(), turn -> lookAgain(book, resting, turn), () -> book.unreserve(price));
    }

    /** @param resting whether the channel was known to be locked, or another machine's, and is tried all the same */
    private void lookAgain(ChannelBook book, boolean resting, FairQueue.Lease turn) {
        boolean kept = false;
        boolean others = false;
        try {
            if (resting && channels.hasOurs(price, horizon())) {
                others = true;
            } else if (book.hold(resting)) {
                kept = finishUnlessLost(book, resting, turn);
            } else if (resting && isWorthWaiting()) {
                kept = true;
                askLater(book, turn);
            } else {
                others = true;
            }
        } finally {
            if (!kept) {
                book.unreserve(price);
                turn.close();
            }
        }
        if (others) {
            // To wait for others is no round: nothing was learned by it, and the deadline bounds it.
            rounds--;
        }
        if (!kept) {
            choose();
        }
    }

    private boolean isWorthWaiting() {
        return !placing.mayPlaceMoney() || ++questions % MOST_QUESTIONS != 0;
    }

    /** A client that stood still for longer than a hold lives has signed nothing, and asks for a channel again. */
    private boolean finishUnlessLost(ChannelBook book, boolean resting, FairQueue.Lease turn) {
        try {
            return finish(book, resting, turn);
        } catch (PaymentStateException e) {
            if (e.getCause() instanceof HoldLostException) {
                return false;
            }
            throw e;
        }
    }

    /** @return whether the turn is not given back, because it is the result's now */
    private boolean finish(ChannelBook book, boolean resting, FairQueue.Lease turn) {
        // Whoever was before us found it locked: there may be a better one now.
        if (book.isLocked() && !resting) {
            return false;
        }
        if (!book.isVerified()) {
            book.update(states.read(book.id(), budget));
        }
        if (!book.covers(price) || !livesLongEnough(book)) {
            return false;
        }
        T value = finish.apply(book, turn);
        if (!result.complete(value)) {
            undo.accept(value);
        }
        return true;
    }

    /** The clock counts a block that has only begun, and the channel may have been chosen by the node's word. */
    private boolean livesLongEnough(ChannelBook book) {
        if (book.outlives(horizon().least())) {
            return true;
        }
        blocks.ask();
        return book.outlives(ChannelLifetime.exact(blocks, threshold).least());
    }

    /** A client on another machine has it, and there is no other. */
    private void askLater(ChannelBook book, FairQueue.Lease turn) {
        Executor later = CompletableFuture.delayedExecutor(OTHERS_MILLIS, TimeUnit.MILLISECONDS, executor);
        later.execute(() -> go(turn, same -> lookAgain(book, true, same), () -> book.unreserve(price)));
    }

    private void whenTurn(FairQueue queue, Consumer<FairQueue.Lease> work) {
        whenTurn(queue, work, () -> {});
    }

    private void whenTurn(FairQueue queue, Consumer<FairQueue.Lease> work, Runnable gaveUp) {
        CompletableFuture<FairQueue.Lease> ticket = queue.enter();
        result.whenComplete((value, failure) -> ticket.cancel(false));
        ticket.whenComplete((lease, failure) -> {
            if (failure != null) {
                gaveUp.run();
            }
        });
        ticket.thenAcceptAsync(lease -> go(lease, work, gaveUp), executor)
                // Comes here only when the executor takes no more work.
                .exceptionally(failure -> closed());
    }

    private void go(FairQueue.Lease lease, Consumer<FairQueue.Lease> work, Runnable gaveUp) {
        if (result.isDone()) {
            gaveUp.run();
            lease.close();
            return;
        }
        try {
            work.accept(lease);
        } catch (Throwable e) {
            lease.close();
            result.completeExceptionally(e);
        }
    }

    private @Nullable Void closed() {
        result.completeExceptionally(new CallCancelledException("the client was closed", null, Charge.NONE));
        return null;
    }

    private DeadlineExceededException tooLate() {
        return new DeadlineExceededException(
                "the payment was not ready within the deadline; another paid call may be holding the payment channel,"
                        + " or the Ethereum node does not answer. Nothing was signed",
                null,
                Charge.NONE);
    }
}
