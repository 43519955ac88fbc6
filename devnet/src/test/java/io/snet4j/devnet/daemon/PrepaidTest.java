package io.snet4j.devnet.daemon;

import static io.snet4j.devnet.daemon.TestNet.CHANNEL;
import static io.snet4j.devnet.daemon.TestNet.textOf;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.grpc.Metadata;
import io.snet4j.identity.ProtocolMessages;
import io.snet4j.registry.Pricing;
import io.snet4j.value.BlockNumber;
import io.snet4j.value.ChannelId;
import io.snet4j.value.ChannelNonce;
import io.snet4j.value.Cogs;
import io.snet4j.wire.escrow.ControlServiceProto.StartClaimRequest;
import io.snet4j.wire.escrow.ProviderControlServiceGrpc;
import io.snet4j.wire.escrow.TokenServiceGrpc;
import io.snet4j.wire.escrow.TokenServiceProto.TokenReply;
import io.snet4j.wire.escrow.TokenServiceProto.TokenRequest;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls paid in advance: an amount is signed once, a token then lets through what it pays for. */
class PrepaidTest {
    private static final BigInteger ID = BigInteger.valueOf(CHANNEL);
    private static final Instant START = Instant.parse("2026-01-01T00:00:00.7Z");
    private static final Metadata.Key<byte[]> TOKEN =
            Metadata.Key.of(PaymentHeaders.PREPAID_TOKEN, Metadata.BINARY_BYTE_MARSHALLER);

    private final AtomicReference<Instant> now = new AtomicReference<>(START);
    private TestNet net = play(DaemonVersion.V6_2, builder -> {});

    @AfterEach
    void close() {
        net.close();
    }

    private TestNet play(DaemonVersion version, Consumer<Daemon.Builder> settings) {
        return new TestNet(
                version,
                new Pricing.Fixed(Cogs.of(TestNet.CALL_PRICE)),
                settings.andThen(builder -> builder.clock(now::get)));
    }

    private TokenRequest.Builder request(Caller asker, long nonce, long amount) {
        byte[] claim = net.owner.claim(CHANNEL, nonce, amount);
        return TokenRequest.newBuilder()
                .setChannelId(CHANNEL)
                .setCurrentNonce(nonce)
                .setSignedAmount(amount)
                .setCurrentBlock(net.chain.head())
                .setClaimSignature(ByteString.copyFrom(claim))
                .setSignature(asker.sign(ProtocolMessages.getToken(claim, BlockNumber.of(net.chain.head()))));
    }

    private TokenReply token(TokenRequest.Builder request) {
        return TokenServiceGrpc.newBlockingStub(net.channel).getToken(request.build());
    }

    private TokenReply prepay(long amount) {
        return token(request(net.owner, 0, amount));
    }

    private String refusal(TokenRequest.Builder request) {
        String text = textOf(() -> token(request));
        assertThat(net.daemon.store().prepaid(ChannelId.of(ID)))
                .as("nothing is planned")
                .isEmpty();
        assertThat(net.isChannelFree()).isTrue();
        return text;
    }

    private static Metadata headers(long channel, String token) {
        Metadata headers = new Metadata();
        headers.put(Caller.key(PaymentHeaders.TYPE), "prepaid-call");
        headers.put(Caller.key(PaymentHeaders.CHANNEL_ID), Long.toString(channel));
        headers.put(TOKEN, token.getBytes(UTF_8));
        return headers;
    }

    private String call(String token, String text) {
        return EchoService.call(Caller.with(net.channel, headers(CHANNEL, token)), text);
    }

    private void assertUsage(long planned, long used, long refunded) {
        assertThat(net.daemon.store().prepaid(ChannelId.of(ID)))
                .contains(new PrepaidUsage(Cogs.of(planned), Cogs.of(used), Cogs.of(refunded)));
    }

    // Tokens

    @ParameterizedTest
    @EnumSource(DaemonVersion.class)
    void aTokenIsAWebTokenThatNamesChannelGroupAndUser(DaemonVersion version) {
        net.close();
        net = play(version, builder -> {});
        TokenReply reply = prepay(50);

        assertThat(reply.getChannelId()).isEqualTo(CHANNEL);
        assertThat(reply.getPlannedAmount()).isEqualTo(50);
        assertThat(reply.getUsedAmount()).isZero();
        String[] parts = reply.getToken().split("\\.");
        assertThat(new String(Base64.getUrlDecoder().decode(parts[0]), UTF_8))
                .isEqualTo("{\"alg\":\"HS256\",\"typ\":\"JWT\"}");
        String user = version == DaemonVersion.V6_0
                ? ""
                : ",\"userAddress\":\"" + net.owner.identity().address() + "\"";
        assertThat(new String(Base64.getUrlDecoder().decode(parts[1]), UTF_8))
                .isEqualTo("{\"exp\":" + (START.getEpochSecond() + 86_400) + ",\"groupId\":\"" + TestNet.GROUP
                        + "\",\"orgId\":\"org\",\"payload\":\"3\"" + user + "}");
        assertThat(net.authorized()).isEqualTo(50);
    }

