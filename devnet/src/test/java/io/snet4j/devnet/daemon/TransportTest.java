package io.snet4j.devnet.daemon;

import static io.snet4j.devnet.daemon.TestNet.CHANNEL;
import static io.snet4j.devnet.daemon.TestNet.failure;
import static io.snet4j.devnet.daemon.TestNet.textOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.Empty;
import com.linecorp.armeria.client.WebClient;
import com.linecorp.armeria.client.grpc.GrpcClients;
import com.sun.net.httpserver.HttpServer;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptors;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.StreamObserver;
import io.snet4j.registry.Pricing;
import io.snet4j.value.Cogs;
import io.snet4j.wire.escrow.PaymentChannelStateServiceGrpc;
import io.snet4j.wire.escrow.StateServiceProto.ChannelStateReply;
import io.snet4j.wire.escrow.StateServiceProto.ChannelStateRequest;
import io.snet4j.wire.training.DaemonGrpc;
import io.snet4j.wire.training.ModelGrpc;
import io.snet4j.wire.training.TrainingDaemonProto.MethodMetadataRequest;
import io.snet4j.wire.training.TrainingDaemonProto.TrainingMetadata;
import io.snet4j.wire.training.TrainingProto.ModelID;
import io.snet4j.wire.training.TrainingProto.Status;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One port for everything, and calls that the daemon does not know. */
class TransportTest {
    private static final int MIB = 1 << 20;

    private TestNet net = new TestNet(DaemonVersion.V6_2);

    @AfterEach
    void close() {
        net.close();
    }

    private void play(DaemonVersion version) {
        net.close();
        net = new TestNet(version);
    }

    private Channel paid(long amount) {
        return Caller.with(net.channel, net.owner.payment("escrow", CHANNEL, 0, amount));
    }

    private static final class Collector implements StreamObserver<String> {
        final BlockingQueue<String> messages = new LinkedBlockingQueue<>();
        final CompletableFuture<String> end = new CompletableFuture<>();

        @Override
        public void onNext(String message) {
            messages.add(message);
        }

        @Override
        public void onError(Throwable cause) {
            end.completeExceptionally(cause);
        }

        @Override
        public void onCompleted() {
            end.complete("completed");
        }

        String result() throws Throwable {
            try {
                return end.orTimeout(10, TimeUnit.SECONDS).join();
            } catch (CompletionException e) {
                throw e.getCause();
            }
        }

