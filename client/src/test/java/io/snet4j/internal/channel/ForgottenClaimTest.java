package io.snet4j.internal.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snet4j.errors.SpendingLimitException;
import io.snet4j.errors.UntrustedDaemonException;
import io.snet4j.internal.core.Budget;
import io.snet4j.scripted.World;
import io.snet4j.training.NewModel;
import io.snet4j.training.Training;
import io.snet4j.training.TrainingQuote;
import io.snet4j.value.ChannelId;
import io.snet4j.value.Cogs;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A daemon that keeps its state in memory began a claim, and was restarted before that was mined. */
class ForgottenClaimTest {
    private static final Cogs PRICE = Cogs.of(5);

    private final World world = new World();
    private final World.Client client = world.client();

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void itsStateIsFollowedBackToTheNonceOfTheChain() {
        ChannelId channel = begin(100);

        call(3);

        assertThat(amountsOf(channel)).containsExactly("0:5", "0:10", "1:5", "0:5", "0:10", "0:15");
    }

    @Test
    void anotherClaimThatItBeginsIsFollowedToo() {
        ChannelId channel = begin(100);
        call(3);
        Cogs claimed = world.daemon.ledger().startClaim(channel.value());

        call(2);
        world.chain.claim(channel, claimed);
        call(2);

        assertThat(amountsOf(channel))
                .endsWith("0:15", "1:5", "1:10", "1:15", "1:20")
                .hasSize(10);
    }

    @Test
    void whatWasSignedDuringTheClaimIsNoLongerAvailable() {
        ChannelId channel = begin(100);
        call(3);

        Cogs free =
                client.payer().list(Budget.of(Duration.ofSeconds(20))).get(0).available();

        // 15 at nonce 0; at nonce 1 there were 5, and 10 which were refused.
        assertThat(free).isEqualTo(Cogs.of(100 - 15 - 10));
        assertThat(world.chain.channel(channel).orElseThrow().value()).isEqualTo(Cogs.of(100));
    }

    @Test
    void noMoreIsSignedThanTheChannelHoldsAtBothNoncesTogether() {
        begin(25);
        call(3);

        assertThatThrownBy(() -> call(1)).isInstanceOf(SpendingLimitException.class);
    }

    @Test
    void theSecondClaimThatIsLostIsWaitedFor() {
        ChannelId channel = begin(100);
        call(3);
        world.daemon.ledger().startClaim(channel.value());
        call(1);
        world.daemon.ledger().forget();
        call(4);

        assertThatThrownBy(() -> call(1))
                .isInstanceOf(UntrustedDaemonException.class)
                .hasMessageContaining("its nonce went back to 0 after payments were signed for nonce 1")
                .hasMessageContaining("wait until that is mined");

        world.chain.claim(channel, Cogs.of(20));
        call(1);
        assertThat(amountsOf(channel)).last().isEqualTo("1:5");
    }

    /** Two calls, a claim that begins, one call during it, and the restart. */
    private ChannelId begin(long value) {
        ChannelId channel = world.openChannel(value);
        call(2);
        world.daemon.ledger().startClaim(channel.value());
        call(1);
        world.daemon.ledger().forget();
        return channel;
    }

    private void call(int times) {
        Training training = client.training();
        TrainingQuote quote = training.trainModelPrice(
                training.createModel(NewModel.of("draw", "mine")).id());
        assertThat(quote.price()).isEqualTo(PRICE);
        for (int i = 0; i < times; i++) {
            training.trainModel(quote);
        }
    }

    /** Nonce and amount of what was paid, in order. */
    private List<String> amountsOf(ChannelId channel) {
        return world.charged.stream()
                .filter(payment -> payment.channelId().equals(channel))
                .map(payment -> payment.nonce() + ":" + payment.amount().value())
                .toList();
    }
}
