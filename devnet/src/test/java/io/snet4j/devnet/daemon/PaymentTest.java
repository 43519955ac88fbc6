package io.snet4j.devnet.daemon;

import static io.snet4j.devnet.daemon.TestNet.CHANNEL;
import static io.snet4j.devnet.daemon.TestNet.textOf;
import static org.assertj.core.api.Assertions.assertThat;

import com.linecorp.armeria.client.WebClient;
import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.RequestHeadersBuilder;
import io.grpc.Metadata;
import io.snet4j.chain.GroupId;
import io.snet4j.registry.Pricing;
import io.snet4j.value.Cogs;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a call of the service's own method must bring along. */
class PaymentTest {
    private TestNet net = new TestNet(DaemonVersion.V6_2);

    @AfterEach
    void close() {
        net.close();
    }

    private void play(DaemonVersion version) {
        net.close();
        net = new TestNet(version);
    }

    private String call(Metadata headers) {
        return EchoService.call(Caller.with(net.channel, headers), "hello");
    }

    private Metadata paying(long amount) {
        return net.owner.payment("escrow", CHANNEL, 0, amount);
    }

    private void assertRefused(Metadata headers, String expected) {
        assertThat(textOf(() -> call(headers))).isEqualTo(expected);
        assertThat(net.echo.headers).as("the service was not called").isEmpty();
        assertThat(net.isChannelFree()).as("the channel is free again").isTrue();
        assertThat(net.authorized()).isZero();
    }

    @Test
    void eachCallRaisesTheAuthorizedAmountByItsPrice() {
        assertThat(call(paying(10))).isEqualTo("echo hello");
        assertThat(net.authorized()).isEqualTo(10);
        assertThat(call(paying(20))).isEqualTo("echo hello");
        assertThat(net.authorized()).isEqualTo(20);
        assertThat(net.isChannelFree()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"escrow", "train-call"})
    void aServiceTakesBothKindsOfChannelPayments(String type) {
        assertThat(call(net.owner.payment(type, CHANNEL, 0, 10))).isEqualTo("echo hello");
    }

    @Test
    void escrowIsTheKindOfPaymentUnlessAnotherIsNamed() {
        Metadata headers = paying(10);
        headers.removeAll(Caller.key(PaymentHeaders.TYPE));
        assertThat(call(headers)).isEqualTo("echo hello");
    }

