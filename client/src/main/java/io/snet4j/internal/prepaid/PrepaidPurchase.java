package io.snet4j.internal.prepaid;

import io.snet4j.errors.InsufficientFundsException;
import io.snet4j.errors.PaymentStateException;
import io.snet4j.errors.SnetException;
import io.snet4j.errors.SpendingLimitException;
import io.snet4j.internal.channel.AdvanceSigner;
import io.snet4j.internal.channel.ChannelBook;
import io.snet4j.internal.core.Budget;
import io.snet4j.internal.loop.CallLoop;
import io.snet4j.internal.loop.CallerThread;
import io.snet4j.internal.loop.NoTicket;
import io.snet4j.payment.SignedAmount;
import io.snet4j.value.ChannelId;
import io.snet4j.value.Cogs;
import io.snet4j.wire.escrow.TokenServiceProto.TokenReply;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes one price available in the account: by a new token for what is left, by what earlier batches left at the
 * daemon, or by signing a new batch. Several calls wait for it.
 */
final class PrepaidPurchase implements Runnable {
    private final PrepaidAccount account;
    private final TokenBook tokens;
    private final AdvanceSigner payer;
    private final PrepaidClient client;
    private final Cogs price;
    private final PurchaseWait wait;
    private final TokenRenewal renewal;
    private final CompletableFuture<@Nullable Void> done = new CompletableFuture<>();

    PrepaidPurchase(PrepaidAccount account, AdvanceSigner payer, PrepaidClient client, Cogs price, Duration deadline) {
        this.account = account;
        this.tokens = new TokenBook(account);
        this.payer = payer;
        this.client = client;
        this.price = price;
        this.wait = new PurchaseWait(payer.scope(), Budget.of(deadline));
        this.renewal = new TokenRenewal(account, tokens, payer, client, wait);
    }

    CompletableFuture<@Nullable Void> done() {
        return done;
    }

    /** The calls that wait for it. */
    PurchaseWait waiting() {
        return wait;
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
     * One of all clients that share the memory buys, and the others wait for what it gets.
     *
     * @return false if that is enough
     */
    private boolean awaitTurn() {
        while (!account.shared().beginBuying()) {
            wait.pause("another client still buys a batch of prepaid calls");
            if (account.takePortion(price)) {
                return false;
            }
        }
        return true;
    }

    private void provideInTurn() {
        account.giveBackRests();
        // Another client's turn may have ended a moment ago.
        if (account.takePortion(price) || renewTokens()) {
            return;
        }
        renewal.findLeftOver();
        if (!account.takePortion(price)) {
            requireFewLosses();
            buy();
        }
    }

    /**
     * Renews a token even if it is good for a moment only, because no batch is signed while another one is not used up.
     */
    private boolean renewTokens() {
        for (ChannelId channel : account.withoutToken(price)) {
            if (renewal.renew(channel)) {
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

    /**
     * What is tried in turn: as much as the batch should have and the limit allows, then as much as one channel has.
     */
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
        // Once it sends, the daemon may have the signature, and nobody ends the purchase any more.
        BatchCall call =
                new BatchCall(account, payer.channels().group(), client, wait.budget(), () -> wait.waitFor(null));
        CallLoop<TokenReply> loop = thread.loop(
                payer.ticketsInAdvance(size, wait.budget()),
                call,
                wait.budget(),
                payer.scope().pauses());
        wait.waitFor(loop::cancel);
        TokenReply reply;
        try {
            reply = thread.await(loop).answer();
        } catch (SnetException e) {
            call.requireTaken(e);
            renewal.findLeftOver();
            if (!account.takePortion(price)) {
                throw e;
            }
            return;
        } finally {
            wait.waitFor(null);
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
}
