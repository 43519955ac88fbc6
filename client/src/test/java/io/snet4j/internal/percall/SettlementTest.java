package io.snet4j.internal.percall;

import static org.assertj.core.api.Assertions.assertThat;

import io.snet4j.errors.SnetException;
import io.snet4j.errors.SnetException.Charge;
import io.snet4j.scripted.ScriptedDaemon.Silence;
import io.snet4j.scripted.World;
import io.snet4j.training.NewModel;
import io.snet4j.training.Training;
import io.snet4j.training.TrainingQuote;
import io.snet4j.value.ChannelId;
import io.snet4j.value.ChannelNonce;
import io.snet4j.value.Cogs;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A reply was lost, and the provider claimed the channel before the client could ask. */
class SettlementTest {
    private final World world = new World();

    @AfterEach
    void close() {
        world.close();
    }

    @ParameterizedTest(name = "reply lost {0}, claim mined: {1}, so {2}")
    @CsvSource({
        "AFTER_COMMIT, false, CHARGED",
        "AFTER_COMMIT, true, CHARGED",
        "BEFORE_COMMIT, false, NONE",
        "BEFORE_COMMIT, true, NONE"
    })
    void aClaimThatCameInBetweenTellsWhetherTheCallWasCharged(Silence silence, boolean mined, Charge expected)
            throws InterruptedException {
        ChannelId channel = world.openChannel(100);
        Training training = world.client().training();
        TrainingQuote quote = training.trainModelPrice(
                training.createModel(NewModel.of("draw", "mine")).id());
        training.trainModel(quote);

        Charge charge = lose(training, quote, silence, () -> {
            Cogs claimed = world.daemon.ledger().startClaim(channel.value());
            if (mined) {
                world.chain.claim(channel, claimed);
            }
        });
        if (silence == Silence.BEFORE_COMMIT) {
            world.daemon.awaitGoneCall();
        }
        training.trainModel(quote);

        assertThat(charge).isEqualTo(expected);
        assertThat(world.signed.get(2).nonce()).isEqualTo(ChannelNonce.of(1));
        assertThat(world.signed.get(2).amount()).isEqualTo(Cogs.of(5));
    }

    @Test
    void fundsThatWereAddedMeanwhileLeaveItUnknown() throws InterruptedException {
        ChannelId channel = world.openChannel(100);
        Training training = world.client().training();
        TrainingQuote quote = training.trainModelPrice(
                training.createModel(NewModel.of("draw", "mine")).id());
        training.trainModel(quote);

        Charge charge = lose(training, quote, Silence.AFTER_COMMIT, () -> {
            Cogs claimed = world.daemon.ledger().startClaim(channel.value());
            world.chain.claim(channel, claimed.minus(Cogs.of(3)));
        });

        assertThat(charge).isEqualTo(Charge.UNKNOWN);
    }

    /** Makes the call on a thread of its own, and interrupts it when the claim is done. */
    private Charge lose(Training training, TrainingQuote quote, Silence silence, Runnable claim)
            throws InterruptedException {
        world.daemon.silence("train_model", silence);
        CompletableFuture<SnetException> outcome = new CompletableFuture<>();
        Thread caller = new Thread(() -> {
            try {
                training.trainModel(quote);
            } catch (SnetException e) {
                outcome.complete(e);
            }
        });
        caller.start();
        world.daemon.awaitSilence();
        claim.run();
        caller.interrupt();
        return outcome.join().charge();
    }
}
