package io.snet4j.grpc;

import static io.snet4j.scripted.EchoCalls.failure;
import static io.snet4j.scripted.EchoCalls.reason;
import static io.snet4j.scripted.EchoCalls.unary;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.google.protobuf.StringValue;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.Status;
import io.grpc.stub.ClientCalls;
import io.snet4j.errors.DaemonUnavailableException;
import io.snet4j.errors.SnetException.Charge;
import io.snet4j.errors.SpendingLimitException;
import io.snet4j.internal.loop.PaymentHeaders;
import io.snet4j.payment.PaymentStrategy;
import io.snet4j.scripted.Echo;
import io.snet4j.scripted.EchoCalls.Open;
import io.snet4j.scripted.World;
import io.snet4j.training.ModelId;
import io.snet4j.training.NewModel;
import io.snet4j.training.Training;
import io.snet4j.value.ChannelId;
import io.snet4j.value.Cogs;
import java.time.Duration;
import java.util.Iterator;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The default: free where that is offered, else paid. */
class AutomaticPaymentTest {
    private static final Status OFF = Status.UNKNOWN.withDescription(
            "error in generating token because blockchain is disabled, contact service provider");

    private final World world = new World();

    @BeforeEach
    void free() {
        world.freeCalls = OptionalLong.of(2);
        world.daemon.freeCalls().allow(2);
    }

    @AfterEach
    void close() {
        world.close();
    }

    private Channel channel() {
        return PaidChannel.of(world.client());
    }

    private String type() {
        return world.daemon.headersOf("Unary").get(PaymentHeaders.TYPE);
    }

    @Test
    void whereTheMetadataOffersNoFreeCallsNoRequestAsksForThem() {
        ChannelId id = world.openChannel(100);
        world.freeCalls = OptionalLong.of(0);

        unary(channel(), "x");

        assertThat(world.daemon.calls("GetFreeCallToken")).isZero();
        assertThat(world.daemon.ledger().signed(id.value())).isEqualTo(Cogs.of(3));
    }

    @Test
    void freeCallsComeFirstAndWhenTheyAreUsedUpTheCallIsPaid() {
        ChannelId id = world.openChannel(100);
        Channel channel = channel();

        unary(channel, "one");
        unary(channel, "two");
        assertThat(world.signed).isEmpty();
        assertThat(unary(channel, "three")).isEqualTo("three");
        unary(channel, "four");

        assertThat(world.daemon.ledger().signed(id.value())).isEqualTo(Cogs.of(6));
        assertThat(world.daemon.freeCalls().made()).isEqualTo(2);
        assertThat(world.daemon.calls("Unary")).isEqualTo(5);
        assertThat(world.settled).containsExactly(Charge.CHARGED, Charge.CHARGED);
    }

    // Guard: CallTickets.hand goes on to the next way after a NoTicket.
    @Test
    @Tag("D25")
    void aDaemonThatGivesNoTokenIsPaidAndNotAskedAtEachCall() {
        ChannelId id = world.openChannel(100);
        world.daemon.refuse("GetFreeCallToken", OFF);
        Channel channel = channel();

        assertThat(unary(channel, "one")).isEqualTo("one");
        assertThat(unary(channel, "two")).isEqualTo("two");

        assertThat(world.daemon.calls("GetFreeCallToken")).isEqualTo(1);
        assertThat(world.daemon.ledger().signed(id.value())).isEqualTo(Cogs.of(6));
        world.clock.pass(Duration.ofMinutes(11));
        unary(channel, "three");
        assertThat(type()).isEqualTo("free-call");
    }

    // Guard: CallTickets.hand goes on to the next way after a NoTicket.
    @Test
    @Tag("D25")
    void aDaemonWithoutTheServiceForThemIsPaid() {
        world.openChannel(100);
        world.daemon.refuse("GetFreeCallToken", Status.UNIMPLEMENTED.withDescription("unknown service"));

        unary(channel(), "one");

        assertThat(type()).isEqualTo("escrow");
    }

