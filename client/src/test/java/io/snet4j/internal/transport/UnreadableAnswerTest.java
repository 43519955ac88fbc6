package io.snet4j.internal.transport;

import static io.snet4j.internal.transport.RawDaemon.ALL_WELL;
import static io.snet4j.internal.transport.RawDaemon.announced;
import static io.snet4j.internal.transport.RawDaemon.frame;
import static io.snet4j.internal.transport.RawDaemon.grpc;
import static io.snet4j.internal.transport.RawDaemon.gzip;
import static io.snet4j.internal.transport.RawDaemon.joined;
import static io.snet4j.internal.transport.RawDaemon.repeated;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.Empty;
import com.linecorp.armeria.common.HttpHeaders;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;
import io.grpc.MethodDescriptor;
import io.snet4j.errors.SnetException;
import io.snet4j.errors.SnetException.Charge;
import io.snet4j.errors.UnreadableAnswerException;
import io.snet4j.internal.core.Budget;
import io.snet4j.observe.SnetListener;
import io.snet4j.wire.escrow.PaymentChannelStateServiceGrpc;
import io.snet4j.wire.escrow.StateServiceProto.ChannelStateRequest;
import io.snet4j.wire.training.DaemonGrpc;
import io.snet4j.wire.training.TrainingDaemonProto.AllModelsRequest;
import io.snet4j.wire.training.TrainingDaemonProto.CommonRequest;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bytes that are no answer, and words that only sound like them. */
class UnreadableAnswerTest {
    private static final byte[] NO_MESSAGE = {(byte) 0xff, (byte) 0xff, (byte) 0xff};
    private static final byte[] EMPTY_MODEL = {0x0a, 0};

    /** For all, since its server takes seconds to end. */
    private static final RawDaemon DAEMON = new RawDaemon();

    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @AfterAll
    static void stopDaemon() {
        DAEMON.close();
    }

    private Replicas connection(Connections.Rules rules, Supplier<HttpResponse> answer) {
        DAEMON.answer(answer);
        return Connections.to(List.of(DAEMON.endpoint()), rules).open(threads);
    }

