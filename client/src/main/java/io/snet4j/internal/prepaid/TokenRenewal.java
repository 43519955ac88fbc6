package io.snet4j.internal.prepaid;

import io.snet4j.errors.ChannelBusyException;
import io.snet4j.errors.SnetException.Charge;
import io.snet4j.internal.channel.AdvanceSigner;
import io.snet4j.internal.channel.ChannelBook;
import io.snet4j.internal.channel.GroupChannels;
import io.snet4j.internal.channel.OpenPayment;
import io.snet4j.internal.loop.FairQueue;
import io.snet4j.internal.loop.NoTicket;
import io.snet4j.internal.loop.PaymentHeaders;
import io.snet4j.internal.loop.Refusals;
import io.snet4j.internal.transport.CallFailure;
import io.snet4j.internal.transport.Reason;
import io.snet4j.payment.ChannelState;
import io.snet4j.value.ChannelId;
import io.snet4j.value.ChannelNonce;
import io.snet4j.wire.escrow.TokenServiceProto.TokenReply;
import java.util.Optional;

/**
 * Gets tokens for batches that were signed before, by signing the same amounts again: nothing that could be claimed is
 * added. For who has the turn to buy. Blocks.
 */
final class TokenRenewal {
    private final PrepaidAccount account;
    private final TokenBook tokens;
    private final AdvanceSigner payer;
    private final PrepaidClient client;
    private final PurchaseWait wait;

    TokenRenewal(
            PrepaidAccount account, TokenBook tokens, AdvanceSigner payer, PrepaidClient client, PurchaseWait wait) {
        this.account = account;
        this.tokens = tokens;
        this.payer = payer;
        this.client = client;
        this.wait = wait;
    }

    /** @return whether there is a token now */
    boolean renew(ChannelId channel) {
        search();
        Optional<ChannelBook> book = payer.channels().group().book(channel);
        if (book.isEmpty()) {
            // It is a batch of a client with another signer, and only that client can renew it.
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
                // The client that has the channel hears that it is wanted, and hands it over.
                wait.pause(String.valueOf(e.getMessage()));
            }
        }
    }

    private void search() {
        GroupChannels channels = payer.channels().group();
        if (!channels.isSearched()) {
            FairQueue.Lease choosing = wait.await(channels.queue().enter());
            try (choosing) {
                channels.search(payer.channels().account().blocks().recent());
            }
        }
    }

    /**
     * Finds what a client bought that has ended since, or whose reply was lost: who signs the same amount gets a token
     * again.
     */
    void findLeftOver() {
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
        try (FairQueue.Lease turn = wait.await(book.queue().enter())) {
            Optional<Renewed> renewed = signNow(book, turn);
            if (renewed.isPresent() || book.isVerified()) {
                return renewed;
            }
        }
        // The books were stale.
        try (FairQueue.Lease turn = wait.await(book.queue().enter())) {
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
            book.update(payer.channels().states().read(book.id(), wait.budget()));
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
            TokenReply reply = client.token(payment.signed(), PaymentHeaders.claim(payment.headers()), wait.budget());
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
}
