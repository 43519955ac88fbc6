package io.snet4j.internal.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snet4j.chain.GroupId;
import io.snet4j.errors.PaymentOutcomeUnknownException;
import io.snet4j.internal.memory.ModelKey;
import io.snet4j.internal.memory.ProcessMemory;
import io.snet4j.internal.memory.ServiceKey;
import io.snet4j.payment.SignedAmount;
import io.snet4j.value.ChannelId;
import io.snet4j.value.ChannelNonce;
import io.snet4j.value.Cogs;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A payment that was not taken yet, and the one that is signed after it for the same model, are worth one price. */
class ResumeGuardTest {
    private static final ServiceKey SERVICE = new ServiceKey("org", "service", GroupId.of(new byte[32]));
    private static final SignedAmount EARLIER = payment(1, 0, 100, 40);

    private final ModelPayments models = new ModelPayments(new ProcessMemory());

    private static SignedAmount payment(long channel, long nonce, long amount, long price) {
        return new SignedAmount(
                ChannelId.of(channel),
                ChannelNonce.of(nonce),
                Cogs.of(amount),
                Cogs.of(price),
                "training.Daemon/train_model",
                Optional.of("model"));
    }

    private Optional<SignedAmount> taken(SignedAmount payment) {
        return models.taken(SERVICE, payment);
    }

    private void goOn(Optional<SignedAmount> earlier) {
        models.resume(new ModelKey(SERVICE, "model"), earlier);
    }

    @Test
    void theSameAmountIsSignedAgain() {
        goOn(Optional.of(EARLIER));

        assertThat(taken(EARLIER)).isEmpty();
        assertThat(taken(EARLIER)).isEmpty();
    }

    @Test
    void atANewPriceFromTheSameAmountItIsSignedToo() {
        goOn(Optional.of(EARLIER));

        assertThat(taken(payment(1, 0, 105, 45))).isEmpty();
    }

    @Test
    void onTopOfTheEarlierAmountNothingIsSignedBecauseItWasTaken() {
        goOn(Optional.of(EARLIER));
        assertThat(taken(EARLIER)).isEmpty();

        assertThat(taken(payment(1, 0, 140, 40))).contains(EARLIER);
    }

    @Test
    void whereMoreWasPaidMeanwhileItIsNotKnownWhatItWas() {
        goOn(Optional.of(EARLIER));

        assertThatThrownBy(() -> taken(payment(1, 0, 141, 40)))
                .isInstanceOf(PaymentOutcomeUnknownException.class)
                .hasMessageContainingAll("model", "train_model", "channel 1");
    }

    @Test
    void fromAnotherChannelOnlyIfTheFirstOneDidNotRefuse() {
        goOn(Optional.of(EARLIER));
        assertThat(taken(payment(2, 0, 40, 40))).isEmpty();
        assertThat(taken(EARLIER)).isEmpty();

        assertThatThrownBy(() -> taken(payment(2, 0, 40, 40))).isInstanceOf(PaymentOutcomeUnknownException.class);
    }

    @Test
    void afterAClaimMeanwhileNothingIsSigned() {
        goOn(Optional.of(EARLIER));

        assertThatThrownBy(() -> taken(payment(1, 1, 40, 40))).isInstanceOf(PaymentOutcomeUnknownException.class);
    }

    @Test
    void whereNothingIsRememberedOnlyUntouchedChannelsPay() {
        goOn(Optional.empty());

        assertThat(taken(payment(3, 0, 40, 40))).isEmpty();
        assertThatThrownBy(() -> taken(payment(3, 0, 80, 40))).isInstanceOf(PaymentOutcomeUnknownException.class);
    }

    @Test
    void otherModelsAndWhatCostsNothingAreFree() {
        goOn(Optional.of(EARLIER));
        SignedAmount other = new SignedAmount(
                ChannelId.of(1), ChannelNonce.of(0), Cogs.of(140), Cogs.of(40), EARLIER.method(), Optional.of("other"));

        assertThat(taken(other)).isEmpty();
        assertThat(taken(payment(1, 0, 141, 0))).isEmpty();

        models.endResume(new ModelKey(SERVICE, "model"));
        assertThat(taken(payment(1, 0, 140, 40))).isEmpty();
    }
}
