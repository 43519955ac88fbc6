package io.snet4j.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.grpc.Channel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.snet4j.errors.SnetException;
import io.snet4j.errors.SnetException.Charge;
import io.snet4j.errors.UnreadableAnswerException;
import io.snet4j.grpc.DynamicCalls;
import io.snet4j.grpc.DynamicMethod;
import io.snet4j.grpc.PaidChannel;
import io.snet4j.payment.PaymentStrategy;
import io.snet4j.payment.SpendingLimit;
import io.snet4j.scripted.EchoCalls;
import io.snet4j.scripted.World;
import io.snet4j.training.ModelFilter;
import io.snet4j.training.ModelId;
import io.snet4j.training.ModelStatus;
import io.snet4j.training.NewModel;
import io.snet4j.training.Training;
import io.snet4j.training.TrainingQuote;
import io.snet4j.training.WaitOptions;
import io.snet4j.value.ChannelId;
import io.snet4j.value.Cogs;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The daemon does the work, takes the payment, and sends an answer that nobody can read. */
class UnreadableAnswersTest {
    private static final byte[] GARBAGE = {(byte) 0xff, (byte) 0xff, (byte) 0xff};
    private static final Cogs PRICE = Cogs.of(3);

    private final World world = new World();

    @AfterEach
    void close() {
        world.close();
    }

    @ParameterizedTest
    @EnumSource
    void aPaidCallIsChargedAndNotToBeRepeated(PaidCall call, @TempDir Path folder) {
        try (Stage stage = new Stage(call, folder)) {
            stage.daemon().garble(call.method(), GARBAGE);
            int before = stage.daemon().calls(call.method());

            SnetException failure = stage.attempt().orElseThrow();

            assertThat(failure).isExactlyInstanceOf(UnreadableAnswerException.class);
            assertThat(failure.charge()).isEqualTo(Charge.CHARGED);
            assertThat(failure.isRetryable()).isFalse();
            assertThat(failure).hasMessageContaining("cannot be read");
            assertThat(stage.daemon().calls(call.method())).isEqualTo(before + 1);
            stage.daemon().relent();
            assertThat(stage.attempt()).isEmpty();
        }
    }

    @Test
    void aStubSeesAnInternalErrorAndTheReasonBehindIt() {
        ChannelId channel = world.openChannel(100);
        Channel stub = PaidChannel.of(world.client());
        world.daemon.garble("Unary", GARBAGE);

        StatusRuntimeException failure =
                catchThrowableOfType(StatusRuntimeException.class, () -> EchoCalls.unary(stub, "x"));

        assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.INTERNAL);
        requireUnreadable(EchoCalls.reason(failure), Charge.CHARGED);
        assertThat(world.daemon.ledger().signed(channel.value())).isEqualTo(PRICE);
        world.daemon.relent();
        assertThat(EchoCalls.unary(stub, "x")).isEqualTo("x");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Unary", "Server"})
    void soDoesACallWithoutAStub(String name) {
        world.openChannel(100);
        DynamicMethod method = DynamicCalls.of(world.client()).method(name);
        var request = method.newRequest("\"x\"").build();
        world.daemon.garble(name, GARBAGE);

        StatusRuntimeException failure = catchThrowableOfType(StatusRuntimeException.class, () -> {
            if (name.equals("Unary")) {
                method.unary(request);
            } else {
                method.serverStreaming(request).forEachRemaining(answer -> {});
            }
        });

        requireUnreadable(EchoCalls.reason(failure), Charge.CHARGED);
    }

    @Test
    void aPaidAnswerThatIsMissingIsChargedToo() {
        world.openChannel(100);
        Channel stub = PaidChannel.of(world.client());
        world.daemon.withhold("Unary");

        requireUnreadable(EchoCalls.failure(stub, "x"), Charge.CHARGED);

        assertThat(world.settled).containsExactly(Charge.CHARGED);
        assertThat(world.daemon.calls("Unary")).isEqualTo(1);
    }