    static Stream<Arguments> garbage() {
        return Stream.of(
                answer("bytes that are no message", () -> grpc(frame(0, NO_MESSAGE), ALL_WELL)),
                answer("a text", () -> grpc("I am a teapot".getBytes(UTF_8), ALL_WELL)),
                answer("a frame of an unknown kind", () -> grpc(frame(0x82, new byte[0]), ALL_WELL)),
                answer(
                        "a packed message without the name of the packing",
                        () -> grpc(frame(1, gzip(new byte[9])), ALL_WELL)),
                answer("an unknown packing", () -> grpc(frame(1, NO_MESSAGE), ALL_WELL, "grpc-encoding", "made-up")),
                answer("a packing that is none", () -> grpc(frame(1, NO_MESSAGE), ALL_WELL, "grpc-encoding", "gzip")),
                answer(
                        "a packing that ends too early",
                        () -> grpc(
                                frame(1, Arrays.copyOf(gzip(new byte[1000]), 12)), ALL_WELL, "grpc-encoding", "gzip")),
                answer(
                        "a packing of a hundred megabytes",
                        () -> grpc(frame(1, gzip(new byte[100_000_000])), ALL_WELL, "grpc-encoding", "gzip")),
                answer("a message of five megabytes", () -> grpc(frame(0, new byte[5_000_000]), ALL_WELL)),
                answer(
                        "a message that says that it has two gigabytes",
                        () -> grpc(announced(0, Integer.MAX_VALUE, NO_MESSAGE), ALL_WELL)),
                answer("a message of less than no bytes", () -> grpc(announced(0, -1, NO_MESSAGE), ALL_WELL)),
                answer("a message that is cut off", () -> grpc(announced(0, 100, NO_MESSAGE), ALL_WELL)),
                answer("no message", () -> grpc(new byte[0], ALL_WELL)),
                answer("two messages", () -> grpc(joined(frame(0, new byte[0]), frame(0, new byte[0])), ALL_WELL)),
                answer("two million empty models", () -> grpc(frame(0, repeated(EMPTY_MODEL, 2_000_000)), ALL_WELL)),
                answer(
                        "a million addresses of one model",
                        () -> grpc(
                                frame(
                                        0,
                                        joined(
                                                new byte[] {0x0a, (byte) 0x80, (byte) 0x89, 0x7a},
                                                repeated(new byte[] {0x4a, 0}, 1_000_000))),
                                ALL_WELL)),
                answer(
                        "a million unknown numbers",
                        () -> grpc(frame(0, repeated(new byte[] {(byte) 0xa8, 6, 1}, 1_000_000)), ALL_WELL)),
                answer("groups in groups", () -> grpc(frame(0, repeated(new byte[] {0x0b}, 100_000)), ALL_WELL)),
                answer("a page", () -> HttpResponse.of(HttpStatus.OK, MediaType.HTML_UTF_8, "<h1>Welcome</h1>")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("garbage")
    void whatCannotBeReadIsNeitherARefusalNorAnOutage(String name, Supplier<HttpResponse> answer) {
        CallFailure failure =
                failure(answer, DaemonGrpc.getGetAllModelsMethod(), AllModelsRequest.getDefaultInstance());

        assertThat(failure.reason()).isEqualTo(Reason.UNREADABLE);
        assertThat(failure.refusedByDaemon()).isFalse();
        assertThat(failure.sent()).isTrue();
        for (Charge charge : List.of(Charge.NONE, Charge.CHARGED)) {
            SnetException exception = failure.toException(charge);
            assertThat(exception).isExactlyInstanceOf(UnreadableAnswerException.class);
            assertThat(exception.charge()).isEqualTo(charge);
            assertThat(exception.isRetryable()).isFalse();
        }
    }

    static Stream<Arguments> words() {
        return Stream.of(
                answer("its own limit", () -> refusal(8, "gRPC message exceeds maximum size 4194304: 5000000")),
                answer(
                        "a broken frame of its provider's",
                        () -> refusal(13, "gRPC frame header malformed: reserved bits")),
                answer("a stream of its provider's", () -> refusal(13, "Encountered end-of-stream mid-frame")),
                answer("a provider that gave nothing", () -> refusal(13, "No value received for unary call")),
                answer("a provider that gave two", () -> refusal(13, "More than one value received for unary call")),
                answer("an answer that it could not read", () -> refusal(1, "Failed to read message.")),
                answer("its own packing", () -> refusal(13, "Can't find decompressor for made-up")),
                answer("a page of its provider's", () -> refusal(2, "HTTP status code 200")),
                answer(
                        "a failure behind half an answer",
                        () -> grpc(
                                announced(0, 100, NO_MESSAGE),
                                HttpHeaders.of("grpc-status", "13", "grpc-message", "broke"))),
                answer(
                        "a proxy's page",
                        () -> HttpResponse.of(HttpStatus.BAD_GATEWAY, MediaType.HTML_UTF_8, "<h1>Bad gateway</h1>")),
                answer("a proxy that is overloaded", () -> HttpResponse.of(HttpStatus.SERVICE_UNAVAILABLE)),
                answer("an answer that is cut off with its stream", UnreadableAnswerTest::reset));
    }

    private static HttpResponse refusal(int code, String words) {
        return HttpResponse.of(ResponseHeaders.builder(200)
                .add("content-type", "application/grpc")
                .add("grpc-status", Integer.toString(code))
                .add("grpc-message", words)
                .build());
    }

    private static HttpResponse reset() {
        var response = HttpResponse.streaming();
        response.write(ResponseHeaders.of(HttpStatus.OK, "content-type", "application/grpc"));
        response.close(new IllegalStateException("the daemon broke"));
        return response;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("words")
    void aDaemonsOwnWordsAndALostConnectionAreNoUnreadableAnswer(String name, Supplier<HttpResponse> answer) {
        CallFailure failure =
                failure(answer, DaemonGrpc.getGetAllModelsMethod(), AllModelsRequest.getDefaultInstance());

        assertThat(failure.reason()).isNotEqualTo(Reason.UNREADABLE);
        assertThat(failure.toException(Charge.NONE)).isNotInstanceOf(UnreadableAnswerException.class);
    }

    @ParameterizedTest(name = "{0} bytes")
    @ValueSource(ints = {70_000, 1_000_000})
    void aChannelsStateMayBeSmallOnly(int bytes) {
        byte[] unknown = joined(
                new byte[] {
                    (byte) 0xaa,
                    6,
                    (byte) (bytes & 0x7f | 0x80),
                    (byte) (bytes >> 7 & 0x7f | 0x80),
                    (byte) (bytes >> 14)
                },
                new byte[bytes]);
        Supplier<HttpResponse> answer = () -> grpc(frame(0, unknown), ALL_WELL);

        assertThat(failure(
                                answer,
                                PaymentChannelStateServiceGrpc.getGetChannelStateMethod(),
                                AnswerLimit.STATE,
                                ChannelStateRequest.getDefaultInstance())
                        .reason())
                .isEqualTo(Reason.UNREADABLE);
    }

    @Test
    void aConnectionThatEndsInAnAnswerIsAnOutage() {
        CallFailure failure = failure(
                UnreadableAnswerTest::reset, DaemonGrpc.getGetModelMethod(), CommonRequest.getDefaultInstance());

        assertThat(failure.toException(Charge.NONE)).isNotInstanceOf(UnreadableAnswerException.class);
    }

    @Test
    void aPageOfTenThousandModelsIsRead() throws CallFailure {
        byte[] model = {0x0a, 8, 0x0a, 6, 'm', 'o', 'd', 'e', 'l', '1'};
        try (Replicas connection =
                connection(Connections.Rules.defaults(), () -> grpc(frame(0, repeated(model, 10_000)), ALL_WELL))) {
            assertThat(UnaryCall.of(DaemonGrpc.getGetAllModelsMethod(), AnswerLimit.CONTROL)
                            .send(connection, AllModelsRequest.getDefaultInstance(), budget())
                            .getListOfModelsCount())
                    .isEqualTo(10_000);
        }
    }

    @Test
    void theLimitOfTheUserIsForTheServicesOwnMethods() throws CallFailure {
        byte[] unknown = joined(new byte[] {(byte) 0xaa, 6, (byte) 0xc0, (byte) 0x84, 0x3d}, new byte[1_000_000]);
        var rules = new Connections.Rules(false, Tls.defaults(), 1000, SnetListener.none());
        try (Replicas connection = connection(rules, () -> grpc(frame(0, unknown), ALL_WELL))) {
            assertThat(UnaryCall.of(DaemonGrpc.getGetTrainingMetadataMethod(), AnswerLimit.CONTROL)
                            .send(connection, Empty.getDefaultInstance(), budget())
                            .getSerializedSize())
                    .isGreaterThan(1_000_000);
        }
    }

    private <Q, R> CallFailure failure(Supplier<HttpResponse> answer, MethodDescriptor<Q, R> method, Q request) {
        return failure(answer, method, AnswerLimit.CONTROL, request);
    }

    private <Q, R> CallFailure failure(
            Supplier<HttpResponse> answer, MethodDescriptor<Q, R> method, int limit, Q request) {
        try (Replicas connection = connection(Connections.Rules.defaults(), answer)) {
            return catchThrowableOfType(
                    CallFailure.class, () -> UnaryCall.of(method, limit).send(connection, request, budget()));
        }
    }

    private static Budget budget() {
        return Budget.of(Duration.ofSeconds(60));
    }

    private static Arguments answer(String name, Supplier<HttpResponse> answer) {
        return Arguments.of(name, answer);
    }
}
