package io.snet4j.internal.prepaid;

import io.snet4j.errors.ChannelBusyException;
import io.snet4j.errors.DeadlineExceededException;
import io.snet4j.errors.InsufficientFundsException;
import io.snet4j.errors.PaymentStateException;
import io.snet4j.errors.SnetException;
import io.snet4j.errors.SnetException.Charge;
import io.snet4j.errors.SpendingLimitException;
import io.snet4j.internal.channel.AdvanceSigner;
import io.snet4j.internal.channel.ChannelBook;
import io.snet4j.internal.channel.GroupChannels;
import io.snet4j.internal.channel.OpenPayment;
import io.snet4j.internal.core.Budget;
import io.snet4j.internal.core.LockRank;
import io.snet4j.internal.core.OrderedLock;
import io.snet4j.internal.loop.CallLoop;
import io.snet4j.internal.loop.CallerThread;
import io.snet4j.internal.loop.FairQueue;
import io.snet4j.internal.loop.NoTicket;
import io.snet4j.internal.loop.PaymentHeaders;
import io.snet4j.internal.loop.Refusals;
import io.snet4j.internal.transport.CallFailure;
import io.snet4j.internal.transport.Reason;
import io.snet4j.internal.transport.Waits;
import io.snet4j.payment.ChannelState;
import io.snet4j.payment.SignedAmount;
import io.snet4j.value.ChannelId;
import io.snet4j.value.ChannelNonce;
import io.snet4j.value.Cogs;
import io.snet4j.wire.escrow.TokenServiceProto.TokenReply;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes one price available in the account: by a new token for what is left, by what earlier batches left at the
 * daemon, or by signing a new batch. Several calls wait for it.
 */
final class PrepaidPurchase implements Runnable {
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final PrepaidAccount account;
    private final TokenBook tokens;
    private final OrderedLock lock = OrderedLock.of(LockRank.PREPAID_PURCHASE);
    private final AdvanceSigner payer;
    private final PrepaidClient client;
    private final Cogs price;
    private final Budget budget;
    private final CompletableFuture<@Nullable Void> done = new CompletableFuture<>();
    private int waiters;
    private boolean abandoned;
    private @Nullable Runnable giveUp;

    PrepaidPurchase(PrepaidAccount account, AdvanceSigner payer, PrepaidClient client, Cogs price, Duration deadline) {
        this.account = account;
        this.tokens = new TokenBook(account);
        this.payer = payer;
        this.client = client;
        this.price = price;
        this.budget = Budget.of(deadline);
    }

    CompletableFuture<@Nullable Void> done() {
        return done;
    }

    void join() {
        lock.run(() -> waiters++);
    }

    /** The last one to leave ends it, unless the daemon has the signature by then. */
    void leave() {
        Runnable waiting;
        lock.lock();
        try {
            waiters--;
            if (waiters > 0) {
                return;
            }
            abandoned = true;
            waiting = giveUp;
        } finally {
            lock.unlock();
        }
        if (waiting != null) {
            waiting.run();
        }
    }

    boolean isAbandoned() {
        return lock.get(() -> abandoned);
    }

    @Override
    public void run() {
        try {
            provide();
            end(null);
        } catch (Throwable e) {
            end(e);
        }
    }

    void end(@Nullable Throwable failure) {
        account.ended(this);
        if (failure == null) {
            done.complete(null);
        } else {
            done.completeExceptionally(failure);
        }
    }

    private void provide() {
        account.report();
        if (account.takePortion(price) || !awaitTurn()) {
            return;
        }
        try {
            provideInTurn();
        } finally {
            account.shared().endBuying();
        }
    }

    /**
     * Of all clients that share the memory one buys, and the others wait for what it gets.
     *
     * @return false if that is enough
     */
    private boolean awaitTurn() {
        while (!account.shared().beginBuying()) {
            pause("another client still buys a batch of prepaid calls");
            if (account.takePortion(price)) {
                return false;
            }
        }
        return true;
    }

