package io.snet4j.money;

import static org.assertj.core.api.Assertions.assertThat;

import io.snet4j.chain.PaymentChannel;
import io.snet4j.devnet.fault.FaultyNode;
import io.snet4j.explore.RandomTest;
import io.snet4j.explore.Seeds;
import io.snet4j.identity.Identity;
import io.snet4j.money.Buyer.Purchase;
import io.snet4j.money.KilledClient.Killable;
import io.snet4j.money.KilledClient.Task;
import io.snet4j.payment.SignedAmount;
import io.snet4j.provider.ProviderClaims;
import io.snet4j.toy.Good;
import io.snet4j.toy.Toys;
import io.snet4j.value.ChannelId;
import io.snet4j.value.Cogs;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A client's process is killed at each step of a paid call; the next one goes on with the right amount. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 20, unit = TimeUnit.MINUTES)
class KillIT {
    private static final Cogs PRICE = Good.LOAF.price();
    private static final int KILLS = 3;
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Shop net = new Shop();
    private FaultyNode rpc = FaultyNode.before(net.net().rpcUrl());
    private String key = "";
    private Identity payer = net.provider();
    private Map<String, String> environment = Map.of();

    @BeforeEach
    void newPayer(TestInfo test, @TempDir Path state) {
        newPayer(Seeds.random(test.getDisplayName().hashCode()), state);
    }

    private void newPayer(Random keys, Path state) {
        environment = Map.of("SNET4J_STATE_DIR", state.toString());
        key = Shop.newKey(keys);
        payer = Identity.ofPrivateKey(key);
        net.fund(payer.address());
        rpc.close();
        rpc = FaultyNode.before(net.net().rpcUrl());
    }

    @AfterEach
    void letGo() {
        rpc.close();
        net.service.onOrder(() -> {});
        net.gate.cut();
    }

    @AfterAll
    void close() {
        net.close();
    }

    @Test
    void killedBeforeItHasChosenAChannel() throws Exception {
        CompletableFuture<Void> searching = rpc.hold("eth_getLogs");
        try (Killable child = start(Task.BUY)) {
            await(searching);
            child.kill();
        }

        theNextOneContinuesFrom(Cogs.ZERO);
    }

    @Test
    void killedWhileTheTransactionThatOpensItsChannelWaitsToBeMined() throws Exception {
        allowTheEscrowEverything();
        net.node.minesByItself(false);
        try {
            CompletableFuture<Void> sent = rpc.hold("eth_getTransactionReceipt");
            try (Killable child = start(Task.BUY)) {
                await(sent);
                child.kill();
            }
        } finally {
            net.node.minesByItself(true);
        }
        net.node.mine();

        theNextOneContinuesFrom(Cogs.ZERO);
    }

    @Test
    void startedAgainWhileTheTransactionThatOpensItsChannelStillWaitsToBeMined() throws Exception {
        allowTheEscrowEverything();
        net.node.minesByItself(false);
        try {
            CompletableFuture<Void> sent = rpc.hold("eth_getTransactionReceipt");
            try (Killable child = start(Task.BUY)) {
                await(sent);
                child.kill();
            }
            rpc.heal();
            // What is sent and what is mined, and the latter again.
            CompletableFuture<Void> looking = rpc.whenAsked("eth_getTransactionCount", 3);
            try (Killable next = start(Task.BUY)) {
                await(looking);
                net.node.minesByItself(true);
                net.node.mine();
                assertThat(next.say()).isEqualTo("paid");
            }
        } finally {
            net.node.minesByItself(true);
        }

        theNextOneContinuesFrom(PRICE);
    }

    @Test
    void killedAfterItHasSignedAndBeforeItSends() throws Exception {
        buy();
        try (Killable child = start(Task.STOP_WHEN_SIGNED)) {
            assertThat(child.say()).isEqualTo("signed");
            child.kill();
        }

        theNextOneContinuesFrom(PRICE);
    }

    @Test
    void killedWhileTheServiceWorks() throws Exception {
        buy();
        CompletableFuture<Void> working = new CompletableFuture<>();
        CountDownLatch done = new CountDownLatch(1);
        net.service.onOrder(() -> {
            working.complete(null);
            waitFor(done);
        });
        try (Killable child = start(Task.BUY)) {
            await(working);
            child.kill();
        }
        net.service.onOrder(() -> {});
        // The daemon sees that nobody waits, and gives the payment back; the service only then comes to an end.
        theNextOneContinuesFrom(PRICE);
        done.countDown();
    }

