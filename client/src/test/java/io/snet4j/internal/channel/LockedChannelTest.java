package io.snet4j.internal.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.Status;
import io.snet4j.chain.PaymentChannel;
import io.snet4j.errors.ChannelBusyException;
import io.snet4j.payment.SignedAmount;
import io.snet4j.scripted.World;
import io.snet4j.training.ModelId;
import io.snet4j.training.Training;
import io.snet4j.training.TrainingQuote;
import io.snet4j.value.BlockNumber;
import io.snet4j.value.ChannelId;
import io.snet4j.value.ChannelNonce;
import io.snet4j.value.Cogs;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Collections;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A daemon that died in the middle of a call leaves its channel locked. */
class LockedChannelTest {
    private static final Status BUSY =
            Status.FAILED_PRECONDITION.withDescription("another transaction on channel: {ID: 0} is in progress");

    private final World world = new World();

    @AfterEach
    void close() {
        world.close();
    }

    private TrainingQuote quote(Training training) {
        ModelId model = training.createModel(io.snet4j.training.NewModel.of("draw", "mine"))
                .id();
        return training.trainModelPrice(model);
    }

    @Test
    void anotherChannelPaysAndTheLockedOneRests() {
        ChannelId locked = world.openChannel(20);
        ChannelId other = world.openChannel(100);
        world.daemon.ledger().lock(locked.value());
        Training training = world.client().training();
        TrainingQuote quote = quote(training);

        training.trainModel(quote);
        int waited = world.pauses.size();
        training.trainModel(quote);

        assertThat(world.signed).extracting(SignedAmount::channelId).containsExactly(locked, other, other);
        assertThat(world.pauses)
                .as("the second call does not try the locked channel")
                .hasSize(waited);
        assertThat(world.daemon.ledger().signed(other.value())).isEqualTo(Cogs.of(10));
    }

    @Test
    void whereTheLimitAllowsItANewChannelIsOpened() {
        world.chain.giveTokens(World.PAYER.address(), 5000);
        ChannelId locked = world.openChannel(20);
        world.daemon.ledger().lock(locked.value());
        Training training = world.client(World.GENEROUS).training();

        training.trainModel(quote(training));

        assertThat(world.chain.transactions()).containsExactly("approve", "depositAndOpenChannel");
        assertThat(world.daemon.ledger().signed(locked.value().add(BigInteger.ONE)))
                .isEqualTo(Cogs.of(5));
    }

    @Test
    void theOnlyChannelIsTriedAgainByTheNextCall() {
        ChannelId channel = world.openChannel(100);
        world.daemon.ledger().lock(channel.value());
        Training training = world.client().training();
        TrainingQuote quote = quote(training);
        assertThatThrownBy(() -> training.trainModel(quote)).isInstanceOf(ChannelBusyException.class);
        world.daemon.ledger().unlock(channel.value());

        training.trainModel(quote);

        assertThat(world.daemon.ledger().signed(channel.value())).isEqualTo(Cogs.of(5));
    }

    @Test
    void aDaemonThatCallsEveryChannelBusyGetsTwoNewOnesAtMost() {
        world.chain.giveTokens(World.PAYER.address(), 50_000);
        world.openChannel(20);
        Training training = world.client(World.GENEROUS).training();
        TrainingQuote quote = quote(training);
        world.daemon.refuse("train_model", Collections.nCopies(1000, BUSY).toArray(Status[]::new));

        for (int call = 0; call < 8; call++) {
            assertThatThrownBy(() -> training.trainModel(quote)).isInstanceOf(ChannelBusyException.class);
        }

        assertThat(world.chain.transactions())
                .filteredOn("depositAndOpenChannel"::equals)
                .hasSize(2);
        assertThat(world.signed)
                .allSatisfy(payment -> assertThat(payment.amount()).isEqualTo(Cogs.of(5)));
    }

    @Test
    void aLockedChannelRestsForAMinuteOrUntilItPays() {
        AtomicLong now = new AtomicLong();
        PaymentChannel onChain = new PaymentChannel(
                ChannelId.of(0),
                ChannelNonce.of(0),
                World.PAYER.address(),
                World.PAYER.address(),
                World.RECIPIENT,
                World.GROUP,
                Cogs.of(10),
                BlockNumber.of(10));
        ChannelBook book =
                ChannelBook.opened(onChain, world.client().payer().perCall().ledger(), new SharedChannel(), now::get);

        book.locked();
        assertThat(book.isLocked()).isTrue();
        now.addAndGet(Duration.ofMinutes(1).toNanos());
        assertThat(book.isLocked()).isFalse();

        book.locked();
        book.charged(new SignedAmount(
                ChannelId.of(0), ChannelNonce.of(0), Cogs.of(3), Cogs.of(3), "a.B/c", Optional.empty()));
        assertThat(book.isLocked()).isFalse();
    }
}
