package io.snet4j.internal.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.snet4j.internal.core.Budget;
import io.snet4j.internal.loop.PricedCall;
import io.snet4j.internal.loop.Ticket;
import io.snet4j.internal.percall.HeldTicket;
import io.snet4j.payment.OwnChannel;
import io.snet4j.payment.SignedAmount;
import io.snet4j.scripted.Payer;
import io.snet4j.scripted.World;
import io.snet4j.value.Address;
import io.snet4j.value.ChannelId;
import io.snet4j.value.Cogs;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who waits for a channel can be seen. */
class QueueTest {
    private final World world = new World();

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void callsThatWaitForAChannelAreCountedAndOnesThatGiveUpAreNot() {
        world.openChannel(100);
        Payer payer = world.client().payer();
        HeldTicket first = attempts(payer);
        first.await();
        assertThat(payer.waiting()).isZero();
        CompletableFuture<Ticket> second = attempts(payer).prepare();
        CompletableFuture<Ticket> third = attempts(payer).prepare();

        assertThat(payer.waiting()).isEqualTo(2);
        third.cancel(false);
        assertThat(payer.waiting()).isEqualTo(1);
        first.charged();
        second.join();
        assertThat(payer.waiting()).isZero();
        assertThat(payer.ownChannels(budget()))
                .extracting(OwnChannel::waiting, OwnChannel::claimable)
                .containsExactly(tuple(1, Cogs.of(6)));
    }

    @Test
    void whatTheUserDoesToAChannelIsInTheBooksAtOnce() {
        world.chain.giveEscrow(World.PAYER.address(), 1000);
        Address payer = World.PAYER.address();
        ChannelId channel = world.chain.open(payer, payer, World.RECIPIENT, World.GROUP, 3, 50_000);
        Payer payments = world.client().payer();
        HeldTicket first = attempts(payments);
        first.await();
        first.charged();

        payments.changeChannel(channel, Cogs.of(3), Optional.empty());
        HeldTicket second = attempts(payments);
        second.await();

        assertThat(world.signed.get(1).amount()).isEqualTo(Cogs.of(6));
        assertThat(world.chain.transactions()).containsExactly("channelAddFunds");
        assertThat(world.daemon.calls("GetChannelState")).isEqualTo(1);
    }

    @Test
    void whereAllChannelsAreBusyTheShortestQueueIsJoinedAndThenTheOneWithTheLeast() {
        world.openChannel(20);
        world.openChannel(100);
        Payer payer = world.client().payer();
        attempts(payer).await();
        attempts(payer).await();
        assertThat(waiting(payer)).containsExactly(1, 1);

        attempts(payer).prepare();
        assertThat(waiting(payer)).containsExactly(2, 1);
        attempts(payer).prepare();
        assertThat(waiting(payer)).containsExactly(2, 2);
    }

    // Guard: LeaseSearch.chooseNow gives the choosing queue back before money is placed.
    @Test
    void whoHasAGoodChannelDoesNotWaitForSomebodyElsesDeposit() {
        ChannelId good = world.openChannel(50);
        BigInteger funded = shortLived(100);
        Payer payer = richClient();
        Mining mining = new Mining();
        HeldTicket large = attempts(payer, 500);
        CompletableFuture<Ticket> deposit = large.prepare();
        mining.awaitSent();

        HeldTicket small = attempts(payer, 1);
        small.await();
        small.charged();

        assertThat(deposit).isNotDone();
        assertThat(payer.waiting()).isEqualTo(1);
        mining.goOn();
        deposit.join();
        assertThat(world.signed).extracting(SignedAmount::channelId).containsExactly(good, ChannelId.of(funded));
        assertThat(world.chain.transactions()).containsExactly("channelAddFunds");
    }

    // Guard: GroupChannels.bestFit leaves out what is held.
    @Test
    void aChannelThatIsBeingFundedIsNobodyElsesChoice() {
        ChannelId good = world.openChannel(50);
        BigInteger funded = shortLived(100);
        Payer payer = richClient();
        Mining mining = new Mining();
        CompletableFuture<Ticket> deposit = attempts(payer, 1000).prepare();
        mining.awaitSent();

        HeldTicket first = attempts(payer, 1);
        first.await();
        HeldTicket second = attempts(payer, 1);
        CompletableFuture<Ticket> waits = second.prepare();
        assertThat(waiting(payer)).containsExactly(2, 0);
        first.charged();
        waits.join();
        mining.goOn();
        deposit.join();

        assertThat(world.signed).extracting(SignedAmount::channelId).containsExactly(good, good, ChannelId.of(funded));
        assertThat(world.chain.transactions()).containsExactly("channelAddFunds");
    }

    // Guard: ChannelPlacing.provide searches again when it is its turn to place money.
    @Test
    void whoeverWaitsToPlaceMoneyUsesWhatTheOneBeforePlaced() {
        Payer payer = richClient();
        Mining mining = new Mining();
        HeldTicket first = attempts(payer, 500);
        CompletableFuture<Ticket> opened = first.prepare();
        mining.awaitSent();
        HeldTicket second = attempts(payer, 400);
        CompletableFuture<Ticket> waits = second.prepare();
        CompletableFuture<Ticket> cancelled = attempts(payer, 400).prepare();
        cancelled.cancel(false);
        assertThat(payer.waiting()).isEqualTo(2);

        mining.goOn();
        opened.join();
        first.charged();
        waits.join();

        assertThat(world.signed).extracting(SignedAmount::amount).containsExactly(Cogs.of(500), Cogs.of(900));
        assertThat(world.chain.transactions()).containsExactly("openChannel");
    }

    /** Money goes only where it comes back from soon. */
    private BigInteger shortLived(long value) {
        Address payer = World.PAYER.address();
        return world.chain
                .open(payer, payer, World.RECIPIENT, World.GROUP, value, 50_000)
                .value();
    }

    private Payer richClient() {
        world.chain.giveEscrow(World.PAYER.address(), 5000);
        return world.client(World.GENEROUS).payer();
    }

    /** Holds transactions back after they are sent. */
    private final class Mining {
        private final CompletableFuture<Void> sent = new CompletableFuture<>();
        private final CompletableFuture<Void> goesOn = new CompletableFuture<>();

        Mining() {
            world.chain.beforeMined(() -> {
                sent.complete(null);
                goesOn.join();
            });
        }

        void awaitSent() {
            sent.orTimeout(20, TimeUnit.SECONDS).join();
        }

        void goOn() {
            goesOn.complete(null);
        }
    }

    /** Who asks comes after all that were asked for before. */
    private static List<Integer> waiting(Payer payer) {
        return payer.ownChannels(budget()).stream().map(OwnChannel::waiting).toList();
    }

    private static HeldTicket attempts(Payer payer) {
        return attempts(payer, 3);
    }

    private static HeldTicket attempts(Payer payer, long price) {
        Budget budget = budget();
        return new HeldTicket(payer.tickets(new PricedCall("a.B/c", Cogs.of(price), Optional.empty()), budget), budget);
    }

    private static Budget budget() {
        return Budget.of(Duration.ofSeconds(20));
    }
}
