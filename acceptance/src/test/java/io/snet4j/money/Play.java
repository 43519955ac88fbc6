package io.snet4j.money;

import static org.assertj.core.api.Assertions.assertThat;

import io.snet4j.chain.PaymentChannel;
import io.snet4j.errors.ChainException;
import io.snet4j.errors.ChannelBusyException;
import io.snet4j.errors.DaemonUnavailableException;
import io.snet4j.errors.PaymentException;
import io.snet4j.errors.SnetException.Charge;
import io.snet4j.errors.SpendingLimitException;
import io.snet4j.errors.UntrustedDaemonException;
import io.snet4j.identity.Identity;
import io.snet4j.money.Buyer.Purchase;
import io.snet4j.payment.SignedAmount;
import io.snet4j.toy.Good;
import io.snet4j.toy.Toys;
import io.snet4j.value.BlockCount;
import io.snet4j.value.BlockNumber;
import io.snet4j.value.ChannelId;
import io.snet4j.value.Cogs;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

/** A sequence of steps as a new payer goes through it on a network that others used before. */
final class Play implements AutoCloseable {
    private static final Good[] GOODS = Good.values();

    private final Shop net;
    private final Identity payer;
    private final TemporaryFolder folder;
    private final List<Buyer> buyers;
    private final Till till;
    private final Agreed agreed = new Agreed();
    private final ChainBooks books;
    private final int deliveredBefore;
    /** Connections were cut, and perhaps not everybody has noticed. */
    private boolean disturbed;

    /** A daemon forgot a claim that it had begun. */
    private boolean claimLost;

    /** The provider claimed what it had refused. */
    private boolean robbed;

    /** Calls whose own payment was inside such a claim. */
    private int robbedCalls;

    /** The provider has lost, or was refunded, what it had earned: claims and charges need not meet. */
    private boolean providerLost;

    Play(Shop net, Identity payer) {
        this.net = net;
        this.payer = payer;
        folder = TemporaryFolder.create();
        buyers = List.of(new Buyer(net, payer, folder.path()), new Buyer(net, payer, folder.path()));
        till = new Till(net);
        books = new ChainBooks(net, payer.address(), agreed);
        deliveredBefore = net.service.delivered();
    }

    void run(Step step) {
        switch (step.kind()) {
            case CALL -> {
                boolean spoiled = step.how() % 7 == 0;
                judge(buyer(step).buy(good(step), spoiled), spoiled, false);
            }
            case BOTH_CALL -> bothCall(step);
            case CALL_WITHOUT_REPLY -> callWithoutReply(step);
            case STEAL -> steal(step);
            case START_CLAIM -> channel(step).ifPresent(channel -> till.start(channel.id()));
            case MINE_CLAIM -> mineClaim(step);
            case EXTEND -> channel(step).ifPresent(this::extend);
            case TOP_UP -> channel(step).ifPresent(channel -> topUp(channel, step));
            case EXTEND_AND_TOP_UP -> channel(step).ifPresent(channel -> extendAndTopUp(channel, step));
            case MINE_BLOCKS -> mineBlocks(step);
            case REFUND -> channel(step).ifPresent(this::refund);
            case RESTART_CLIENT -> buyer(step).close();
            case RESTART_DAEMON -> replaceDaemon(true);
            case RESTART_DAEMON_WITHOUT_MEMORY -> replaceDaemon(false);
        }
        verify();
    }

    /** The provider claims all it can. */
    void settle() {
        for (BigInteger id : books.channels()) {
            boolean more = true;
            while (more) {
                while (till.mine(ChannelId.of(id), false)) {
                    verify();
                }
                more = till.start(ChannelId.of(id)) && till.holds(ChannelId.of(id));
            }
        }
        buyers.forEach(buyer -> buyer.verifySignedNothingElse(books.channels(), books.firstBlock(), books.readTo()));
        int delivered = net.service.delivered() - deliveredBefore;
        int paid = agreed.charges() - robbedCalls;
        assertThat(delivered).isBetween(paid - agreed.unknown(), paid);
        if (!providerLost && !robbed) {
            assertThat(books.claimed()).as("claimed is what was charged").isEqualTo(agreed.sum());
        }
        buyers.forEach(Buyer::lookOnceMore);
        assertThat(books.claimed())
                .as("claimed, of what was told as charged or unknown")
                .isLessThanOrEqualTo(sum(buyer -> buyer.claims().told()));
        assertThat(books.claimed()).as("claimed, of the totals").isLessThanOrEqualTo(sum(Buyer::totals));
    }

    private Cogs sum(Function<Buyer, Cogs> amount) {
        return buyers.stream().map(amount).reduce(Cogs.ZERO, Cogs::plus);
    }

