package io.snet4j.internal.pay;

import io.grpc.Channel;
import io.snet4j.chain.PaymentChannel;
import io.snet4j.errors.CallCancelledException;
import io.snet4j.errors.EarlierPaymentTakenException;
import io.snet4j.errors.PaymentException;
import io.snet4j.errors.SnetException.Charge;
import io.snet4j.identity.ProtocolMessages;
import io.snet4j.internal.core.Budget;
import io.snet4j.payment.ChannelState;
import io.snet4j.payment.OwnChannel;
import io.snet4j.payment.PaymentOrigin;
import io.snet4j.payment.PaymentPlan;
import io.snet4j.payment.Refund;
import io.snet4j.payment.SignedAmount;
import io.snet4j.value.Address;
import io.snet4j.value.Cogs;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** Pays the calls of one service. Thread-safe. */
public final class Payer implements AutoCloseable {
    private final Wallet wallet;
    private final ServiceKey service;
    private final Address serviceEscrow;
    private final GroupChannels channels;
    private final StateClient states;
    private final ChannelChooser chooser;
    private final BigInteger threshold;
    private final ChannelOperations operations;
    private final Set<CompletableFuture<?>> preparing = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /**
     * @param name of whom its calls pay
     * @param daemon asked for channel states
     * @param recipient from the organization's metadata, as is the next one
     * @param expirationThreshold in blocks
     * @param serviceEscrow the contract that the service's metadata names
     */
    public Payer(
            Wallet wallet,
            ServiceName name,
            Channel daemon,
            Address recipient,
            BigInteger expirationThreshold,
            Address serviceEscrow) {
        this.wallet = wallet;
        this.service = new ServiceKey(name.organizationId(), name.serviceId(), name.groupId());
        this.serviceEscrow = serviceEscrow;
        this.channels = wallet.channelsTo(recipient, service);
        this.states = new StateClient(wallet, daemon);
        this.chooser = new ChannelChooser(wallet, service, channels, expirationThreshold, states);
        this.threshold = expirationThreshold;
        this.operations = new ChannelOperations(wallet);
    }

    public Wallet wallet() {
        return wallet;
    }

    /**
     * Begins the payment of one call.
     *
     * @throws PaymentException if the limit, or the service's contract, forbids it; nothing is signed
     */
    PerCallTickets tickets(PaymentRequest request, Budget budget) {
        requireMaySign();
        return new PerCallTickets(this, request, wallet.ledger().reserve(request.price(), request.method()), budget);
    }

    /** As {@link #tickets}, for an amount that pays many calls. */
    PerCallTickets ticketsInAdvance(Cogs amount, Budget budget) {
        requireMaySign();
        PaymentRequest request = PaymentRequest.inAdvance(amount);
        return new PerCallTickets(this, request, wallet.tally().reserveForMany(amount, request.method()), budget);
    }

    /** Signs once more what is signed already on a channel whose state is verified. */
    Payment signAgain(ChannelBook book, FairQueue.Lease turn) {
        requireReady();
        PaymentRequest request = PaymentRequest.inAdvance(Cogs.ZERO);
        return sign(book, turn, request, wallet.tally().reserveForMany(Cogs.ZERO, request.method()));
    }

    private void requireMaySign() {
        requireReady();
        wallet.ledger().bans().requireNoneKnown(service);
    }

    /** Whether calls of this service leave a channel alone for now, because its daemon keeps it locked. */
    public boolean rests(BigInteger channelId) {
        return channels.book(channelId).filter(ChannelBook::isLocked).isPresent();
    }

    /** Why nothing is signed for the service. */
    public Optional<String> ban() {
        return wallet.ledger().bans().reason(service);
    }

    /** @return whether there was one */
    public boolean liftBan() {
        return wallet.ledger().bans().lift(service);
    }

    /** Settles what earlier processes left without an outcome. Blocks, if there is something. */
    public void settleWhatIsLeft() {
        wallet.left().settle(service, states);
    }

    GroupChannels channels() {
        return channels;
    }

    ServiceKey service() {
        return service;
    }

    /** Makes one channel good for an amount, and says how it stands. Blocks. */
    public ChannelState ensure(Cogs amount, Budget budget) {
        requireReady();
        CompletableFuture<ChannelState> state = start(new Preparation<ChannelState>(
                wallet.executor(),
                channels,
                chooser,
                states,
                amount,
                budget,
                (book, turn) -> {
                    try (turn) {
                        book.unreserve(amount);
                        return book.state();
                    }
                },
                unused -> {}));
        return Waits.await(state, budget);
    }

    /** Asks chain and daemon for each channel, whatever the books say. Blocks. */
    public List<ChannelState> list(Budget budget) {
        search(budget);
        return channels.books().stream()
                .map(book -> states.read(book.id(), budget))
                .toList();
    }

    /** A daemon that forgot, or claimed, one channel may have done so with all; each is asked about when it is used. */
    void distrust() {
        channels.books().forEach(ChannelBook::distrust);
    }

    /** As the chain has them; no daemon is asked. Blocks. */
    public List<OwnChannel> ownChannels(Budget budget) {
        long block = search(budget);
        return channels.ids().stream()
                .flatMap(id -> wallet.escrow().channel(id).stream())
                .map(channel -> wallet.view(channel, block))
                .toList();
    }

    private long search(Budget budget) {
        FairQueue.Lease searching = Waits.await(channels.queue().enter(), budget);
        try (searching) {
            long block = wallet.latestBlock();
            channels.search(block);
            return block;
        }
    }

