package io.snet4j.internal.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.ClientStreamTracer;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.snet4j.errors.DaemonUnavailableException;
import io.snet4j.errors.DeadlineExceededException;
import io.snet4j.errors.PaymentOutcomeUnknownException;
import io.snet4j.errors.ServiceCallException;
import io.snet4j.errors.SnetException;
import io.snet4j.errors.SnetException.Charge;
import io.snet4j.errors.TrainingUnavailableException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every text that daemons are known to say, by daemon-errors.txt, and what it becomes. */
class KnownTextsTest {
    private static final String METHOD = "training.Daemon/train_model";
    private static final Set<String> RETRYABLE = Set.of("ChannelBusyException", "DaemonUnavailableException");
    private static final Set<Reason> TOLD_BY_CODE =
            Set.of(Reason.OTHER, Reason.UNREACHABLE, Reason.DEADLINE, Reason.UNIMPLEMENTED);

    static Stream<Arguments> texts() throws IOException {
        try (InputStream file = KnownTextsTest.class.getResourceAsStream("/daemon-errors.txt")) {
            String all = new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
            return all.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split(" \\| "))
                    .map(row ->
                            Arguments.of(Status.Code.valueOf(row[0].strip()), row[1], Reason.valueOf(row[2]), row[3]));
        }
    }

    private static CallFailure answered(Status status) {
        return answered(METHOD, status);
    }

    private static CallFailure answered(String method, Status status) {
        CallProbe probe = new CallProbe();
        ClientStreamTracer tracer = probe.newClientStreamTracer(
                ClientStreamTracer.StreamInfo.newBuilder().build(), new Metadata());
        tracer.outboundHeaders();
        tracer.inboundTrailers(new Metadata());
        return new CallFailure(method, status, probe);
    }

    /** Packages of users' services may be called as the daemon's are. */
    @ParameterizedTest
    @CsvSource({
        "training.Painter/paint, ProviderFailedException",
        "training.v2.Daemon/train_model, ProviderFailedException",
        "escrow.Notary/keep, ProviderFailedException",
        "a.B/c, ProviderFailedException",
        "training.Daemon/train_model, ServiceCallException",
        "escrow.PaymentChannelStateService/GetChannelState, ServiceCallException",
        "escrow.FreeCallStateService/GetFreeCallToken, ServiceCallException",
        "escrow.TokenService/GetToken, ServiceCallException"
    })
    void onlyTheDaemonsOwnServicesCountAsTheDaemons(String method, String type) {
        CallFailure failure = answered(method, Status.UNKNOWN.withDescription("whatever it is"));

        assertThat(failure.toException(Charge.NONE).getClass().getSimpleName()).isEqualTo(type);
    }

    @Test
    void aServiceThatLacksAMethodIsNoDaemonWithoutTraining() {
        assertThat(answered("training.Painter/paint", Status.UNIMPLEMENTED).reason())
                .isEqualTo(Reason.UNIMPLEMENTED);
        assertThat(answered(METHOD, Status.UNIMPLEMENTED).reason()).isEqualTo(Reason.TRAINING_OFF);
    }

    @Test
    void aConnectionThatClosedUnderTheCallIsNoAnswer() {
        Status status = Status.UNKNOWN.withDescription("channel closed").withCause(new ClosedChannelException());
        CallFailure failure = new CallFailure(METHOD, status, new CallProbe());

        assertThat(failure.reason()).isEqualTo(Reason.UNREACHABLE);
        assertThat(failure.toException(Charge.NONE)).isExactlyInstanceOf(DaemonUnavailableException.class);
    }

    @ParameterizedTest
    @MethodSource("texts")
    void eachTextHasItsReasonAndItsException(Status.Code code, String text, Reason reason, String type) {
        CallFailure failure = answered(code.toStatus().withDescription(text));
        SnetException exception = failure.toException(Charge.NONE);

        assertThat(failure.reason()).isEqualTo(reason);
        assertThat(exception.getClass().getSimpleName()).isEqualTo(type);
        assertThat(exception)
                .hasMessageContaining("train_model")
                .hasMessageContaining(text)
                .cause()
                .isInstanceOfSatisfying(
                        StatusRuntimeException.class,
                        original -> assertThat(original.getStatus().getCode()).isEqualTo(code));
        assertThat(exception.charge()).isEqualTo(Charge.NONE);
        assertThat(exception.isRetryable()).isEqualTo(RETRYABLE.contains(type));
    }

    /** So it costs no question whether it was paid: the daemon takes the payment back before it says any of these. */
    @ParameterizedTest
    @MethodSource("texts")
    void aKnownTextProvesThatNothingWasPaid(Status.Code code, String text, Reason reason, String type) {
        boolean proof = !TOLD_BY_CODE.contains(reason) || type.equals("TrainingUnavailableException");

        assertThat(answered(code.toStatus().withDescription(text)).refusedByDaemon())
                .isEqualTo(proof);
    }

    @Test
    void anUploadThatItsProviderBrokeOffIsTheProvidersFailure() {
        assertThat(answered(Status.UNKNOWN.withDescription("EOF")).reason()).isEqualTo(Reason.PROVIDER_FAILED);
    }

    static Stream<Arguments> codes() {
        return Stream.of(
                Arguments.of(Status.Code.UNAVAILABLE, DaemonUnavailableException.class),
                Arguments.of(Status.Code.CANCELLED, DaemonUnavailableException.class),
                Arguments.of(Status.Code.DEADLINE_EXCEEDED, DeadlineExceededException.class),
                Arguments.of(Status.Code.UNIMPLEMENTED, TrainingUnavailableException.class),
                Arguments.of(Status.Code.INTERNAL, ServiceCallException.class),
                Arguments.of(Status.Code.RESOURCE_EXHAUSTED, ServiceCallException.class));
    }

    @ParameterizedTest
    @MethodSource("codes")
    void withoutAKnownTextTheCodeDecides(Status.Code code, Class<? extends SnetException> type) {
        CallFailure failure = new CallFailure(METHOD, code.toStatus(), new CallProbe());

        assertThat(failure.toException(Charge.NONE)).isExactlyInstanceOf(type);
    }

    @Test
    void anUnknownOutcomeIsSaidSo() {
        CallFailure failure = new CallFailure(METHOD, Status.DEADLINE_EXCEEDED, new CallProbe());

        assertThat(failure.toException(Charge.UNKNOWN)).isExactlyInstanceOf(PaymentOutcomeUnknownException.class);
        assertThat(failure.toException(Charge.CHARGED).charge()).isEqualTo(Charge.CHARGED);
    }
}
