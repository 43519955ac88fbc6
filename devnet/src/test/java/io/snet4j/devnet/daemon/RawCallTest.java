package io.snet4j.devnet.daemon;

import static io.snet4j.devnet.daemon.RawCalls.METADATA;
import static io.snet4j.devnet.daemon.RawCalls.MODEL;
import static io.snet4j.devnet.daemon.RawCalls.call;
import static io.snet4j.devnet.daemon.RawCalls.message;
import static org.assertj.core.api.Assertions.assertThat;

import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.RequestHeaders;
import io.snet4j.wire.training.TrainingDaemonProto.TrainingMetadata;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the daemon answers to what is no call, or no request: word by word what snetd 6.2.3 and 6.0.0 answer. */
class RawCallTest {
    private static final String ECHO = "/" + EchoService.UNARY.getFullMethodName();
    private static final String UPLOAD = "/training.Daemon/upload_and_validate";
    private static final String CONFIGURATION = "/configuration_service.ConfigurationService/";
    private static final byte[] EMPTY = message(new byte[0]);

    private TestNet net = new TestNet(DaemonVersion.V6_2);
    private RawCalls calls = new RawCalls(net.daemon.uri());

    @AfterEach
    void close() {
        net.close();
    }

    private void play(DaemonVersion version) {
        net.close();
        net = new TestNet(version);
        calls = new RawCalls(net.daemon.uri());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "!!!|0",
                "a|0",
                "ab=|2",
                "abcd=|4",
                "====|0",
                "YQ=|2",
                "YQ===|2",
                "-_-_|0",
                "YQ,YQ|2",
                "abcde|4",
                "YQ==YQ==|4"
            })
    void aHeaderOfBytesThatIsNoBase64RefusesAnyCall(String value, int place) {
        for (String path : new String[] {METADATA, ECHO, UPLOAD, "/nope"}) {
            assertThat(calls.verdict(call(path).set("x-bin", value), EMPTY))
                    .as(path)
                    .isEqualTo("400 13 malformed binary metadata \"" + value
                            + "\" in header \"x-bin\": illegal base64 data at input byte " + place);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "YWJj", "YQ", "YQ==", "YR==", "abc="})
    void base64IsReadWithAndWithoutPadding(String value) {
        assertThat(calls.verdict(call(METADATA).set("x-bin", value), EMPTY)).isEqualTo("200 0 ");
    }

    @Test
    void aCallThatIsRefusedByItsHeadersIsNotReadToItsEnd() {
        assertThat(RawCalls.verdict(calls.sendOpen(call(METADATA).set("x-bin", "!!!"))))
                .startsWith("400 13 malformed binary metadata");
        assertThat(RawCalls.verdict(calls.sendOpen(call(METADATA).set("grpc-timeout", "x"))))
                .startsWith("400 13 malformed grpc-timeout");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/nope", "/", "/training.Daemon", "/heartbeat", "/nope?x=1"})
    void aPathWithoutServiceAndMethodIsMalformed(String path) {
        assertThat(calls.verdict(call(path), EMPTY)).isEqualTo("200 12 malformed method name: \"" + path + "\"");
    }

    @ParameterizedTest
    @CsvSource({
        "application/grpc+foo,application/grpc+foo",
        "application/grpc+PROTO,application/grpc+PROTO",
        "application/grpc;x,application/grpc+x",
        "application/grpc+,application/grpc",
        "application/grpc,application/grpc"
    })
    void anUnknownKindOfMessageIsTakenForProtobufAndItsNameRepeated(String type, String answered) {
        AggregatedHttpResponse answer = calls.send(call(METADATA).set("content-type", type), EMPTY);
        assertThat(RawCalls.verdict(answer)).isEqualTo("200 0 ");
        assertThat(answer.headers().get("content-type")).isEqualTo(answered);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/json", "application/grpcfoo", "application/grpc-web"})
    void anotherContentTypeIsNoCall(String type) {
        assertThat(calls.verdict(call(METADATA).set("content-type", type), EMPTY))
                .isEqualTo("415 3 invalid gRPC request content-type \"" + type + "\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1|transport: timeout string is too short: \"1\"",
                "123456789S|transport: timeout string is too long: \"123456789S\"",
                "1x|transport: timeout unit is not recognized: \"1x\"",
                "-1S|strconv.ParseUint: parsing \"-1\": invalid syntax",
                "1.5S|strconv.ParseUint: parsing \"1.5\": invalid syntax"
            })
    void aTimeoutThatCannotBeReadRefusesTheCall(String timeout, String reason) {
        for (String path : new String[] {METADATA, ECHO}) {
            assertThat(calls.verdict(call(path).set("grpc-timeout", timeout), EMPTY))
                    .isEqualTo("400 13 malformed grpc-timeout: " + reason);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aTimeoutOfNothingIsOverAtOnceOrMalformed(DaemonVersion version) {
        play(version);
        assertThat(calls.verdict(call(METADATA).set("grpc-timeout", "0S"), EMPTY))
                .isEqualTo(
                        version == DaemonVersion.V6_0
                                ? "400 13 malformed grpc-timeout: transport: timeout must be positive: \"0S\""
                                : "200 4 context deadline exceeded");
    }

    @ParameterizedTest
    @ValueSource(strings = {"foo", "deflate", "GZIP", "gzip,identity"})
    void anUnknownCompressionIsUnimplemented(String name) {
        for (String path : new String[] {METADATA, ECHO, UPLOAD}) {
            assertThat(calls.verdict(call(path).set("grpc-encoding", name), EMPTY))
                    .isEqualTo("200 12 grpc: Decompressor is not installed for grpc-encoding \"" + name + "\"");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1,grpc: compressed flag set with identity or empty encoding",
        "2,grpc: received unexpected payload format 2",
        "128,grpc: received unexpected payload format 128"
    })
    void aMessageMarkedWronglyIsRefused(int mark, String text) {
        for (String path : new String[] {METADATA, ECHO}) {
            byte[] marked = EMPTY.clone();
            marked[0] = (byte) mark;
            assertThat(calls.verdict(call(path), marked)).isEqualTo("200 13 " + text);
        }
    }

    @Test
    void gzipIsAnsweredWithGzip() throws Exception {
        byte[] request = MessageMeter.framed(GoGzip.compress(new byte[0]), true);
        AggregatedHttpResponse answer = calls.send(call(METADATA).set("grpc-encoding", "gzip"), request);
        assertThat(RawCalls.verdict(answer)).isEqualTo("200 0 ");
        assertThat(answer.headers().get("grpc-encoding")).isEqualTo("gzip");
        byte[] framed = answer.content().array();
        assertThat(framed[0]).isEqualTo((byte) 1);
        byte[] reply = GoGzip.decompress(Arrays.copyOfRange(framed, MessageMeter.HEAD, framed.length), 1000);
        assertThat(TrainingMetadata.parseFrom(reply).getTrainingEnabled()).isTrue();
    }

    @Test
    void aMessageIsMeasuredWithoutItsCompression() {
        byte[] bomb = MessageMeter.framed(GoGzip.compress(new byte[5 << 20]), true);
        assertThat(calls.verdict(call(MODEL).set("grpc-encoding", "gzip"), bomb))
                .isEqualTo("200 8 grpc: received message after decompression larger than max 4194304");
    }

    @Test
    void aRequestWithoutAMessageOrWithHalfOfOneIsNone() {
        byte[] cut = {0, 0, 0, 0, 5, 10};
        for (String path : new String[] {METADATA, MODEL, CONFIGURATION + "GetConfiguration"}) {
            assertThat(calls.verdict(call(path), new byte[0])).isEqualTo("200 2 EOF");
            assertThat(calls.verdict(call(path), new byte[3])).isEqualTo("200 2 EOF");
            assertThat(calls.verdict(call(path), cut)).isEqualTo("200 2 unexpected EOF");
        }
        assertThat(calls.verdict(call(ECHO), new byte[0])).isEqualTo("200 2 EOF");
        assertThat(calls.verdict(call(ECHO), cut)).isEqualTo("200 13 unexpected EOF");
    }

    @Test
    void whatFollowsAUnaryRequestIsDropped() {
        byte[] two = Arrays.copyOf(EMPTY, 2 * EMPTY.length);
        assertThat(calls.verdict(call(METADATA), two)).isEqualTo("200 0 ");
    }

    @Test
    void aMessageThatIsNoProtobufIsRefusedBeforeItsPayment() {
        for (String method : new String[] {"get_model", "get_training_metadata", "train_model"}) {
            assertThat(calls.verdict(
                            call("/training.Daemon/" + method), message(new byte[] {(byte) 0xff, (byte) 0xff})))
                    .isEqualTo(
                            "200 13 grpc: error unmarshalling request: proto: cannot parse invalid wire-format data");
        }
        assertThat(calls.verdict(call(MODEL), message(new byte[] {0x12, 2, (byte) 0xff, (byte) 0xfe})))
                .isEqualTo("200 13 grpc: error unmarshalling request: string field contains invalid UTF-8");
    }

    @ParameterizedTest
    @EnumSource
    void theHealthOfAllServicesIsNotTold(DaemonVersion version) {
        play(version);
        assertThat(calls.verdict(call("/grpc.health.v1.Health/List"), EMPTY))
                .isEqualTo(
                        version == DaemonVersion.V6_0
                                ? "200 13 snet4j devnet: a real daemon dies here: the health of all services was asked for"
                                : "200 12 method List not implemented");
    }

    @ParameterizedTest
    @EnumSource
    void theConfigurationServiceDiesOfARequestWithoutAuthentication(DaemonVersion version) {
        play(version);
        for (String method : new String[] {
            "GetConfiguration",
            "UpdateConfiguration",
            "StopProcessingRequests",
            "StartProcessingRequests",
            "IsDaemonProcessingRequests"
        }) {
            assertThat(calls.verdict(call(CONFIGURATION + method), EMPTY))
                    .isEqualTo(
                            "200 13 snet4j devnet: a real daemon dies here: a request to the configuration service has"
                                    + " no authentication");
        }
    }

    @Test
    void theConfigurationServiceRefusesWhoIsNoOperator() {
        String path = CONFIGURATION + "GetConfiguration";
        byte[] now = RawMessages.authentication(
                net.owner
                        .identity()
                        .signMessage(RawMessages.signed(
                                RawMessages.text("_GetConfiguration"), RawMessages.word(net.chain.head()))),
                net.chain.head());
        assertThat(calls.verdict(call(path), message(now)))
                .isEqualTo("200 2 unauthorized access, " + net.owner.identity().address() + " is not authorized");
        assertThat(calls.verdict(call(path), message(RawMessages.authentication(new byte[64], net.chain.head()))))
                .isEqualTo("200 2 incorrect signature length");
        assertThat(calls.verdict(call(path), message(RawMessages.authentication(new byte[65], -1))))
                .isEqualTo("200 2 authentication failed as the signature passed has expired");
        assertThat(calls.verdict(call(path), message(new byte[] {10, 1, (byte) 0xff})))
                .startsWith("200 13 grpc: error unmarshalling request");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "PUT", "OPTIONS", "DELETE"})
    void anotherMethodThanPostIsNotAllowed(String method) {
        assertThat(calls.verdict(
                        RequestHeaders.builder(HttpMethod.valueOf(method), METADATA)
                                .set("content-type", "application/grpc"),
                        new byte[0]))
                .isEqualTo("405 13 Received a HEADERS frame with :method \"" + method + "\" which should be POST");
    }

    @Test
    void answersHaveNoHeadersThatTheRealDaemonDoesNotSend() {
        AggregatedHttpResponse ok = calls.send(call(METADATA), EMPTY);
        assertThat(RawCalls.names(ok.headers())).containsExactly(":status", "content-type");
        assertThat(ok.headers().get("content-type")).isEqualTo("application/grpc");
        assertThat(RawCalls.names(ok.trailers())).containsExactly("grpc-message", "grpc-status");
        for (String path : new String[] {MODEL, ECHO, "/nope"}) {
            assertThat(RawCalls.names(calls.send(call(path), EMPTY).headers()))
                    .containsExactly(":status", "content-type", "grpc-message", "grpc-status");
        }
    }

    @Test
    void aHeaderThatIsNoAsciiIsQuotedAsUtf8() {
        String sent = new String("é".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        assertThat(calls.verdict(call(ECHO).set("snet-payment-channel-id", sent), EMPTY))
                .isEqualTo("200 3 incorrect format \"snet-payment-channel-id\": \"é\"");
    }
}
