package io.snet4j.internal.pay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.grpc.Metadata;
import io.snet4j.internal.transport.Budget;
import io.snet4j.payment.OwnChannel;
import io.snet4j.scripted.World;
import io.snet4j.value.Address;
import io.snet4j.value.Cogs;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
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
        PaidAttempts first = attempts(payer);
        first.await();
        assertThat(payer.waiting()).isZero();
        CompletableFuture<Metadata> second = attempts(payer).prepare();
        CompletableFuture<Metadata> third = attempts(payer).prepare();

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
        BigInteger channel = world.chain.open(payer, payer, World.RECIPIENT, World.GROUP, 3, 50_000);
        Payer payments = world.client().payer();
        PaidAttempts first = attempts(payments);
        first.await();
        first.charged();

        payments.changeChannel(channel, Cogs.of(3), Optional.empty());
        PaidAttempts second = attempts(payments);
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

    /** Who asks comes after all that were asked for before. */
    private static List<Integer> waiting(Payer payer) {
        return payer.ownChannels(budget()).stream().map(OwnChannel::waiting).toList();
    }

    private static PaidAttempts attempts(Payer payer) {
        return payer.attempts(new PaymentRequest("a.B/c", Cogs.of(3), Optional.empty()), budget());
    }

    private static Budget budget() {
        return Budget.of(Duration.ofSeconds(20));
    }
}