    @Test
    void aBusyUserIsPaidForAfterSomeWaiting() {
        world.openChannel(100);
        world.daemon.freeCalls().lock(true);
        Channel channel = channel();

        unary(channel, "one");
        assertThat(type()).isEqualTo("escrow");

        world.daemon.freeCalls().lock(false);
        unary(channel, "two");
        assertThat(type()).isEqualTo("free-call");
    }

    @Test
    void aDaemonThatCannotBeReachedIsNotPaidInstead() {
        world.openChannel(100);
        world.daemon.refuse("GetFreeCallToken", Status.UNAVAILABLE.withDescription("Connection refused"));

        assertThat(failure(channel(), "x")).isInstanceOf(DaemonUnavailableException.class);
        assertThat(world.signed).isEmpty();
    }

    @Test
    void aStreamThatWasSentIsNotSentAgainButTheNextOneIsPaid() {
        ChannelId id = world.openChannel(100);
        world.daemon.freeCalls().allow(0);
        Channel channel = channel();
        Open first = new Open(channel, Echo.CLIENT);
        first.send("a");

        Throwable failure = catchThrowable(first::complete);

        assertThat(reason(failure).charge()).isEqualTo(Charge.NONE);
        assertThat(world.signed).isEmpty();
        Open second = new Open(channel, Echo.CLIENT);
        second.send("b");
        second.complete();
        assertThat(world.daemon.ledger().signed(id.value())).isEqualTo(Cogs.of(3));
    }

    @Test
    void aServersStreamIsRepeatedPaid() {
        ChannelId id = world.openChannel(100);
        world.daemon.freeCalls().allow(0);

        Iterator<StringValue> answers = ClientCalls.blockingServerStreamingCall(
                channel(), Echo.SERVER, CallOptions.DEFAULT, StringValue.of("x"));

        assertThat(answers).toIterable().hasSize(2);
        assertThat(world.daemon.ledger().signed(id.value())).isEqualTo(Cogs.of(3));
    }

    @Test
    void whenNothingIsLeftToTryTheErrorNamesTheRefusalsBefore() {
        world.daemon.refuse("GetFreeCallToken", OFF);

        Throwable reason = failure(channel(), "x");

        assertThat(reason).isInstanceOf(SpendingLimitException.class);
        assertThat(reason.getSuppressed()).hasSize(1);
        assertThat(reason.getSuppressed()[0]).hasMessageContaining("blockchain is disabled");
    }

    @Test
    void withABatchTheCallsThatAreNotFreeArePrepaid() {
        ChannelId id = world.openChannel(100);
        world.payment = PaymentStrategy.automatic().prepaid(Cogs.of(30));
        Channel channel = channel();

        unary(channel, "one");
        unary(channel, "two");
        unary(channel, "three");

        assertThat(type()).isEqualTo("prepaid-call");
        assertThat(world.daemon.freeCalls().made()).isEqualTo(2);
        assertThat(world.daemon.prepaid().used(id.value())).isEqualTo(Cogs.of(3));
    }

    @Test
    void trainingIsPaidByItself() {
        world.openChannel(100);
        world.payment = PaymentStrategy.automatic().prepaid(Cogs.of(30));
        Training training = world.client().training();
        ModelId model = training.createModel(NewModel.of("draw", "mine")).id();

        training.trainModel(training.trainModelPrice(model));

        assertThat(world.daemon.headersOf("train_model").get(PaymentHeaders.TYPE))
                .isEqualTo("train-call");
        assertThat(world.daemon.calls("GetFreeCallToken")).isZero();
        assertThat(world.daemon.calls("GetToken")).isZero();
    }

    @Test
    void payPerCallAsksForNothingElse() {
        world.openChannel(100);
        world.payment = PaymentStrategy.payPerCall();

        unary(channel(), "x");

        assertThat(type()).isEqualTo("escrow");
        assertThat(world.daemon.calls("GetFreeCallToken")).isZero();
    }
}
