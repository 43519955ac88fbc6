package io.snet4j.internal.percall;

import io.snet4j.errors.EarlierPaymentTakenException;
import io.snet4j.errors.PaymentException;
import io.snet4j.errors.SnetException.Charge;
import io.snet4j.identity.ProtocolMessages;
import io.snet4j.internal.channel.AdvanceSigner;
import io.snet4j.internal.channel.ChannelBook;
import io.snet4j.internal.channel.OpenPayment;
import io.snet4j.internal.channel.ServiceChannels;
import io.snet4j.internal.core.Budget;
import io.snet4j.internal.ledger.Bans;
import io.snet4j.internal.ledger.Ledger;
import io.snet4j.internal.ledger.ModelPayments;
import io.snet4j.internal.ledger.PaymentEvents;
import io.snet4j.internal.ledger.SpendingTally;
import io.snet4j.internal.loop.FairQueue;
import io.snet4j.internal.loop.PaymentHeaders;
import io.snet4j.internal.loop.PricedCall;
import io.snet4j.internal.loop.ServiceScope;
import io.snet4j.internal.memory.ProcessName;
import io.snet4j.internal.memory.ServiceKey;
import io.snet4j.payment.ChannelState;
import io.snet4j.payment.PaymentOrigin;
import io.snet4j.payment.SignedAmount;
import io.snet4j.payment.SpendingLimit;
import io.snet4j.value.BlockNumber;
import io.snet4j.value.Cogs;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Pays the calls of one service, each by itself: the price is signed. Thread-safe. */
public final class PerCall implements AdvanceSigner {
    private final ServiceKey service;
    private final ServiceChannels channels;
    private final Ledger ledger;
    private final PaymentEvents events;
    private final ModelPayments models;
    private final LeftPayments left;

    /** @param service of whom its calls pay */
    public PerCall(
            ServiceKey service,
            ServiceChannels channels,
            Ledger ledger,
            PaymentEvents events,
            ModelPayments models,
            LeftPayments left) {
        this.service = service;
        this.channels = channels;
        this.ledger = ledger;
        this.events = events;
        this.models = models;
        this.left = left;
    }

    @Override
    public ServiceChannels channels() {
        return channels;
    }

    @Override
    public ServiceScope scope() {
        return channels.scope();
    }

    @Override
    public Ledger ledger() {
        return ledger;
    }

    @Override
    public PaymentEvents events() {
        return events;
    }

    /** What is known of the payments for models. */
    public ModelBooks models() {
        return new ModelBooks(service, channels, ledger.marks(), models, left);
    }

    /**
     * Begins the payment of one call.
     *
     * @throws PaymentException if the limit, or the service's contract, forbids it; nothing is signed
     */
    public PerCallTickets tickets(PricedCall request, Budget budget) {
        requireMaySign();
        return new PerCallTickets(this, request, ledger.reserve(request.price(), request.method()), budget);
    }

    /** As {@link #tickets}, for an amount that pays many calls. */
    @Override
    public PerCallTickets ticketsInAdvance(Cogs amount, Budget budget) {
        requireMaySign();
        PricedCall request = PricedCall.inAdvance(amount);
        return new PerCallTickets(this, request, ledger.tally().reserveForMany(amount, request.method()), budget);
    }

    /** Signs once more what is signed already on a channel whose state is verified. */
    @Override
    public OpenPayment signAgain(ChannelBook book, FairQueue.Lease turn) {
        scope().requireReady();
        PricedCall request = PricedCall.inAdvance(Cogs.ZERO);
        return sign(book, turn, request, ledger.tally().reserveForMany(Cogs.ZERO, request.method()));
    }

    private void requireMaySign() {
        scope().requireReady();
        ledger.bans().requireNoneKnown(service);
    }

    /** Why nothing is signed for the service. */
    public Optional<String> ban() {
        return ledger.bans().reason(service);
    }

    /** @return whether there was one */
    public boolean liftBan() {
        return ledger.bans().lift(service);
    }

    /** Empty if the limit has no budgets, and nobody is asked. */
    Optional<Clearance> clearance(PricedCall request) {
        SpendingLimit limit = ledger.tally().limit();
        return limit.budgets().isEmpty() && limit.approval().isEmpty()
                ? Optional.empty()
                : Optional.of(new Clearance(
                        ledger, service, request, channels.account().payer()));
    }

    CompletableFuture<OpenPayment> prepare(PricedCall request, SpendingTally.Reservation reservation, Budget budget) {
        return channels.lease(
                request.price(),
                budget,
                (book, turn) -> sign(book, turn, request, reservation),
                payment -> payment.end(Charge.NONE));
    }

    private OpenPayment sign(
            ChannelBook book, FairQueue.Lease turn, PricedCall request, SpendingTally.Reservation reservation) {
        ChannelState state = book.state();
        SignedAmount payment = new SignedAmount(
                book.id(),
                state.nonce(),
                state.signed().plus(request.price()),
                request.price(),
                request.method(),
                request.modelId());
        request.requireSayable(payment);
        byte[] claim = ProtocolMessages.mpeClaim(
                channels.account().escrow().address(), payment.channelId(), payment.nonce(), payment.amount());
        book.admit(payment);
        requireNotPaidBefore(payment);
        BlockNumber block = channels.account().blocks().lowest();
        ledger.sign(payment, service, reservation, block);
        book.signed();
        try {
            byte[] signature = channels.account().signer().signMessage(claim);
            PaymentOrigin origin = origin(block);
            models.signed(payment, origin);
            events.signed(payment, origin);
            return new OpenPayment(ledger, events, service, book, turn, payment, PaymentHeaders.of(payment, signature));
        } catch (RuntimeException | Error e) {
            // The signature does not leave, but it counts, because the next call signs the same amount.
            ledger.denied(payment, Optional.empty());
            models.onSettled(payment, Charge.NONE);
            throw e;
        }
    }

    /** A call that is made once more for a model is not paid if the one before it turns out to be paid. */
    private void requireNotPaidBefore(SignedAmount payment) {
        models.taken(service, payment).ifPresent(earlier -> {
            left.taken(earlier);
            throw new EarlierPaymentTakenException(
                    "the payment of " + earlier.price() + " that was signed before for model "
                            + earlier.modelId().orElse("") + " was taken meanwhile; nothing else was signed");
        });
    }

    private PaymentOrigin origin(BlockNumber block) {
        return new PaymentOrigin(
                channels.account().contracts().chain().chainId(),
                channels.account().escrow().address(),
                channels.account().payer(),
                service.organizationId(),
                service.serviceId(),
                service.groupId(),
                block,
                ProcessName.OWN);
    }

    /**
     * Finds out what became of a payment that a daemon just refused, before anything else is signed for the call.
     *
     * @param asking whether the daemon is asked, too, because it said that it knows more than this client
     * @throws io.snet4j.errors.UntrustedDaemonException if the daemon took it
     */
    void lookAtRefused(OpenPayment refused, boolean asking, Budget budget) {
        SignedAmount payment = refused.signed();
        if (asking) {
            boolean taken = refused.book()
                    .update(channels.states().read(payment.channelId(), budget))
                    .contains(payment);
            if (taken) {
                ledger.ban(service, payment, "a claim that it began takes it");
            }
        } else {
            ledger.look(channels.states().onChain(payment.channelId()));
        }
        ledger.bans().reason(service).ifPresent(reason -> {
            throw Bans.refusal(service, reason, ledger.isTaken(payment) ? Charge.CHARGED : Charge.NONE);
        });
    }
}