    static Stream<Arguments> freeQuestions() {
        return Stream.of(
                question("get_training_metadata", (training, model) -> training.getTrainingMetadata()),
                question("get_model", (training, model) -> training.getModel(model)),
                question("get_all_models", (training, model) -> training.getAllModels(ModelFilter.all())
                        .toList()),
                question("train_model_price", (training, model) -> training.trainModelPrice(model)),
                question("validate_model_price", (training, model) -> training.validateModelPrice(model)),
                question("create_model", (training, model) -> training.createModel(NewModel.of("draw", "mine"))),
                question("delete_model", (training, model) -> training.deleteModel(model)));
    }

    private static Arguments question(String method, BiConsumer<Training, ModelId> ask) {
        return Arguments.of(method, ask);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("freeQuestions")
    void aFreeQuestionIsAskedOnce(String method, BiConsumer<Training, ModelId> ask) {
        Training training = world.client().training();
        ModelId model = training.createModel(NewModel.of("draw", "mine")).id();
        int before = world.daemon.calls(method);
        world.daemon.garble(method, GARBAGE);

        assertThatThrownBy(() -> ask.accept(training, model))
                .isInstanceOfSatisfying(SnetException.class, failure -> requireUnreadable(failure, Charge.NONE));

        assertThat(world.daemon.calls(method)).isEqualTo(before + 1);
    }

    @Test
    void aStateThatCannotBeReadIsNoReasonToSign() {
        world.openChannel(100);
        Channel stub = PaidChannel.of(world.client());
        world.daemon.garble("GetChannelState", GARBAGE);

        requireUnreadable(EchoCalls.failure(stub, "x"), Charge.NONE);

        assertThat(world.signed).isEmpty();
        assertThat(world.daemon.calls("GetChannelState")).isEqualTo(1);
    }

    @Test
    void aBatchWhoseTokenCannotBeReadIsNotSignedTwice() {
        world.payment = PaymentStrategy.prepaid(Cogs.of(9));
        ChannelId channel = world.openChannel(100);
        Channel stub = PaidChannel.of(
                world.client(SpendingLimit.builder().total(Cogs.of(50)).build()));
        world.daemon.garble("GetToken", GARBAGE);

        assertThat(EchoCalls.failure(stub, "x")).isExactlyInstanceOf(UnreadableAnswerException.class);

        world.daemon.relent();
        assertThat(EchoCalls.unary(stub, "x")).isEqualTo("x");
        assertThat(world.daemon.ledger().signed(channel.value())).isEqualTo(Cogs.of(9));
    }

    @Test
    void aFreeCallsTokenThatCannotBeReadIsNotPaidFor() {
        world.freeCalls = OptionalLong.of(3);
        world.openChannel(100);
        Channel stub = PaidChannel.of(world.client());
        world.daemon.garble("GetFreeCallToken", GARBAGE);

        requireUnreadable(EchoCalls.failure(stub, "x"), Charge.NONE);

        assertThat(world.signed).isEmpty();
    }

    @Test
    void whoStillWaitsForAModelHearsOfIt() {
        Training training = world.client().training();
        ModelId model = training.createModel(NewModel.of("draw", "mine")).id();
        TrainingQuote quote = training.trainModelPrice(model);
        world.daemon.garble("get_model", GARBAGE);

        assertThat(quote.price()).isEqualTo(Cogs.of(5));
        assertThatThrownBy(() -> training.awaitStatus(
                        model, ModelStatus.READY_TO_USE, WaitOptions.atMost(Duration.ofMinutes(5))))
                .isExactlyInstanceOf(UnreadableAnswerException.class);
    }

    private static void requireUnreadable(SnetException failure, Charge charge) {
        assertThat(failure).isExactlyInstanceOf(UnreadableAnswerException.class);
        assertThat(failure.charge()).isEqualTo(charge);
        assertThat(failure.isRetryable()).isFalse();
    }
}
