package io.snet4j.internal.prepaid;

import io.snet4j.errors.SnetException;
import io.snet4j.errors.SnetException.Charge;
import io.snet4j.internal.channel.GroupChannels;
import io.snet4j.internal.core.Budget;
import io.snet4j.internal.loop.Attempt;
import io.snet4j.internal.loop.PaymentHeaders;
import io.snet4j.internal.loop.Refusals;
import io.snet4j.internal.loop.Ticket;
import io.snet4j.internal.transport.CallFailure;
import io.snet4j.payment.SignedAmount;
import io.snet4j.wire.escrow.TokenServiceProto.TokenReply;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Asks for the token of the batch that each ticket signs, and keeps account of those that were denied. */
final class BatchCall implements Attempt.Blocking<TokenReply> {
    private final PrepaidAccount account;
    private final GroupChannels channels;
    private final PrepaidClient client;
    private final Budget budget;
    private final Runnable sending;
    private @Nullable SignedAmount signed;
    private @Nullable CallFailure denied;

    /** @param sending runs before each attempt */
    BatchCall(PrepaidAccount account, GroupChannels channels, PrepaidClient client, Budget budget, Runnable sending) {
        this.account = account;
        this.channels = channels;
        this.client = client;
        this.budget = budget;
        this.sending = sending;
    }

    /** The last batch. */
    SignedAmount signed() {
        return Objects.requireNonNull(signed);
    }

    @Override
    public TokenReply send(Ticket ticket) throws CallFailure {
        sending.run();
        requireNotTaken();
        SignedAmount batch = ticket.signed().orElseThrow();
        signed = batch;
        account.losses().requireFewWith(batch, this::isPast);
        try {
            return client.token(batch, PaymentHeaders.claim(ticket.headers()), budget);
        } catch (CallFailure failure) {
            denied = failure;
            account.losses().denied(batch);
            channels.askAgainWhatIsPrepaid(batch.channelId());
            throw failure;
        }
    }

    /** Fails if the daemon took a batch that it denied. Asked before anything is sent once more. */
    private void requireNotTaken() {
        CallFailure failure = denied;
        denied = null;
        if (failure != null && account.losses().isTaken(signed())) {
            throw PrepaidReply.lie(
                    signed().channelId(),
                    "it refused " + signed().price() + ", and proves by its state that it took them ["
                            + failure.status().getDescription() + "]");
        }
    }

    /** Returns if the daemon has the batch or may have it. Its token may be had by another question then. */
    void requireTaken(SnetException end) {
        CallFailure failure = denied;
        if (failure == null) {
            throw end;
        }
        if (end.charge() == Charge.NONE && !account.losses().isTaken(signed())) {
            throw Refusals.isRefusal(failure) ? account.refused(end) : end;
        }
    }

    /** A claim was mined since: with an older nonce nothing can be claimed. */
    private boolean isPast(SignedAmount batch) {
        return channels.book(batch.channelId())
                .filter(book -> book.state().onChain().nonce().compareTo(batch.nonce()) > 0)
                .isPresent();
    }
}