    @Test
    void prepayingMoreAddsToThePlanAndAskingAgainGivesAnotherToken() {
        prepay(50);
        TokenReply more = prepay(80);
        assertThat(more.getPlannedAmount()).isEqualTo(80);
        call(more.getToken(), "hello");
        now.set(START.plusSeconds(60));
        TokenReply again = prepay(80);
        assertThat(again.getPlannedAmount()).isEqualTo(80);
        assertThat(again.getUsedAmount()).isEqualTo(10);
        assertThat(again.getToken()).isNotEqualTo(more.getToken());
        assertThat(net.authorized()).isEqualTo(80);
    }

    @Test
    void whatWasPaidOtherwiseIsNotPlanned() {
        EchoService.call(Caller.with(net.channel, net.owner.payment("escrow", CHANNEL, 0, 10)), "hello");
        assertThat(refusal(request(net.owner, 0, 10))).isEqualTo("UNKNOWN: unable to retrieve planned Amount <nil>");
        assertThat(refusal(request(net.owner, 0, 9)))
                .isEqualTo("UNKNOWN: signed amount for token request needs to be greater than last signed amount");
        assertThat(prepay(30).getPlannedAmount()).isEqualTo(20);
    }

    @Test
    void noMoreIsPlannedThanTheChannelHolds() {
        assertThat(refusal(request(net.owner, 0, 1001)))
                .isEqualTo("UNKNOWN: signed amount for token request cannot be greater than full amount in channel");
    }

    @Test
    void aPartyOfTheChannelMustAsk() {
        assertThat(refusal(request(net.stranger, 0, 50)))
                .isEqualTo("UNKNOWN: only channel signer/sender/receiver can get a Valid Token");
        assertThat(refusal(request(net.owner, 0, 50).setSignature(ByteString.EMPTY)))
                .isEqualTo("UNKNOWN: incorrect signature");
        TokenReply toRecipient = token(request(net.recipient, 0, 50));
        assertThat(call(toRecipient.getToken(), "hello")).isEqualTo("echo hello");
        assertThat(net.echo.headersOf("unary").get(Caller.key("snet-user-address")))
                .isEqualTo(net.recipient.identity().address().toString());
    }

    @Test
    void theClaimMustBeGood() {
        byte[] strangers = net.stranger.claim(CHANNEL, 0, 50);
        assertThat(refusal(request(net.owner, 0, 50)
                        .setClaimSignature(ByteString.copyFrom(strangers))
                        .setSignature(net.owner.sign(
                                ProtocolMessages.getToken(strangers, BlockNumber.of(net.chain.head()))))))
                .isEqualTo("UNKNOWN: payment is not signed by channel signer/sender");
        assertThat(refusal(request(net.owner, 1, 50)))
                .isEqualTo("UNKNOWN: incorrect payment channel nonce, latest: 0, sent: 1");
        assertThat(refusal(request(net.owner, 0, 50)
                        .setClaimSignature(ByteString.EMPTY)
                        .setSignature(net.owner.sign(
                                ProtocolMessages.getToken(new byte[0], BlockNumber.of(net.chain.head()))))))
                .isEqualTo("UNKNOWN: payment signature is not valid");
    }

    @Test
    void aChannelThatCannotBeReadIsNotFound() {
        assertThat(textOf(() -> token(request(net.owner, 0, 50).setChannelId(77))))
                .isEqualTo("UNKNOWN: channel is not found, channelId: 77");
        net.chain.setStateRefused(true);
        assertThat(refusal(request(net.owner, 0, 50))).isEqualTo("UNKNOWN: channel is not found, channelId: 3");
    }

    @Test
    void aRequestExpires() {
        TokenRequest.Builder request = request(net.owner, 0, 50);
        net.chain.mine(6);
        assertThat(refusal(request)).isEqualTo("UNKNOWN: authentication failed as the signature passed has expired");
    }

    @Test
    void aChannelInUseTakesNoAdvance() {
        net.daemon.store().tryLock(ID);
        assertThat(textOf(() -> prepay(50)))
                .isEqualTo("UNKNOWN: another transaction on channel: {ID: 3} is in progress");
    }

    // Calls

    @Test
    void callsUseUpWhatWasPlanned() {
        String token = prepay(25).getToken();
        assertThat(call(token, "one")).isEqualTo("echo one");
        assertThat(call(token, "two")).isEqualTo("echo two");
        assertThat(textOf(() -> call(token, "three")))
                .isEqualTo("INTERNAL: internal error: Usage Exceeded on channel Id 3");
        assertUsage(25, 20, 0);
        prepay(30);
        assertThat(call(token, "three")).isEqualTo("echo three");
        assertThat(net.authorized()).as("calls sign nothing").isEqualTo(30);
    }

