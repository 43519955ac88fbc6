package io.snet4j.internal.pay;

import io.grpc.Channel;
import io.snet4j.chain.GroupId;
import io.snet4j.errors.CallCancelledException;
import io.snet4j.errors.PaymentException;
import io.snet4j.errors.SnetException.Charge;
import io.snet4j.identity.ProtocolMessages;
import io.snet4j.internal.transport.Budget;
import io.snet4j.payment.ChannelState;
import io.snet4j.payment.SignedAmount;
import io.snet4j.value.Address;
import io.snet4j.value.Cogs;
import java.math.BigInteger;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** Pays the calls of one service. Thread-safe. */
public final class Payer implements AutoCloseable {
    private final Wallet wallet;
    private final Address serviceEscrow;
    private final GroupChannels channels;
    private final StateClient states;
    private final ChannelChooser chooser;
    private final Set<CompletableFuture<?>> preparing = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /**
     * @param daemon asked for channel states
     * @param recipient from the organization's metadata, as are the next two
     * @param expirationThreshold in blocks
     * @param serviceEscrow the contract that the service's metadata names
     */
    public Payer(
            Wallet wallet,
            Channel daemon,
            Address recipient,
            GroupId groupId,
            BigInteger expirationThreshold,
            Address serviceEscrow) {
        this.wallet = wallet;
        this.serviceEscrow = serviceEscrow;
        this.channels = wallet.channelsTo(recipient, groupId);
        this.states = new StateClient(wallet, daemon);
        this.chooser = new ChannelChooser(wallet, channels, expirationThreshold, states);
    }

    public Wallet wallet() {
        return wallet;
    }

    /**
     * Begins the payment of one call.
     *
     * @throws PaymentException if the limit, or the service's contract, forbids it; nothing is signed
     */
    public PaidAttempts attempts(PaymentRequest request, Budget budget) {
        requireOpen();
        requireSameEscrow();
        return new PaidAttempts(this, request, wallet.tally(), budget);
    }

    /** Makes one channel good for an amount, and says how it stands. Blocks. */
    public ChannelState ensure(Cogs amount, Budget budget) {
        requireOpen();
        requireSameEscrow();
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
        FairQueue.Lease searching = Waits.await(channels.queue().enter(), budget);
        try (searching) {
            channels.search(wallet.latestBlock());
        }
        return channels.books().stream()
                .map(book -> states.read(book.id(), budget))
                .toList();
    }

    /** A daemon that forgot, or claimed, one channel may have done so with all; each is asked about when it is used. */
    void distrust() {
        channels.books().forEach(ChannelBook::distrust);
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
        CompletableFuture<T> result = preparation.start();
        preparing.add(result);
        result.whenComplete((value, failure) -> preparing.remove(result));
        if (closed) {
            close();
        }
        return result;
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("this service client is closed");
        }
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
        byte[] claim = ProtocolMessages.mpeClaim(
                wallet.escrow().address(), payment.channelId(), payment.nonce(), payment.amount());
        byte[] signature = wallet.identity().signMessage(claim);
        wallet.events().signed(payment);
        return new Payment(wallet, book, turn, reservation, payment, PaymentHeaders.of(payment, signature));
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