    @Override
    public void close() {
        buyers.forEach(Buyer::close);
        till.close();
        folder.close();
    }

    private void verify() {
        agreed.verifySignedIsAgreed();
        books.verify();
    }

    /** @param contended whether the other client pays at the same time */
    private void judge(Purchase purchase, boolean spoiled, boolean contended) {
        agreed.call(purchase.price(), purchase.signed(), purchase.charge());
        boolean trouble = purchase.failure().isPresent();
        if (isBan(purchase)) {
            assertThat(robbed)
                    .as("a ban of a provider that stole: " + purchase.reason())
                    .isTrue();
            robbedCalls += purchase.charge() == Charge.CHARGED ? 1 : 0;
            buyers.forEach(Buyer::forgive);
        } else if (isOverTotal(purchase)) {
            assertThat(purchase.charge()).isEqualTo(Charge.NONE);
        } else if (spoiled) {
            assertThat(trouble).as("spoiled goods come").isTrue();
            assertThat(purchase.charge()).as("for " + purchase.failure()).isEqualTo(Charge.NONE);
        } else if (trouble && !isExcused(purchase, contended)) {
            throw new AssertionError(
                    "a good call failed: " + purchase.reason(),
                    purchase.failure().get());
        }
        disturbed = false;
    }

    private static boolean isBan(Purchase purchase) {
        return purchase.reason()
                .filter(reason -> reason instanceof UntrustedDaemonException
                        && String.valueOf(reason.getMessage()).startsWith("nothing more is signed for"))
                .isPresent();
    }

    private static boolean isOverTotal(Purchase purchase) {
        return purchase.reason()
                .filter(reason -> reason instanceof SpendingLimitException
                        && String.valueOf(reason.getMessage()).contains("spending limit's total"))
                .isPresent();
    }

    private boolean isExcused(Purchase purchase, boolean contended) {
        Object reason = purchase.reason().orElse(null);
        // Two programs with one account may also disturb each other's transactions: an approval replaces another.
        return contended && (reason instanceof ChannelBusyException || reason instanceof ChainException)
                || disturbed && reason instanceof DaemonUnavailableException
                // The channel to fall back to would cost one price more than the total has.
                || reason instanceof PaymentException
                        && buyers.stream().anyMatch(buyer -> buyer.hasNoRoomFor(purchase.price()))
                || reason instanceof UntrustedDaemonException lie
                        && (daemonIsFarAhead() || claimLost && isOfSecondClaim(lie));
    }

    /**
     * After a claim that was lost the client that knows of it follows one more. If that is lost, too, or the other
     * client has paid during it, it waits.
     */
    private static boolean isOfSecondClaim(UntrustedDaemonException lie) {
        String text = String.valueOf(lie.getMessage());
        return text.contains("and not for the first time") || text.contains("a claim again that it had denied");
    }

    /** Of several claims that wait for the chain the daemon can prove only the newest. */
    private boolean daemonIsFarAhead() {
        return daemonIsAheadBy(2);
    }

    private boolean daemonIsAheadBy(int claims) {
        return books.channels().stream().anyMatch(id -> net.store()
                .channel(ChannelId.of(id))
                .filter(stored -> stored.channel()
                                .nonce()
                                .value()
                                .subtract(channel(id).nonce().value())
                                .compareTo(BigInteger.valueOf(claims))
                        >= 0)
                .isPresent());
    }

    /** The client hears of it at its next look, or at the end. */
    private void steal(Step step) {
        Buyer buyer = buyer(step);
        Purchase purchase = buyer.buy(good(step), true);
        judge(purchase, true, false);
        Optional<SignedAmount> refused = purchase.signed().stream()
                .reduce((one, other) -> other)
                .filter(payment -> !payment.price().isZero())
                .filter(payment -> {
                    PaymentChannel channel = channel(payment.channelId().value());
                    return channel.nonce().equals(payment.nonce())
                            && channel.value().compareTo(payment.amount()) >= 0;
                });
        if (refused.isPresent()) {
            SignedAmount payment = refused.get();
            byte[] signature = buyer.claims().signature(payment);
            net.escrow.channelClaim(
                    net.provider(), payment.channelId(), payment.amount(), signature, false, Toys.MINING);
            robbed = true;
        }
    }

    private void bothCall(Step step) {
        Good other = GOODS[step.how() / 16 % GOODS.length];
        CompletableFuture<Purchase> first =
                CompletableFuture.supplyAsync(() -> buyers.get(0).buy(good(step), false));
        Purchase second = buyers.get(1).buy(other, false);
        boolean before = disturbed;
        judge(first.join(), false, true);
        disturbed = before;
        judge(second, false, true);
    }