    /** Payments that are not ready yet. */
    public int waiting() {
        return (int) preparing.stream().filter(payment -> !payment.isDone()).count();
    }

    /** Sends and signs nothing. Blocks. */
    public PaymentPlan plan(Cogs price, Budget budget) {
        FairQueue.Lease choosing = Waits.await(channels.queue().enter(), budget);
        try (choosing) {
            requireSameEscrow();
            return new Planner(wallet, chooser, channels).plan(price);
        }
    }

    /** @param expiration empty for the usual one */
    public PaymentChannel openChannel(Cogs amount, Optional<BigInteger> expiration) {
        requireReady();
        return operations.open(channels, threshold, amount, expiration);
    }

    /** @param expiration empty if it stays */
    public PaymentChannel changeChannel(BigInteger id, Cogs added, Optional<BigInteger> expiration) {
        requireReady();
        return operations.change(channels, threshold, id, added, expiration);
    }

    public Refund refund(BigInteger id) {
        return operations.refund(id, channels);
    }

    StateClient states() {
        return states;
    }

    CompletableFuture<Payment> prepare(PaymentRequest request, SpendingTally.Reservation reservation, Budget budget) {
        return start(new Preparation<>(
                wallet.executor(),
                channels,
                chooser,
                states,
                request.price(),
                budget,
                (book, turn) -> sign(book, turn, request, reservation),
                payment -> payment.end(Charge.NONE)));
    }

    /** Ends what is being prepared. Calls that are sent end with their connection. */
    @Override
    public void close() {
        closed = true;
        for (CompletableFuture<?> waiting : preparing) {
            waiting.completeExceptionally(
                    new CallCancelledException("the service client was closed", null, Charge.NONE));
        }
    }

    private <T> CompletableFuture<T> start(Preparation<T> preparation) {
        return endWithMe(preparation.start());
    }

    /** Closing completes the future with a failure. */
    <T> CompletableFuture<T> endWithMe(CompletableFuture<T> result) {
        preparing.add(result);
        result.whenComplete((value, failure) -> preparing.remove(result));
        if (closed) {
            close();
        }
        return result;
    }

    /** @throws PaymentException if the service's contract is not the network's */
    void requireReady() {
        if (closed) {
            throw new IllegalStateException("this service client is closed");
        }
        requireSameEscrow();
    }

    private Payment sign(
            ChannelBook book, FairQueue.Lease turn, PaymentRequest request, SpendingTally.Reservation reservation) {
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
                wallet.escrow().address(), payment.channelId(), payment.nonce(), payment.amount());
        book.admit(payment);
        requireNotPaidBefore(payment);
        long block = wallet.blocks().lowest();
        wallet.ledger().sign(payment, service, reservation, block);
        book.signed();
        try {
            byte[] signature = wallet.signer().signMessage(claim);
            PaymentOrigin origin = origin(block);
            wallet.models().signed(payment, origin);
            wallet.events().signed(payment, origin);
            return new Payment(wallet, service, book, turn, payment, PaymentHeaders.of(payment, signature));
        } catch (RuntimeException | Error e) {
            // It does not leave, but it counts: the same amount is signed by the next call.
            wallet.ledger().denied(payment, Optional.empty());
            wallet.models().onSettled(payment, Charge.NONE);
            throw e;
        }
    }

    /** A call that is made once more for a model is not paid if the one before it turns out to be. */
    private void requireNotPaidBefore(SignedAmount payment) {
        wallet.resumptions().taken(service, payment).ifPresent(earlier -> {
            wallet.left().taken(earlier);
            throw new EarlierPaymentTakenException(
                    "the payment of " + earlier.price() + " that was signed before for model "
                            + earlier.modelId().orElse("") + " was taken meanwhile; nothing else was signed");
        });
    }

    private PaymentOrigin origin(long block) {
        return new PaymentOrigin(
                wallet.chain().chainId(),
                wallet.escrow().address(),
                wallet.payer().address(),
                service.organizationId(),
                service.serviceId(),
                service.groupId(),
                block,
                ProcessName.OWN);
    }

    /**
     * What the payment that a daemon just refused became, before anything else is signed for the call.
     *
     * @param asking whether the daemon is asked, too, because it said that it knows more than this client
     * @throws io.snet4j.errors.UntrustedDaemonException if the daemon took it
     */
    void lookAtRefused(Payment refused, boolean asking, Budget budget) {
        SignedAmount payment = refused.signed();
        Ledger ledger = wallet.ledger();
        if (asking) {
            boolean taken = refused.book()
                    .update(states.read(payment.channelId(), budget))
                    .contains(payment);
            if (taken) {
                ledger.ban(service, payment, "a claim that it began takes it");
            }
        } else {
            ledger.look(states.onChain(payment.channelId()));
        }
        ledger.bans().reason(service).ifPresent(reason -> {
            throw Bans.refusal(service, reason, ledger.isTaken(payment) ? Charge.CHARGED : Charge.NONE);
        });
    }

    private void requireSameEscrow() {
        Address ours = wallet.escrow().address();
        if (!serviceEscrow.equals(ours)) {
            throw new PaymentException(
                    "the service wants to be paid through the contract " + serviceEscrow + ", the network's is " + ours
                            + "; nothing is signed for another contract",
                    null,
                    Charge.NONE);
        }
    }
}