        String next() throws InterruptedException {
            return "" + messages.poll(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void serverStreamsPassThrough() {
        assertThat(EchoService.stream(paid(10), "one two three")).toIterable().containsExactly("one", "two", "three");
        assertThat(net.authorized()).isEqualTo(10);
    }

    @Test
    void clientStreamsPassThroughWhateverTheirLength() {
        Collector answer = new Collector();
        StreamObserver<String> requests = ClientCalls.asyncClientStreamingCall(
                paid(10).newCall(EchoService.CLIENT_STREAM, CallOptions.DEFAULT), answer);
        String piece = "x".repeat(MIB);
        for (int i = 0; i < 20; i++) {
            requests.onNext(piece);
        }
        requests.onCompleted();
        assertThat(answer.end.orTimeout(20, TimeUnit.SECONDS).join()).isEqualTo("completed");
        assertThat(answer.messages).containsExactly(Integer.toString(20 * MIB));
        assertThat(net.authorized()).isEqualTo(10);
    }

    @Test
    void conversationsPassThroughMessageByMessage() throws InterruptedException {
        Collector answers = new Collector();
        StreamObserver<String> requests =
                ClientCalls.asyncBidiStreamingCall(paid(10).newCall(EchoService.BIDI, CallOptions.DEFAULT), answers);
        for (String word : new String[] {"a", "b", "c"}) {
            requests.onNext(word);
            assertThat(answers.next()).isEqualTo("echo " + word);
        }
        assertThat(net.authorized()).as("paid at the end only").isZero();
        requests.onCompleted();
        answers.end.orTimeout(10, TimeUnit.SECONDS).join();
        assertThat(net.authorized()).isEqualTo(10);
    }

    @Test
    void aFailureComesBackWithCodeTextAndTrailers() {
        StatusRuntimeException failure = failure(() -> EchoService.call(paid(10), "fail"));
        assertThat(failure.getStatus().getCode().name()).isEqualTo("DATA_LOSS");
        assertThat(failure.getStatus().getDescription()).isEqualTo("failed: %/é");
        assertThat(failure.getTrailers().get(EchoService.ANSWER_TRAILER)).isEqualTo("from the failure");
    }

    @ParameterizedTest
    @EnumSource
    void theServiceReadsTheClientsHeadersAndThoseOfTheDaemon(DaemonVersion version) {
        play(version);
        Metadata headers = net.owner.payment("escrow", CHANNEL, 0, 10);
        headers.put(Caller.key("of-the-client"), "yes");
        EchoService.call(Caller.with(net.channel, headers), "hello");
        Metadata seen = Objects.requireNonNull(net.echo.headers.get("unary"));
        assertThat(seen.get(Caller.key("of-the-client"))).isEqualTo("yes");
        assertThat(seen.get(Caller.key(PaymentHeaders.CHANNEL_AMOUNT))).isEqualTo("10");
        assertThat(seen.get(Caller.signatureKey())).isEqualTo(net.owner.claim(CHANNEL, 0, 10));
        assertThat(seen.get(Caller.key("content-type"))).isEqualTo("application/grpc+proto");
        boolean tellsWho = version != DaemonVersion.V6_0;
        assertThat(seen.get(Caller.key("snet-user-address")))
                .isEqualTo(tellsWho ? net.owner.identity().address().toString() : null);
        assertThat(seen.get(Caller.key("snet-daemon-debug"))).isEqualTo(tellsWho ? "streamIntercept" : null);
    }

    @ParameterizedTest
    @EnumSource
    void theServicesTrailersComeBackButItsHeadersOnlyInTheOldestVersion(DaemonVersion version) {
        play(version);
        AtomicReference<Metadata> headers = new AtomicReference<>(new Metadata());
        AtomicReference<Metadata> trailers = new AtomicReference<>(new Metadata());
        Channel listening =
                ClientInterceptors.intercept(paid(10), MetadataUtils.newCaptureMetadataInterceptor(headers, trailers));
        EchoService.call(listening, "hello");
        assertThat(Objects.requireNonNull(trailers.get()).get(EchoService.ANSWER_TRAILER))
                .isEqualTo("from the service");
        assertThat(Objects.requireNonNull(headers.get()).get(EchoService.ANSWER_HEADER))
                .isEqualTo(version == DaemonVersion.V6_0 ? "from the service" : null);
    }

    @Test
    void aMessageOverTheLimitIsRefusedAndNotPaid() {
        String tooLong = "x".repeat(5 * MIB);
        assertThat(textOf(() -> EchoService.call(paid(10), tooLong)))
                .isEqualTo("RESOURCE_EXHAUSTED: grpc: received message larger than max (5242880 vs. 4194304)");
        assertThat(net.authorized()).isZero();
        assertThat(net.isChannelFree()).isTrue();
    }

    @Test
    void anAnswerOverTheLimitIsRefusedAndNotPaid() {
        assertThat(textOf(() -> EchoService.call(paid(10), "big 4194305")))
                .isEqualTo("RESOURCE_EXHAUSTED: grpc: received message larger than max (4194305 vs. 4194304)");
        assertThat(net.authorized()).isZero();
        assertThat(EchoService.call(paid(10), "big 4194304")).hasSize(4 * MIB);
    }

    @ParameterizedTest
    @EnumSource
    void aLaterMessageOverTheLimitIsRefusedLikeTheFirst(DaemonVersion version) {
        play(version);
        Collector answer = new Collector();
        StreamObserver<String> requests = ClientCalls.asyncClientStreamingCall(
                paid(10).newCall(EchoService.CLIENT_STREAM, CallOptions.DEFAULT), answer);
        requests.onNext("short");
        requests.onNext("x".repeat(5 * MIB));
        assertThat(textOf(answer::result))
                .isEqualTo("RESOURCE_EXHAUSTED: grpc: received message larger than max (5242880 vs. 4194304)");
        assertThat(net.authorized()).isZero();
    }

    @Test
    void aMessageOverTheLimitIsSeenBeforeItsPayment() {
        assertThat(textOf(() -> EchoService.call(net.channel, "x".repeat(5 * MIB))))
                .isEqualTo("RESOURCE_EXHAUSTED: grpc: received message larger than max (5242880 vs. 4194304)");
    }

    @ParameterizedTest
    @EnumSource
    void newerVersionsAnswerNoStreamBeforeItsFirstMessage(DaemonVersion version) throws Throwable {
        play(version);
        Collector unpaid = new Collector();
        StreamObserver<String> requests =
                ClientCalls.asyncBidiStreamingCall(net.channel.newCall(EchoService.BIDI, CallOptions.DEFAULT), unpaid);
        if (version != DaemonVersion.V6_0) {
            // Whatever the daemon would say of this call, it has had the time to say it.
            assertThat(EchoService.call(paid(10), "hello")).isEqualTo("echo hello");
            assertThat(unpaid.end).isNotDone();
            requests.onNext("first");
        }
        assertThat(textOf(unpaid::result)).isEqualTo("INVALID_ARGUMENT: missing \"snet-payment-channel-id\"");
    }

    @Test
    void theClientsDeadlineEndsTheCallAndThePayment() {
        CallOptions soon = CallOptions.DEFAULT.withDeadlineAfter(200, TimeUnit.MILLISECONDS);
        assertThat(textOf(() -> ClientCalls.blockingUnaryCall(paid(10), EchoService.UNARY, soon, "wait")))
                .startsWith("DEADLINE_EXCEEDED");
        Channel next = paidWhenFree(10);
        net.echo.release.countDown();
        assertThat(EchoService.call(next, "hello")).isEqualTo("echo hello");
    }

    @Test
    void aClientThatGoesAwayDoesNotPay() throws InterruptedException {
        Collector answers = new Collector();
        ClientCall<String, String> call = paid(10).newCall(EchoService.BIDI, CallOptions.DEFAULT);
        ClientCalls.asyncBidiStreamingCall(call, answers).onNext("hello");
        assertThat(answers.next()).isEqualTo("echo hello");
        call.cancel("enough", null);
        assertThat(EchoService.call(paidWhenFree(10), "hello")).isEqualTo("echo hello");
    }

    /** The daemon learns of a client's end a moment after the client. */
    private Channel paidWhenFree(long amount) {
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(5);
        while (!net.isChannelFree() && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        return paid(amount);
    }

    @Test
    void aDaemonThatIsClosedAnswersNobody() {
        net.daemon.close();
        net.daemon.close();
        assertThatThrownBy(() -> new Socket("127.0.0.1", net.daemon.uri().getPort()).close())
                .isInstanceOf(ConnectException.class);
    }

    private String get(String path) throws IOException, InterruptedException {
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        HttpResponse<String> answer = client.send(
                HttpRequest.newBuilder(net.daemon.uri().resolve(path)).build(), HttpResponse.BodyHandlers.ofString());
        assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_1_1);
        return answer.statusCode() + " " + answer.body();
    }

    @ParameterizedTest
    @EnumSource
    void theHeartbeatTellsTheVersion(DaemonVersion version) throws Exception {
        play(version);
        String answer = get("/heartbeat");
        assertThat(answer).startsWith("200 ");
        JsonNode beat = new ObjectMapper().readTree(answer.substring(4));
        assertThat(beat.get("daemonVersion").asText()).isEqualTo(version.tag()).startsWith("v6.");
        assertThat(beat.get("status").asText()).isEqualTo("Online");
        assertThat(beat.get("blockchainEnabled").asBoolean()).isTrue();
        assertThat(beat.get("serviceheartbeat").asText())
                .isEqualTo("{\"serviceID\":\"service\",\"status\":\"SERVING\"}");
        if (version == DaemonVersion.V6_0) {
            assertThat(beat.get("trainingEnabled").asBoolean()).isTrue();
        } else {
            assertThat(beat.at("/trainingMetadata/trainingMethods/Digits/0").asText())
                    .isEqualTo("classify");
        }
    }

    @Test
    void withoutABlockchainCallsPassUnpaidAndTheHeartbeatSaysSo() throws Exception {
        net.close();
        net = new TestNet(
                DaemonVersion.V6_2,
                new Pricing.Fixed(Cogs.of(TestNet.CALL_PRICE)),
                daemon -> daemon.blockchainEnabled(false));

        JsonNode beat = new ObjectMapper().readTree(get("/heartbeat").substring(4));
        assertThat(beat.get("blockchainEnabled").isBoolean()).isTrue();
        assertThat(beat.get("blockchainEnabled").asBoolean()).isFalse();
        assertThat(beat.has("trainingMetadata")).isFalse();
        assertThat(EchoService.call(net.channel, "hello")).isEqualTo(EchoService.call(paid(10), "hello"));
        assertThat(PaymentChannelStateServiceGrpc.newBlockingStub(net.channel)
                        .getChannelState(ChannelStateRequest.getDefaultInstance()))
                .isEqualTo(ChannelStateReply.getDefaultInstance());
        assertThat(textOf(() -> DaemonGrpc.newBlockingStub(net.channel)
                        .getTrainingMetadata(com.google.protobuf.Empty.getDefaultInstance())))
                .startsWith("UNKNOWN: service end point is not defined");
    }

    @Test
    void theEncodingAndNothingElseIsToldByHttp() throws Exception {
        assertThat(get("/encoding")).isEqualTo("200 proto\n");
        assertThat(get("/metrics")).startsWith("404 ");
    }

    @Test
    void theProvidersOwnMethodsAreReachedByAnyoneWhoPays() {
        ModelID id = ModelID.newBuilder().setModelId("m").build();
        assertThat(ModelGrpc.newBlockingStub(paid(10)).trainModel(id).getStatus())
                .isEqualTo(Status.TRAINING);
    }

    @Test
    void theDaemonsOwnMethodsHaveTheSameLimit() {
        assertThat(textOf(() -> net.training()
                        .getMethodMetadata(MethodMetadataRequest.newBuilder()
                                .setGrpcMethodName("x".repeat(4 * MIB))
                                .build())))
                .matches("RESOURCE_EXHAUSTED: grpc: received message larger than max \\(\\d+ vs. 4194304\\)");
    }

    @Test
    void theDaemonsOwnMethodsAlsoSpeakJson() {
        TrainingMetadata metadata = GrpcClients.builder(
                        "gjson+h2c://127.0.0.1:" + net.daemon.uri().getPort() + "/")
                .build(DaemonGrpc.DaemonBlockingStub.class)
                .getTrainingMetadata(Empty.getDefaultInstance());
        assertThat(metadata.getTrainingMethodsMap()).containsOnlyKeys("Digits");
    }

    @Test
    void aConversationThatNeverBeginsIsNotPaid() {
        Collector answers = new Collector();
        ClientCalls.asyncBidiStreamingCall(paid(10).newCall(EchoService.BIDI, CallOptions.DEFAULT), answers)
                .onCompleted();
        assertThat(textOf(answers::result)).isEqualTo("UNKNOWN: EOF");
        assertThat(net.authorized()).isZero();
    }

    // Guard: the daemon's forgetting what another server at the port could not do. Ports of loopback come round in a
    // JVM.
    @Test
    void whatListenedAtTheServicesPortBeforeIsForgotten() throws Exception {
        HttpServer before = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        before.start();
        int port = before.getAddress().getPort();
        URI there = URI.create("http://127.0.0.1:" + port);
        WebClient.of(there).get("/").aggregate().join();
        before.stop(0);
        Server service = NettyServerBuilder.forAddress(new InetSocketAddress("127.0.0.1", port))
                .addService(new EchoService().definition())
                .build()
                .start();
        try (TestNet beside =
                new TestNet(DaemonVersion.V6_0, new Pricing.Fixed(Cogs.of(1)), builder -> builder.serviceEndpoint(there)
                        .blockchainEnabled(false))) {
            assertThat(EchoService.call(beside.channel, "hello")).isEqualTo("echo hello");
        } finally {
            service.shutdownNow().awaitTermination();
        }
    }
}
