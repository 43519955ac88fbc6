package io.snet4j.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.snet4j.chain.GroupId;
import io.snet4j.chain.PaymentChannel;
import io.snet4j.errors.ServiceCallException;
import io.snet4j.errors.SnetException;
import io.snet4j.identity.Identity;
import io.snet4j.identity.ProtocolMessages;
import io.snet4j.testing.FakeChain;
import io.snet4j.testing.Words;
import io.snet4j.value.BlockNumber;
import io.snet4j.value.ChannelId;
import io.snet4j.value.ChannelNonce;
import io.snet4j.value.Cogs;
import io.snet4j.value.Wei;
import io.snet4j.wire.escrow.ControlServiceProto.PaymentReply;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The scheduler's own thread; what is claimed when is in the devnet's tests. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class ClaimSchedulerTest {
    private static final ChannelId CHANNEL = ChannelId.of(300);
    private static final Cogs AMOUNT = Cogs.of(400);
    private static final Duration INTERVAL = Duration.ofMinutes(10);

    private final Identity provider = Identity.ofPrivateKey("1".repeat(64));
    private final Identity consumer = Identity.ofPrivateKey("2".repeat(64));
    private final FakeChain chain = new FakeChain();
    private final ScriptedPayments daemon = new ScriptedPayments();
    private final ProviderServer server =
            ProviderServer.builder().addService(daemon).start();
    private final ProviderClaims claims = ProviderClaims.connect(server.uri(), chain, FakeChain.ESCROW, provider);
    private final List<String> heard = new CopyOnWriteArrayList<>();
    private volatile Runnable onClaimed = () -> {};
    private final ManualPause pause = new ManualPause();
    private final ClaimScheduler scheduler = ClaimScheduler.builder(claims)
            .amount(AMOUNT)
            .interval(INTERVAL)
            .listener(new Heard())
            .pause(pause)
            .build();

    ClaimSchedulerTest() {
        chain.put(new PaymentChannel(
                CHANNEL,
                ChannelNonce.ZERO,
                consumer.address(),
                consumer.address(),
                provider.address(),
                GroupId.of(new byte[32]),
                Cogs.of(500),
                BlockNumber.of(100_000)));
    }

    @AfterEach
    void stop() {
        scheduler.close();
        claims.close();
        server.close();
    }

    @Test
    void aDaemonThatIsAwayIsAskedLessAndLessOftenUntilItIsBack() throws InterruptedException {
        daemon.refusal = "away";
        scheduler.start();

        assertThat(pause.next()).isEqualTo(INTERVAL.multipliedBy(2));
        assertThat(pause.next()).isEqualTo(INTERVAL.multipliedBy(4));
        assertThat(pause.next()).isEqualTo(INTERVAL.multipliedBy(8));
        assertThat(pause.next()).isEqualTo(INTERVAL.multipliedBy(8));
        daemon.refusal = null;
        pay();
        awaitSuccess();
        assertThat(heard).contains("failed Optional.empty", "claimed 400").endsWith("claimed 400");
    }

    @Test
    void aNodeThatIsAwayEndsNoThread() throws InterruptedException {
        pay();
        chain.setDown(true);
        scheduler.start();
        assertThat(pause.next()).isEqualTo(INTERVAL.multipliedBy(2));

        chain.setDown(false);
        awaitSuccess();
        assertThat(heard).endsWith("claimed 400");
    }

    @Test
    void closingWaitsForTheClaimThatIsUnderWayAndBeginsNoOther() throws InterruptedException {
        pay();
        CountDownLatch sent = new CountDownLatch(1);
        CountDownLatch mine = new CountDownLatch(1);
        chain.beforeMined(() -> {
            sent.countDown();
            await(mine);
        });
        scheduler.start();
        sent.await();

        AtomicInteger claimedByThen = new AtomicInteger();
        Thread closing = new Thread(() -> {
            scheduler.close();
            claimedByThen.set(heard.size());
        });
        closing.start();
        awaitWaiting(closing);
        mine.countDown();
        closing.join();

        assertThat(claimedByThen).hasValue(1);
        assertThatThrownBy(scheduler::look).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(scheduler::claimNow).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(scheduler::start).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void oneClaimIsMadeAtATime() throws InterruptedException {
        pay();
        CountDownLatch sent = new CountDownLatch(1);
        CountDownLatch mine = new CountDownLatch(1);
        chain.beforeMined(() -> {
            sent.countDown();
            await(mine);
        });
        Thread first = new Thread(scheduler::claimNow);
        first.start();
        sent.await();
        int asked = daemon.lists.get();

        Thread second = new Thread(scheduler::claimNow);
        second.start();
        awaitWaiting(second);

        assertThat(daemon.lists).hasValue(asked);
        mine.countDown();
        first.join();
        second.join();
    }

    @Test
    void aListenerMayCloseTheSchedulerThatTellsIt() throws InterruptedException {
        pay();
        CountDownLatch closed = new CountDownLatch(1);
        ClaimScheduler[] self = new ClaimScheduler[1];
        self[0] = ClaimScheduler.builder(claims)
                .amount(AMOUNT)
                .listener(new ProviderListener() {
                    @Override
                    public void onClaimed(Claim claim) {
                        self[0].close();
                        closed.countDown();
                    }
                })
                .build();
        self[0].start();

        closed.await();
        self[0].close();
    }

    @Test
    void whatKeepsOneChannelFromBeingClaimedIsToldAndTriedAgain() {
        daemon.startRefusal = "another transaction on channel: {ID: 300} is in progress";
        pay();

        assertThat(scheduler.look().failures().get(CHANNEL)).isInstanceOf(ServiceCallException.class);
        daemon.startRefusal = null;
        assertThat(scheduler.look().claims()).hasSize(1);

        assertThat(heard).containsExactly("failed Optional[300]", "claimed 400");
    }

    @Test
    void whatWasMinedIsToldAlthoughTheRunFailsAfterwards() {
        pay();
        onClaimed = () -> daemon.refusal = "away";

        assertThatThrownBy(scheduler::claimNow).isInstanceOf(ServiceCallException.class);

        assertThat(heard).containsExactly("claimed 400", "failed Optional.empty");
    }

    @Test
    void settingsThatMakeNoSenseAreRefused() {
        ClaimSchedulerBuilder builder = ClaimScheduler.builder(claims);

        assertThatThrownBy(() -> builder.amount(Cogs.ZERO)).hasMessageContaining("amount must be positive");
        assertThatThrownBy(() -> builder.totalAmount(Cogs.ZERO)).hasMessageContaining("totalAmount must be");
        assertThatThrownBy(() -> builder.age(Duration.ZERO)).hasMessageContaining("age must be positive");
        assertThatThrownBy(() -> builder.interval(Duration.ofNanos(1))).hasMessageContaining("interval in milli");
        assertThatThrownBy(() -> builder.maxGasPrice(Wei.ZERO)).hasMessageContaining("maxGasPrice must be");
    }

    /** From now on the daemon has one payment. */
    private void pay() {
        byte[] message = ProtocolMessages.mpeClaim(FakeChain.ESCROW, CHANNEL, ChannelNonce.ZERO, AMOUNT);
        PaymentReply payment = PaymentReply.newBuilder()
                .setChannelId(bytes(CHANNEL.value()))
                .setChannelNonce(bytes(BigInteger.ZERO))
                .setSignedAmount(bytes(AMOUNT.value()))
                .setChannelExpiry(bytes(BigInteger.valueOf(100_000)))
                .setSignature(ByteString.copyFrom(consumer.signMessage(message)))
                .build();
        daemon.keepsBooks = true;
        daemon.started = payment;
        daemon.unclaimed = payment;
    }

    private static ByteString bytes(BigInteger value) {
        return ByteString.copyFrom(Words.of(value));
    }

    /** The look that was under way may still fail; the one after it may not. */
    private void awaitSuccess() throws InterruptedException {
        if (!pause.next().equals(INTERVAL)) {
            assertThat(pause.next()).isEqualTo(INTERVAL);
        }
    }

    /** Until it waits for a lock or another thread, or has ended. */
    private static void awaitWaiting(Thread thread) {
        while (thread.isAlive() && thread.getState() != Thread.State.WAITING) {
            Thread.yield();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private final class Heard implements ProviderListener {
        @Override
        public void onClaimed(Claim claim) {
            heard.add("claimed " + claim.amount().value());
            onClaimed.run();
        }

        @Override
        public void onClaimFailed(Optional<ChannelId> channel, SnetException failure) {
            heard.add("failed " + channel);
        }
    }

    /** Waits until the test asks how long it would have waited. */
    private static final class ManualPause implements ClaimPause {
        private final SynchronousQueue<Duration> asked = new SynchronousQueue<>();
        private final CountDownLatch ended = new CountDownLatch(1);

        @Override
        public void await(Duration time) {
            try {
                while (ended.getCount() > 0 && !asked.offer(time, 10, TimeUnit.MILLISECONDS)) {
                    Thread.onSpinWait();
                }
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }

        @Override
        public void end() {
            ended.countDown();
        }

        Duration next() throws InterruptedException {
            return asked.take();
        }
    }
}
