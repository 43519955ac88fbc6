package io.snet4j.devnet.daemon;

import static io.snet4j.devnet.daemon.RawCalls.call;
import static io.snet4j.devnet.daemon.RawCalls.message;
import static io.snet4j.devnet.daemon.RawMessages.signed;
import static io.snet4j.devnet.daemon.RawMessages.text;
import static io.snet4j.devnet.daemon.RawMessages.word;
import static io.snet4j.devnet.daemon.TestNet.CHANNEL;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.linecorp.armeria.common.RequestHeadersBuilder;
import io.snet4j.wire.escrow.StateServiceProto.ChannelStateRequest;
import io.snet4j.wire.training.TrainingDaemonProto.AuthorizationDetails;
import io.snet4j.wire.training.TrainingDaemonProto.CommonRequest;
import java.math.BigInteger;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers that no honest client sends: the daemon packs, compares and prints them as Go does. */
class NumbersTest {
    private static final String ECHO = "/" + EchoService.UNARY.getFullMethodName();
    private static final String STATE = "/escrow.PaymentChannelStateService/GetChannelState";
    private static final BigInteger WORDS = BigInteger.ONE.shiftLeft(256);

    private final TestNet net = new TestNet(DaemonVersion.V6_2);
    private final RawCalls calls = new RawCalls(net.daemon.uri());

    @AfterEach
    void close() {
        net.close();
    }

    /** @param lastWord of the amount, which is what is signed */
    private RequestHeadersBuilder paid(BigInteger channel, BigInteger amount, long lastWord) {
        byte[] signature = sign(
                text("__MPE_claim_message"),
                net.owner.escrow().toBytes(),
                word(channel.longValueExact()),
                word(0),
                word(lastWord));
        return call(ECHO)
                .set("snet-payment-channel-id", channel.toString())
                .set("snet-payment-channel-nonce", "0")
                .set("snet-payment-channel-amount", amount.toString())
                .set("snet-payment-channel-signature-bin", Base64.getEncoder().encodeToString(signature));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 10, 1 << 20})
    void anAmountFrom256BitsOnIsSignedByItsLastWordAndTooMuchForTheChannel(int beyond) {
        BigInteger amount = WORDS.add(BigInteger.valueOf(beyond));
        assertThat(calls.verdict(paid(BigInteger.valueOf(CHANNEL), amount, beyond), message(new byte[0])))
                .isEqualTo(
                        "200 16 not enough tokens on payment channel, channel amount: 1000, payment amount: " + amount);
    }

    private byte[] sign(byte[]... parts) {
        return net.owner.identity().signMessage(signed(parts));
    }

    private String state(BigInteger channel, long block) {
        byte[] signature =
                sign(text("__get_channel_state"), net.owner.escrow().toBytes(), word(channel.longValue()), word(block));
        return calls.verdict(
                call(STATE),
                message(ChannelStateRequest.newBuilder()
                        .setChannelId(ByteString.copyFrom(channel.toByteArray()))
                        .setCurrentBlock(block)
                        .setSignature(ByteString.copyFrom(signature))
                        .build()
                        .toByteArray()));
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MIN_VALUE, -2, -1, Long.MAX_VALUE})
    void aSignatureForABlockFarAheadHasExpired(long block) {
        assertThat(state(BigInteger.valueOf(CHANNEL), block))
                .isEqualTo("200 2 authentication failed as the signature passed has expired");
        CommonRequest request = CommonRequest.newBuilder()
                .setModelId("m")
                .setAuthorization(AuthorizationDetails.newBuilder()
                        .setMessage("train_model_price")
                        .setCurrentBlock(block)
                        .setSignerAddress(net.owner.identity().address().toString())
                        .setSignature(ByteString.copyFrom(sign(
                                text("train_model_price"),
                                net.owner.identity().address().toBytes(),
                                word(block)))))
                .build();
        assertThat(calls.verdict(call("/training.Daemon/train_model_price"), message(request.toByteArray())))
                .isEqualTo("200 2 unable to access model: authentication failed as the signature passed has expired");
    }

    @Test
    void aChannelIsAskedForByTheLastWordOfItsId() {
        assertThat(state(WORDS.add(BigInteger.valueOf(CHANNEL)), net.chain.head()))
                .isEqualTo("200 0 ");
    }
}