    @Test
    void killedAfterTheDaemonHasTakenThePaymentAndBeforeTheReplyArrives() throws Exception {
        BigInteger channel = buy();
        net.service.onOrder(net.gate::holdAnswers);
        try (Killable child = start(Task.BUY)) {
            awaitPaid(channel, PRICE.times(2));
            child.kill();
        }
        net.gate.cut();
        net.service.onOrder(() -> {});

        theNextOneContinuesFrom(PRICE.times(2));
    }

    @Test
    void killedWhileItFindsOutWhetherItHasPaid() throws Exception {
        BigInteger channel = buy();
        net.service.onOrder(net.gate::holdAnswers);
        try (Killable child = start(Task.BUY)) {
            awaitPaid(channel, PRICE.times(2));
            int before = net.gate.connections();
            // The question for the channel's state goes to the daemon, which nobody reaches.
            net.gate.down();
            awaitConnectionAfter(before);
            child.kill();
        }
        net.service.onOrder(() -> {});
        net.gate.heal();

        theNextOneContinuesFrom(PRICE.times(2));
    }

    @Tag("explore")
    @Test
    void killedAgainAndAgainAtAnyMoment(@TempDir Path folder) {
        RandomTest.CLIENT_KILLS.run((seed, random) -> {
            newPayer(random, Files.createTempDirectory(folder, "state"));
            killAgainAndAgain(random);
        });
    }

    private void killAgainAndAgain(Random random) throws Exception {
        int before = net.service.delivered();
        long acknowledged = 0;
        for (int round = 0; round < KILLS; round++) {
            AtomicInteger left = new AtomicInteger(1 + random.nextInt(40));
            long delay = TimeUnit.MICROSECONDS.toNanos(random.nextInt(5_000));
            CompletableFuture<Void> now = new CompletableFuture<>();
            net.service.onOrder(() -> {
                if (left.decrementAndGet() == 0) {
                    now.complete(null);
                }
            });
            try (Killable child = start(Task.BUY_FOR_EVER)) {
                await(now);
                long end = System.nanoTime() + delay;
                while (System.nanoTime() < end) {
                    Thread.onSpinWait();
                }
                child.kill();
                acknowledged += child.paid();
            }
        }
        net.service.onOrder(() -> {});
        int delivered = net.service.delivered() - before;

        Cogs paid = theNextOneContinues();
        assertThat(paid).isBetween(PRICE.times(acknowledged + 1), PRICE.times(delivered + 1));
    }

    private Killable start(Task task) throws Exception {
        return KilledClient.start(net, key, rpc.uri(), task, environment);
    }

    /** Before the kill, so that there is something to go on from. */
    private BigInteger buy() {
        return theLastOf(buyWithAFreshClient()).channelId().value();
    }

    private Purchase buyWithAFreshClient() {
        try (Buyer buyer = new Buyer(net, payer)) {
            Purchase purchase = buyer.buy(Good.LOAF, false);
            assertThat(purchase.failure()).isEmpty();
            return purchase;
        }
    }

    private static SignedAmount theLastOf(Purchase purchase) {
        return purchase.signed().get(purchase.signed().size() - 1);
    }

    private void theNextOneContinuesFrom(Cogs paid) {
        assertThat(theNextOneContinues()).isEqualTo(paid.plus(PRICE));
    }

    /** @return what is paid in all, and claimed */
    private Cogs theNextOneContinues() {
        List<PaymentChannel> before = net.channels(payer.address());
        SignedAmount last = theLastOf(buyWithAFreshClient());

        List<PaymentChannel> channels = net.channels(payer.address());
        assertThat(channels).as("a usable channel is used").hasSize(Math.max(1, before.size()));
        assertThat(channels).hasSize(1);
        ChannelId id = channels.get(0).id();
        assertThat(last.channelId()).isEqualTo(id);
        assertThat(net.store().authorized(id)).isEqualTo(last.amount());
        try (ProviderClaims claims = net.claims()) {
            assertThat(claims.claim(id).amount()).isEqualTo(last.amount());
        }
        Cogs left = net.escrow.channel(id).orElseThrow().value();
        Cogs outside = net.escrow.balance(payer.address()).plus(net.token.balance(payer.address()));
        assertThat(left.plus(outside).plus(last.amount())).isEqualTo(Shop.FUNDS);
        return last.amount();
    }

    private void allowTheEscrowEverything() {
        net.token.approve(payer, net.escrow.address(), Shop.FUNDS, Toys.MINING);
    }

    private void awaitPaid(BigInteger channel, Cogs amount) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!net.store().authorized(ChannelId.of(channel)).equals(amount)) {
            assertThat(System.nanoTime()).as("the daemon takes the payment").isLessThan(end);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
    }

    private void awaitConnectionAfter(int before) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (net.gate.connections() <= before) {
            assertThat(System.nanoTime()).as("the client asks again").isLessThan(end);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
    }

    private static void await(CompletableFuture<Void> event) throws Exception {
        event.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
