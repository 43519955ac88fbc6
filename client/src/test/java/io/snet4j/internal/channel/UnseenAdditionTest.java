package io.snet4j.internal.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snet4j.errors.PaymentException;
import io.snet4j.scripted.World;
import io.snet4j.training.NewModel;
import io.snet4j.training.Training;
import io.snet4j.training.TrainingQuote;
import io.snet4j.value.Address;
import io.snet4j.value.ChannelId;
import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** While a claim of a channel waits for its block, the daemon does not see what is added to the channel. */
class UnseenAdditionTest {
    private static final Address PAYER = World.PAYER.address();

    private final World world = new World();

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void aChannelWithUnseenFundsRestsAndAnotherOnePays() {
        Training training = world.client().training();
        TrainingQuote quote = quote(training);
        BigInteger channel = claimedWithUnseenFunds(training, quote);
        ChannelId other = world.openChannel(1000);

        call(training, quote, 2);

        assertThat(paid()).endsWith(other + ":0:5", other + ":0:10");
        assertThat(world.chain.transactions()).isEmpty();
        assertThat(world.chain
                        .channel(ChannelId.of(channel))
                        .orElseThrow()
                        .nonce()
                        .value())
                .isZero();
    }

    @Test
    void aChannelWithAnUnseenExtensionIsReplacedWithinTheLimit() {
        world.chain.giveEscrow(PAYER, 10_000);
        ChannelId channel = world.chain.open(PAYER, PAYER, World.RECIPIENT, World.GROUP, 100, 1300);
        Training training = world.client(World.GENEROUS).training();
        TrainingQuote quote = quote(training);
        call(training, quote, 1);
        world.daemon.ledger().startClaim(channel.value());
        world.chain.extend(channel, 50_000);
        world.chain.mine(250);

        call(training, quote, 2);

        assertThat(world.chain.transactions()).containsExactly("openChannel");
        assertThat(paid()).containsExactly("0:0:5", "1:0:5", "1:0:10");
    }

    @Test
    void whereNoOtherChannelMayBeUsedTheErrorSaysToWaitAndThatHelps() {
        Training training = world.client().training();
        TrainingQuote quote = quote(training);
        BigInteger channel = claimedWithUnseenFunds(training, quote);

        assertThatThrownBy(() -> training.trainModel(quote))
                .isExactlyInstanceOf(PaymentException.class)
                .hasMessageContaining("a claim of payment channel " + channel + " is on its way")
                .hasMessageContaining("Wait until the claim is mined, or allow another channel with channelDeposit");

        world.chain.claim(ChannelId.of(channel), quote.price().times(2));
        call(training, quote, 1);
        assertThat(paid()).last().isEqualTo(channel + ":1:15");
    }

    /** Ten of twenty are claimed, ten more are signed, and a hundred were added in between. */
    private BigInteger claimedWithUnseenFunds(Training training, TrainingQuote quote) {
        ChannelId channel = world.openChannel(20);
        call(training, quote, 2);
        world.daemon.ledger().startClaim(channel.value());
        world.chain.add(channel, 100);
        call(training, quote, 2);
        assertThat(paid()).last().isEqualTo(channel + ":1:10");
        return channel.value();
    }

    private static TrainingQuote quote(Training training) {
        return training.trainModelPrice(
                training.createModel(NewModel.of("draw", "mine")).id());
    }

    private static void call(Training training, TrainingQuote quote, int times) {
        for (int i = 0; i < times; i++) {
            training.trainModel(quote);
        }
    }

    /** Channel, nonce and amount of each payment that was taken. */
    private List<String> paid() {
        return world.charged.stream()
                .map(payment -> payment.channelId() + ":" + payment.nonce() + ":"
                        + payment.amount().value())
                .toList();
    }
}