    private void callWithoutReply(Step step) {
        Good good = GOODS[1 + step.how() % (GOODS.length - 1)];
        Buyer buyer = buyer(step);
        AtomicBoolean ordered = new AtomicBoolean();
        net.service.onOrder(() -> {
            ordered.set(true);
            net.gate.holdAnswers();
            SignedAmount payment = buyer.claims().last().orElseThrow();
            CompletableFuture.runAsync(() -> {
                awaitCommit(payment);
                net.gate.cut();
            });
        });
        Purchase purchase = buyer.buy(good, false);
        net.service.onOrder(() -> {});
        if (ordered.get()) {
            agreed.call(purchase.price(), purchase.signed(), purchase.charge());
            assertThat(purchase.charge()).as("" + purchase.failure()).isEqualTo(Charge.CHARGED);
            disturbed = true;
        } else {
            judge(purchase, false, false);
        }
    }

    private void awaitCommit(SignedAmount payment) {
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
        while (!isCommitted(payment) && System.nanoTime() < end) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
    }

    private boolean isCommitted(SignedAmount payment) {
        return net.store()
                .channel(payment.channelId())
                .filter(stored -> stored.channel().nonce().equals(payment.nonce()))
                .filter(stored -> stored.authorized().compareTo(payment.amount()) >= 0)
                .isPresent();
    }

    private void mineClaim(Step step) {
        Optional<ChannelId> id = channel(step).map(PaymentChannel::id).filter(till::holds);
        if (id.isPresent()) {
            boolean sendBack = step.how() % 5 == 0;
            // What was signed after the claim began goes back with the rest.
            providerLost |= sendBack;
            till.mine(id.get(), sendBack);
        }
    }

    private void extend(PaymentChannel channel) {
        net.escrow.channelExtend(payer, channel.id(), expiration(channel), Toys.MINING);
    }

    private void topUp(PaymentChannel channel, Step step) {
        Cogs amount = inEscrow(Cogs.of(1 + step.how() % 300));
        net.escrow.channelAddFunds(payer, channel.id(), amount, Toys.MINING);
    }

    private void extendAndTopUp(PaymentChannel channel, Step step) {
        Cogs amount = inEscrow(Cogs.of(1 + step.how() % 300));
        net.escrow.channelExtendAndAddFunds(payer, channel.id(), expiration(channel), amount, Toys.MINING);
    }

    private Cogs inEscrow(Cogs amount) {
        if (net.escrow.balance(payer.address()).compareTo(amount) < 0) {
            net.escrow.deposit(payer, amount, Toys.MINING);
        }
        return amount;
    }

    private BlockNumber expiration(PaymentChannel channel) {
        return channel.expiration().max(net.chain.blockNumber().plus(BlockCount.of(Buyer.LIFE)));
    }

    private void mineBlocks(Step step) {
        Optional<PaymentChannel> channel = channel(step);
        if (channel.isPresent() && step.how() % 3 == 0) {
            mineToExpiry(channel.get());
        } else {
            net.devnet.mine(BlockCount.of(1 + step.how() % 20));
        }
    }

    private void mineToExpiry(PaymentChannel channel) {
        long left = channel.expiration().toLong() - net.chain.blockNumber().toLong();
        while (left > 0) {
            net.devnet.mine(BlockCount.of((int) Math.min(left, 500)));
            left = channel.expiration().toLong() - net.chain.blockNumber().toLong();
        }
    }

    private void refund(PaymentChannel channel) {
        boolean expired =
                channel.expiration().toLong() <= net.chain.blockNumber().toLong() + 1;
        try {
            net.escrow.channelClaimTimeout(payer, channel.id(), Toys.MINING);
            assertThat(expired).as("a channel is refunded before it expires").isTrue();
            providerLost = true;
        } catch (ChainException e) {
            assertThat(expired).as("" + e.getMessage()).isFalse();
        }
    }

    private void replaceDaemon(boolean remembering) {
        providerLost |= !remembering;
        claimLost |= !remembering && daemonIsAheadBy(1);
        net.replaceDaemon(remembering);
        disturbed = true;
    }

    private Buyer buyer(Step step) {
        return buyers.get(step.which() % buyers.size());
    }

    private static Good good(Step step) {
        return GOODS[step.how() % GOODS.length];
    }

    private Optional<PaymentChannel> channel(Step step) {
        List<BigInteger> all = books.channels();
        return all.isEmpty() ? Optional.empty() : Optional.of(channel(all.get(step.which() % all.size())));
    }

    private PaymentChannel channel(BigInteger id) {
        return net.escrow.channel(ChannelId.of(id)).orElseThrow();
    }
}