    @Test
    void aCallThatFailsIsGivenBack() {
        String token = prepay(10).getToken();
        assertThat(textOf(() -> call(token, "fail"))).startsWith("DATA_LOSS: ");
        assertUsage(10, 10, 10);
        assertThat(call(token, "hello")).isEqualTo("echo hello");
        assertUsage(10, 20, 10);
    }

    @Test
    void callsOfOneChannelGoOnAtTheSameTime() throws Exception {
        String token = prepay(20).getToken();
        CompletableFuture<String> first = CompletableFuture.supplyAsync(() -> call(token, "wait"));
        net.echo.waiting.get(5, TimeUnit.MINUTES);
        assertThat(call(token, "hello")).isEqualTo("echo hello");
        assertThat(textOf(() -> call(token, "three"))).contains("Usage Exceeded");
        net.echo.release.countDown();
        assertThat(first.get(5, TimeUnit.MINUTES)).isEqualTo("echo wait");
        assertUsage(20, 20, 0);
    }

    @Test
    void aTokenIsGoodForItsChannelOnly() {
        String token = prepay(50).getToken();
        assertThat(textOf(() -> EchoService.call(Caller.with(net.channel, headers(4, token)), "hello")))
                .isEqualTo("INTERNAL: internal error: payload 3 used to generate the Token doesnt match expected"
                        + " values");
    }

    @Test
    void aTokenIsGoodUntilItsSecond() {
        String token = prepay(50).getToken();
        now.set(Instant.ofEpochSecond(START.getEpochSecond() + 86_399));
        assertThat(call(token, "hello")).isEqualTo("echo hello");
        now.set(Instant.ofEpochSecond(START.getEpochSecond() + 86_400));
        assertThat(textOf(() -> call(token, "hello")))
                .isEqualTo("INTERNAL: internal error: token has invalid claims: token is expired");
        assertThat(call(prepay(50).getToken(), "hello")).isEqualTo("echo hello");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 30})
    void theLifeOfATokenCanBeSet(long seconds) {
        net.close();
        net = play(DaemonVersion.V6_2, builder -> builder.prepaidTokenLife(java.time.Duration.ofSeconds(seconds)));
        String token = prepay(50).getToken();
        now.set(START.plusSeconds(seconds));
        assertThat(textOf(() -> call(token, "hello"))).contains("token is expired");
    }

    @Test
    void aForgedTokenIsRefused() {
        String token = prepay(50).getToken();
        String[] parts = token.split("\\.");
        String other = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString("{\"exp\":99999999999,\"payload\":\"3\"}".getBytes(UTF_8));
        String none = Base64.getUrlEncoder().withoutPadding().encodeToString("{\"alg\":\"none\"}".getBytes(UTF_8));
        assertThat(textOf(() -> call(parts[0] + "." + other + "." + parts[2], "hello")))
                .isEqualTo("INTERNAL: internal error: token signature is invalid: signature is invalid");
        assertThat(textOf(() -> call(none + "." + parts[1] + ".", "hello")))
                .isEqualTo("INTERNAL: internal error: token is unverifiable: error while executing keyfunc: unexpected"
                        + " signing method: none");
        assertThat(textOf(() -> call(token + "=", "hello")))
                .isEqualTo("INTERNAL: internal error: token is malformed: could not base64 decode signature: illegal"
                        + " base64 data at input byte 43");
        assertThat(textOf(() -> call("token", "hello")))
                .isEqualTo("INTERNAL: internal error: token is malformed: token contains an invalid number of"
                        + " segments");
        assertUsage(50, 0, 0);
    }

    @Test
    void aTokenOutlivesAClaimOfWhatItPaidWith() {
        String token = prepay(20).getToken();
        ProviderControlServiceGrpc.newBlockingStub(net.channel)
                .startClaim(StartClaimRequest.newBuilder()
                        .setMpeAddress(TestNet.ESCROW.toString())
                        .setChannelId(ByteString.copyFrom(ID.toByteArray()))
                        .setSignature(net.recipient.sign(
                                ProtocolMessages.startClaim(TestNet.ESCROW, ChannelId.of(ID), ChannelNonce.of(0))))
                        .build());
        assertThat(call(token, "hello")).isEqualTo("echo hello");
        TokenReply next = token(request(net.owner, 1, 30));
        assertThat(next.getPlannedAmount()).isEqualTo(50);
        assertThat(next.getUsedAmount()).isEqualTo(10);
    }

    @Test
    void headersAreNamed() {
        Metadata headers = new Metadata();
        headers.put(Caller.key(PaymentHeaders.TYPE), "prepaid-call");
        assertThat(textOf(() -> EchoService.call(Caller.with(net.channel, headers), "hello")))
                .isEqualTo("INVALID_ARGUMENT: missing \"snet-payment-channel-id\"");
        headers.put(Caller.key(PaymentHeaders.CHANNEL_ID), "3");
        assertThat(textOf(() -> EchoService.call(Caller.with(net.channel, headers), "hello")))
                .isEqualTo("INVALID_ARGUMENT: missing \"snet-prepaid-auth-token-bin\"");
    }
}