    private void pause(String why) {
        if (isAbandoned() || !budget.sleep(PAUSE)) {
            throw new DeadlineExceededException(why + "; the call was not sent", null, Charge.NONE);
        }
    }

    private void provideInTurn() {
        account.giveBackRests();
        // Another client's turn may have ended a moment ago.
        if (account.takePortion(price) || renewTokens()) {
            return;
        }
        findLeftOver();
        if (!account.takePortion(price)) {
            requireFewLosses();
            buy();
        }
    }

    /** Even if the token is good for a moment only: no batch is signed while another one is not used up. */
    private boolean renewTokens() {
        for (ChannelId channel : account.withoutToken(price)) {
            if (renewToken(channel)) {
                account.takePortion(price);
                return true;
            }
        }
        return false;
    }

    private void requireFewLosses() {
        try {
            account.losses().requireFew();
        } catch (NoTicket e) {
            throw account.refused(e.reason());
        }
    }

    private boolean renewToken(ChannelId channel) {
        search();
        Optional<ChannelBook> book = payer.channels().group().book(channel);
        if (book.isEmpty()) {
            // Of a client with another signer, which alone can renew it.
            return false;
        }
        Optional<Renewed> renewed = signAgainWhenItIsOurs(book.get());
        if (renewed.isPresent()) {
            tokens.renewed(channel, renewed.get().nonce(), renewed.get().reply());
        } else {
            tokens.lost(channel);
        }
        return renewed.isPresent();
    }

    private Optional<Renewed> signAgainWhenItIsOurs(ChannelBook book) {
        while (true) {
            try {
                return signAgain(book);
            } catch (ChannelBusyException e) {
                // Who has it hears that it is wanted, and hands it over.
                pause(String.valueOf(e.getMessage()));
            }
        }
    }

    private void search() {
        GroupChannels channels = payer.channels().group();
        if (!channels.isSearched()) {
            FairQueue.Lease choosing = await(channels.queue().enter());
            try (choosing) {
                channels.search(payer.channels().account().blocks().recent());
            }
        }
    }

    /** What a client bought that ended since, or a reply that was lost: the same amount gets a token again. */
    private void findLeftOver() {
        search();
        GroupChannels channels = payer.channels().group();
        for (ChannelBook book : channels.books()) {
            if (channels.asksWhatIsPrepaid(book.id()) || account.losses().isTakenFrom(book.id())) {
                try {
                    signAgain(book).ifPresent(renewed -> tokens.found(book.id(), renewed.nonce(), renewed.reply()));
                } catch (ChannelBusyException e) {
                    channels.askAgainWhatIsPrepaid(book.id());
                } catch (RuntimeException e) {
                    channels.askAgainWhatIsPrepaid(book.id());
                    throw e;
                }
            }
        }
    }

    /** @return empty if nothing was ever signed, or the daemon gives no token for it */
    private Optional<Renewed> signAgain(ChannelBook book) {
        try (FairQueue.Lease turn = await(book.queue().enter())) {
            Optional<Renewed> renewed = signNow(book, turn);
            if (renewed.isPresent() || book.isVerified()) {
                return renewed;
            }
        }
        // The books were stale.
        try (FairQueue.Lease turn = await(book.queue().enter())) {
            return signNow(book, turn);
        }
    }

