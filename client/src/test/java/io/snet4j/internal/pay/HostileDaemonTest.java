package io.snet4j.internal.pay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.grpc.Status;
import io.snet4j.errors.ChannelBusyException;
import io.snet4j.errors.PaymentException;
import io.snet4j.errors.UntrustedDaemonException;
import io.snet4j.scripted.World;
import io.snet4j.training.ModelId;
import io.snet4j.training.Training;
import io.snet4j.training.TrainingQuote;
import io.snet4j.value.Cogs;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A daemon that lies gets no signature for it. */
class HostileDaemonTest {
    private static final TrainingQuote QUOTE = new TrainingQuote(new ModelId("m"), Cogs.of(5));

    private final World world = new World();

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void anInflatedAmountIsReportedAndNothingIsSigned() {
        world.openChannel(1000);
        world.daemon.lie(state -> state.toBuilder()
                .setCurrentSignedAmount(ByteString.copyFrom(new byte[] {100}))
                .setCurrentSignature(ByteString.copyFrom(new byte[65]))
                .build());
        Training training = world.client().training();

        assertThatThrownBy(() -> training.trainModel(QUOTE))
                .isInstanceOf(UntrustedDaemonException.class)
                .hasMessageContaining("100 cogs");
        assertThat(world.signed).isEmpty();
        assertThat(world.daemon.ledger().received()).isEmpty();
    }

    @Test
    void aNonceOfTheFutureIsReportedAndNothingIsSigned() {
        world.openChannel(1000);
        world.daemon.lie(state -> state.toBuilder()
                .setCurrentNonce(ByteString.copyFrom(new byte[] {2}))
                .build());
        Training training = world.client().training();

        assertThatThrownBy(() -> training.trainModel(QUOTE))
                .isInstanceOf(UntrustedDaemonException.class)
                .hasMessageContaining("nonce is 2, on chain it is 0");
        assertThat(world.signed).isEmpty();
    }

    @Test
    void aDaemonThatKeepsRefusingTheNonceGetsTwoSignaturesForTheSameAmount() {
        world.openChannel(1000);
        Status stale = Status.UNKNOWN.withDescription("incorrect payment channel nonce, latest: 9, sent: 0");
        world.daemon.refuse("train_model", stale, stale, stale);
        Training training = world.client().training();

        assertThatThrownBy(() -> training.trainModel(QUOTE)).isInstanceOf(PaymentException.class);

        assertThat(world.signed)
                .extracting(payment -> payment.amount().value().intValue())
                .containsExactly(5, 5);
    }

    @Test
    void aDaemonThatClaimsAnotherIncomeForeverGetsNoMoreThanThePrice() {
        world.openChannel(1000);
        Status income = Status.UNAUTHENTICATED.withDescription("income 0 does not equal to price 5");
        world.daemon.refuse("train_model", income, income, income);
        Training training = world.client().training();

        assertThatThrownBy(() -> training.trainModel(QUOTE))
                .isInstanceOf(ChannelBusyException.class)
                .hasMessageContaining("another client pays through the same payment channel")
                .hasMessageContaining("income 0 does not equal to price 5");

        assertThat(world.signed)
                .extracting(payment -> payment.amount().value().intValue())
                .containsExactly(5, 5);
    }
}
