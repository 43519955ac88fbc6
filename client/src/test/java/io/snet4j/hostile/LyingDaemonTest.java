package io.snet4j.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import io.snet4j.errors.AuthorizationExpiredException;
import io.snet4j.errors.PaymentException;
import io.snet4j.errors.ServiceCallException;
import io.snet4j.errors.SnetException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each lie, told to each kind of paid call: no more is signed than was agreed to, the error names the lie, nothing
 * happens on chain, and when the daemon is honest again the next call goes through.
 */
class LyingDaemonTest {
    static Stream<Arguments> statesAndCalls() {
        return told(StateLies.all());
    }

    static Stream<Arguments> refusalsAndCalls() {
        return told(RefusalLies.all());
    }

    private static Stream<Arguments> told(List<Lie> lies) {
        return lies.stream().flatMap(lie -> Stream.of(PaidCall.values()).map(call -> Arguments.of(lie, call)));
    }

    /** Guard of D11: {@code StateReader.proven}, which wants our signature for what the daemon says. */
    @Tag("D11")
    @ParameterizedTest(name = "{0}, told to a client that begins, {1}")
    @MethodSource("statesAndCalls")
    void aLieAboutTheChannelGetsNoSignatureOfANewClient(Lie lie, PaidCall call, @TempDir Path folder) {
        try (Stage stage = new Stage(call, folder)) {
            lie.tell().accept(stage);
            stage.newVictim();
            int before = stage.daemon().wiretap().claims().size();

            lie.check(stage.attempt());

            assertThat(stage.daemon().wiretap().claims())
                    .hasSize(before + (lie.error().isPresent() ? 0 : 1));
            honestAgain(stage);
        }
    }

    /** Guard of D11: {@code StateReader.proven}, which wants our signature for what the daemon says. */
    @Tag("D11")
    @ParameterizedTest(name = "{0}, told to a client that knows better, {1}")
    @MethodSource("statesAndCalls")
    void aLieAboutTheChannelGetsNoFurtherSignatureOfAClientThatPaidBefore(
            Lie lie, PaidCall call, @TempDir Path folder) {
        try (Stage stage = new Stage(call, folder)) {
            lie.tell().accept(stage);
            stage.doubt();

            lie.check(stage.attempt());

            honestAgain(stage);
        }
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("refusalsAndCalls")
    void aFalseReasonToRefuseGetsNoOtherSignature(Lie lie, PaidCall call, @TempDir Path folder) {
        try (Stage stage = new Stage(call, folder)) {
            lie.tell().accept(stage);

            lie.check(stage.attempt());
            lie.check(stage.attempt());

            honestAgain(stage);
        }
    }

    /** Why a daemon may say that it does not tell a channel's state. */
    static Stream<Arguments> silences() {
        return told(List.of(
                silence(
                        "authentication failed as the signature passed has expired",
                        AuthorizationExpiredException.class),
                silence("channel is not found, channelId: 0", PaymentException.class),
                silence("only channel signer/sender/receiver can get latest channel state", PaymentException.class),
                silence("incorrect signature", PaymentException.class),
                silence("unable to read channel details from blockchain.", ServiceCallException.class)));
    }

    private static Lie silence(String text, Class<? extends SnetException> error) {
        Status status = Status.UNKNOWN.withDescription(text);
        return new Lie(text, stage -> stage.daemon().refuseAlways("GetChannelState", status), Optional.of(error), text);
    }

    @ParameterizedTest(name = "\"{0}\", {1}")
    @MethodSource("silences")
    void aDaemonThatDoesNotTellTheStateGetsNoSignatureOfANewClient(Lie lie, PaidCall call, @TempDir Path folder) {
        try (Stage stage = new Stage(call, folder)) {
            lie.tell().accept(stage);
            stage.newVictim();
            int before = stage.daemon().wiretap().claims().size();
            int asked = stage.daemon().calls("GetChannelState");

            lie.check(stage.attempt());

            assertThat(stage.daemon().wiretap().claims()).hasSize(before);
            assertThat(stage.daemon().calls("GetChannelState")).isBetween(asked + 1, asked + 3);
            honestAgain(stage);
        }
    }

    private static void honestAgain(Stage stage) {
        stage.daemon().relent();
        assertThat(stage.attempt()).isEmpty();
        assertThat(stage.world.chain.transactions()).isEmpty();
        assertThat(stage.world.deposits).isEmpty();
    }
}