    @Test
    void aKindOfPaymentThatDoesNotExistIsRefused() {
        assertRefused(
                net.owner.payment("barter", CHANNEL, 0, 10),
                "INVALID_ARGUMENT: unexpected \"snet-payment-type\", value: \"barter\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"snet-payment-channel-id", "snet-payment-channel-nonce", "snet-payment-channel-amount"})
    void aMissingHeaderIsNamed(String key) {
        Metadata headers = paying(10);
        headers.removeAll(Caller.key(key));
        assertRefused(headers, "INVALID_ARGUMENT: missing \"" + key + "\"");
    }

    @Test
    void aMissingSignatureIsNamed() {
        Metadata headers = paying(10);
        headers.removeAll(Caller.signatureKey());
        assertRefused(headers, "INVALID_ARGUMENT: missing \"snet-payment-channel-signature-bin\"");
    }

    @Test
    void aHeaderThatIsThereTwiceIsRefused() {
        Metadata headers = paying(10);
        headers.put(Caller.key(PaymentHeaders.CHANNEL_NONCE), "1");
        assertRefused(headers, "INVALID_ARGUMENT: too many values for key \"snet-payment-channel-nonce\": [0 1]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"089", "ten", "", "1 0", "1.0", "1__0"})
    void aNumberThatIsNoneIsRefused(String text) {
        Metadata headers = paying(10);
        headers.discardAll(Caller.key(PaymentHeaders.CHANNEL_AMOUNT));
        headers.put(Caller.key(PaymentHeaders.CHANNEL_AMOUNT), text);
        assertRefused(headers, "INVALID_ARGUMENT: incorrect format \"snet-payment-channel-amount\": \"" + text + "\"");
    }

    @Test
    void aLeadingZeroMeansOctal() {
        Metadata headers = net.owner.payment("escrow", CHANNEL, 0, 8);
        headers.discardAll(Caller.key(PaymentHeaders.CHANNEL_AMOUNT));
        headers.put(Caller.key(PaymentHeaders.CHANNEL_AMOUNT), "010");
        assertRefused(headers, "UNAUTHENTICATED: income 8 does not equal to price 10");
    }

    @Test
    void anUnknownChannelIsRefused() {
        assertRefused(
                net.owner.payment("escrow", 77, 0, 10), "UNAUTHENTICATED: payment channel \"{ID: 77}\" not found");
    }

    @Test
    void aPaymentWithAStaleNonceIsRefusedWithTheLatestOne() {
        net.openChannel(2, 1000);
        assertRefused(paying(10), "UNKNOWN: incorrect payment channel nonce, latest: 2, sent: 0");
    }

    @Test
    void theNonceErrorHasCode1000OnTheWire() {
        net.openChannel(2, 1000);
        AggregatedHttpResponse answer = raw("0");
        assertThat(answer.headers().get("grpc-status")).isEqualTo("1000");
        assertThat(answer.headers().get("grpc-message"))
                .isEqualTo("incorrect payment channel nonce, latest: 2, sent: 0");
        assertThat(answer.headers().get("content-type")).isEqualTo("application/grpc+proto");
    }

    private AggregatedHttpResponse raw(String nonce) {
        RequestHeadersBuilder headers = RequestHeaders.builder(HttpMethod.POST, "/echo.Echo/unary")
                .add("content-type", "application/grpc+proto")
                .add("te", "trailers")
                .add(PaymentHeaders.CHANNEL_ID, Long.toString(CHANNEL))
                .add(PaymentHeaders.CHANNEL_NONCE, nonce)
                .add(PaymentHeaders.CHANNEL_AMOUNT, "10")
                .add(
                        PaymentHeaders.CHANNEL_SIGNATURE,
                        Base64.getEncoder().withoutPadding().encodeToString(net.owner.claim(CHANNEL, 0, 10)));
        return WebClient.of("h2c://127.0.0.1:" + net.daemon.uri().getPort())
                .execute(headers.build(), new byte[5])
                .aggregate()
                .orTimeout(10, TimeUnit.SECONDS)
                .join();
    }

    @Test
    void aSignatureOfTheWrongLengthIsNotValid() {
        Metadata headers = paying(10);
        headers.discardAll(Caller.signatureKey());
        headers.put(Caller.signatureKey(), Arrays.copyOf(net.owner.claim(CHANNEL, 0, 10), 64));
        assertRefused(headers, "UNAUTHENTICATED: payment signature is not valid");
    }

    @ParameterizedTest
    @CsvSource({"3, 0, 11", "3, 1, 10", "4, 0, 10"})
    void aSignatureForSomethingElseIsNobodys(long channelId, long nonce, long amount) {
        Metadata headers = paying(10);
        headers.discardAll(Caller.signatureKey());
        headers.put(Caller.signatureKey(), net.owner.claim(channelId, nonce, amount));
        assertRefused(headers, "UNAUTHENTICATED: payment is not signed by channel signer/sender");
    }

    @Test
    void onlySignerAndSenderPay() {
        assertRefused(
                net.stranger.payment("escrow", CHANNEL, 0, 10),
                "UNAUTHENTICATED: payment is not signed by channel signer/sender");
    }

    @ParameterizedTest
    @ValueSource(bytes = {0, 27})
    void bothSpellingsOfVAreRead(byte base) {
        byte[] signature = net.owner.claim(CHANNEL, 0, 10);
        signature[64] = (byte) (base + (signature[64] - 27));
        Metadata headers = paying(10);
        headers.discardAll(Caller.signatureKey());
        headers.put(Caller.signatureKey(), signature);
        assertThat(call(headers)).isEqualTo("echo hello");
    }

    @Test
    void aChannelMustOutliveTheThreshold() {
        net.chain.mine(TestNet.EXPIRATION - TestNet.THRESHOLD - net.chain.head());
        assertRefused(
                paying(10),
                "UNAUTHENTICATED: payment channel is near to be expired, expiration time: 5000, current block: 4900,"
                        + " expiration threshold: 100");
        net.chain.mine(-1);
        assertThat(call(paying(10))).isEqualTo("echo hello");
    }

    @ParameterizedTest
    @CsvSource({
        "-10, income -10 does not equal to price 10",
        "0x10000000000000000000000000000000000000000000000000000000000000000, payment is not signed by channel signer/sender"
    })
    void anAmountIsSignedWithoutItsSignAndByItsLastWord(String text, String refusal) {
        Metadata headers = paying(10);
        headers.discardAll(Caller.key(PaymentHeaders.CHANNEL_AMOUNT));
        headers.put(Caller.key(PaymentHeaders.CHANNEL_AMOUNT), text);
        assertRefused(headers, "UNAUTHENTICATED: " + refusal);
    }

    @ParameterizedTest
    @EnumSource
    void aChannelBelowZeroCannotBeLookedUp(DaemonVersion version) {
        play(version);
        Metadata headers = paying(10);
        headers.discardAll(Caller.key(PaymentHeaders.CHANNEL_ID));
        headers.put(Caller.key(PaymentHeaders.CHANNEL_ID), "-1");
        assertRefused(
                headers,
                version == DaemonVersion.V6_0
                        ? "UNAUTHENTICATED: payment channel \"{ID: -1}\" not found"
                        : "INTERNAL: payment channel error: abi: negatively-signed value cannot be packed into uint"
                                + " parameter");
    }

    @Test
    void nobodyPaysMoreThanTheChannelHolds() {
        net.openChannel(0, 9);
        assertRefused(
                paying(10),
                "UNAUTHENTICATED: not enough tokens on payment channel, channel amount: 9, payment amount: 10");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 9, 11})
    void thePriceIsPaidExactly(long amount) {
        assertRefused(paying(amount), "UNAUTHENTICATED: income " + amount + " does not equal to price 10");
    }

    @Test
    void whatWasPaidOnceIsNotPaidAgain() {
        call(paying(10));
        assertThat(textOf(() -> call(paying(10)))).isEqualTo("UNAUTHENTICATED: income 0 does not equal to price 10");
        assertThat(textOf(() -> call(paying(5)))).isEqualTo("UNAUTHENTICATED: income -5 does not equal to price 10");
        assertThat(net.authorized()).isEqualTo(10);
    }

    @Test
    void aChannelOfAnotherRecipientIsRefused() {
        net.putChannel(net.stranger.identity().address(), TestNet.GROUP, 0, 1000);
        assertRefused(
                paying(10),
                "INTERNAL: payment channel error: recipient Address from org metadata does not Match on what was"
                        + " retrieved from Channel");
    }

    @Test
    void aChannelOfAnotherGroupIsRefused() {
        byte[] other = new byte[32];
        other[0] = (byte) 255;
        net.putChannel(net.recipient.identity().address(), GroupId.of(other), 0, 1000);
        String zeros = " 0".repeat(31);
        assertRefused(
                paying(10),
                "INTERNAL: payment channel error: channel received belongs to another group of replicas, current"
                        + " group: [0" + zeros + "], channel group: [255" + zeros + "]");
    }

    @Test
    void aChainThatDoesNotAnswerIsTheDaemonsTrouble() {
        net.chain.setStateRefused(true);
        assertThat(textOf(() -> call(paying(10)))).startsWith("INTERNAL: payment channel error: ");
        net.chain.setStateRefused(false);
        net.chain.setBlocksRefused(true);
        assertRefused(paying(10), "INTERNAL: cannot determine current block");
    }

    @Test
    void aKnownChannelIsPaidFromWhileTheChainIsSilent() {
        call(paying(10));
        net.chain.setStateRefused(true);
        assertThat(call(paying(20))).isEqualTo("echo hello");
    }

    @Test
    void aClaimOnChainStartsTheChannelAnew() {
        call(paying(10));
        net.openChannel(1, 990);
        assertThat(textOf(() -> call(paying(20))))
                .isEqualTo("UNKNOWN: incorrect payment channel nonce, latest: 1, sent: 0");
        assertThat(call(net.owner.payment("escrow", CHANNEL, 1, 10))).isEqualTo("echo hello");
        assertThat(net.authorized()).isEqualTo(10);
    }

    @Test
    void addedFundsCountAtOnce() {
        net.openChannel(0, 10);
        call(paying(10));
        net.openChannel(0, 20);
        assertThat(call(paying(20))).isEqualTo("echo hello");
    }

    @Test
    void aCallThatFailsIsNotPaid() {
        assertThat(textOf(() -> EchoService.call(Caller.with(net.channel, paying(10)), "fail")))
                .startsWith("DATA_LOSS");
        assertThat(net.authorized()).isZero();
        assertThat(net.isChannelFree()).isTrue();
        assertThat(call(paying(10))).isEqualTo("echo hello");
    }

    @Test
    void oneCallAtATimePaysFromAChannel() {
        CompletableFuture<String> first =
                CompletableFuture.supplyAsync(() -> EchoService.call(Caller.with(net.channel, paying(10)), "wait"));
        net.echo.waiting.orTimeout(10, TimeUnit.SECONDS).join();
        assertThat(textOf(() -> call(paying(10))))
                .isEqualTo("FAILED_PRECONDITION: another transaction on channel: {ID: 3} is in progress");
        net.echo.release.countDown();
        assertThat(first.orTimeout(10, TimeUnit.SECONDS).join()).isEqualTo("echo wait");
        assertThat(net.authorized()).isEqualTo(10);
    }

    @Test
    void theBooksAreClosedWhenTheClientReadsTheEnd() {
        for (int call = 1; call <= 50; call++) {
            call(paying(10L * call));
            assertThat(net.authorized()).isEqualTo(10L * call);
            assertThat(net.isChannelFree()).isTrue();
        }
    }

    @Test
    void aMethodCanHaveAPriceOfItsOwn() {
        Pricing pricing = new Pricing.PerMethod(Map.of("echo.Echo/unary", Cogs.of(4)));
        try (TestNet priced = new TestNet(DaemonVersion.V6_2, pricing, builder -> {})) {
            assertThat(EchoService.call(
                            Caller.with(priced.channel, priced.owner.payment("escrow", CHANNEL, 0, 4)), "hello"))
                    .isEqualTo("echo hello");
            assertThat(textOf(() -> EchoService.stream(
                                    Caller.with(priced.channel, priced.owner.payment("escrow", CHANNEL, 0, 8)), "a b")
                            .next()))
                    .isEqualTo("INTERNAL: internal error: price is not defined for the Method"
                            + " /echo.Echo/server_stream");
            assertThat(priced.isChannelFree()).isTrue();
        }
    }
}