    private Optional<Renewed> signNow(ChannelBook book, FairQueue.Lease turn) {
        if (!book.hold(true)) {
            throw new ChannelBusyException(
                    "a client on another machine has payment channel " + book.id() + "; try again when it is done",
                    null);
        }
        if (!book.isVerified()) {
            book.update(payer.channels().states().read(book.id(), budget));
        }
        ChannelState state = book.state();
        if (state.nonce().equals(ChannelNonce.ZERO) && state.signed().isZero()) {
            return Optional.empty();
        }
        OpenPayment payment;
        try {
            payment = payer.signAgain(book, turn);
        } catch (NoTicket e) {
            return Optional.empty();
        }
        try {
            TokenReply reply = client.token(payment.signed(), PaymentHeaders.claim(payment.headers()), budget);
            return Optional.of(new Renewed(payment.signed().nonce(), PrepaidReply.of(reply, book.id())));
        } catch (CallFailure failure) {
            if (!Refusals.isRefusal(failure)) {
                throw failure.toException(Charge.NONE);
            }
            if (failure.reason() == Reason.STALE_AMOUNT || failure.reason() == Reason.STALE_NONCE) {
                book.distrust();
            }
            return Optional.empty();
        } finally {
            payment.end(Charge.NONE);
        }
    }

    private void buy() {
        SnetException reason = new SpendingLimitException(
                "no batch of prepaid calls that cost " + price + " is within the spending limit's total; raise total");
        for (Cogs size : sizes()) {
            try {
                buy(size);
                return;
            } catch (SpendingLimitException | InsufficientFundsException e) {
                reason = e;
            } catch (NoTicket e) {
                throw account.refused(e.reason());
            }
        }
        throw account.refusedForNow(reason);
    }

    /** As much as was asked for, or else as the limit and one channel have. */
    private List<Cogs> sizes() {
        Cogs most = payer.ledger()
                .tally()
                .unreserved()
                .filter(left -> left.compareTo(account.batch()) < 0)
                .orElse(account.batch());
        Cogs inOneChannel = payer.channels().group().books().stream()
                .map(ChannelBook::free)
                .max(Comparator.naturalOrder())
                .filter(free -> free.compareTo(most) < 0)
                .orElse(most);
        return Stream.of(most, inOneChannel)
                .distinct()
                .filter(size -> size.compareTo(price) >= 0)
                .toList();
    }

    private void buy(Cogs size) {
        // Another client may have signed meanwhile: then a part of the amount would not be planned.
        payer.channels().distrust();
        CallerThread thread = new CallerThread();
        // The daemon has the signature when it sends: nobody ends it any more.
        BatchCall call = new BatchCall(account, payer.channels().group(), client, budget, () -> waitFor(null));
        CallLoop<TokenReply> loop = thread.loop(
                payer.ticketsInAdvance(size, budget),
                call,
                budget,
                payer.scope().pauses());
        waitFor(loop::cancel);
        TokenReply reply;
        try {
            reply = thread.await(loop).answer();
        } catch (SnetException e) {
            call.requireTaken(e);
            findLeftOver();
            if (!account.takePortion(price)) {
                throw e;
            }
            return;
        } finally {
            waitFor(null);
        }
        SignedAmount signed = call.signed();
        payer.channels().group().asksWhatIsPrepaid(signed.channelId());
        keep(signed, reply);
        account.takePortion(price);
    }

    private void keep(SignedAmount signed, TokenReply reply) {
        try {
            tokens.bought(signed, reply);
        } catch (PaymentStateException e) {
            // It is signed and sent: whoever buys next finds it at the daemon.
            payer.channels().group().askAgainWhatIsPrepaid(signed.channelId());
            throw e;
        }
    }

    /**
     * A token for what was signed already.
     *
     * @param nonce what it was signed at; the channel's books may be further by now
     */
    private record Renewed(ChannelNonce nonce, PrepaidReply reply) {
        @Override
        public String toString() {
            return "token at nonce " + nonce;
        }
    }

    private <T> T await(CompletableFuture<T> future) {
        waitFor(() -> future.cancel(false));
        payer.scope().endWithMe(future);
        try {
            return Waits.await(future, budget);
        } finally {
            waitFor(null);
        }
    }

    /** @param end what the last one who leaves has to do; null if it is too late for that */
    private void waitFor(@Nullable Runnable end) {
        boolean late;
        lock.lock();
        try {
            giveUp = end;
            late = abandoned;
        } finally {
            lock.unlock();
        }
        if (late && end != null) {
            end.run();
        }
    }
}
