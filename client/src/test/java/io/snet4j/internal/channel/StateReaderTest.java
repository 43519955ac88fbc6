package io.snet4j.internal.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.snet4j.chain.GroupId;
import io.snet4j.chain.PaymentChannel;
import io.snet4j.errors.UntrustedDaemonException;
import io.snet4j.identity.Identity;
import io.snet4j.identity.ProtocolMessages;
import io.snet4j.internal.ledger.HighWaterMarks;
import io.snet4j.internal.memory.ProcessMemory;
import io.snet4j.payment.ChannelState;
import io.snet4j.value.Address;
import io.snet4j.value.BlockNumber;
import io.snet4j.value.ChannelId;
import io.snet4j.value.ChannelNonce;
import io.snet4j.value.Cogs;
import io.snet4j.wire.escrow.StateServiceProto.ChannelStateReply;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;

/** What a daemon may say of a channel at nonce 7 with 100 cogs. */
class StateReaderTest {
    private static final Address ESCROW = Address.parse("0xe7f1725E7734CE288F8367e1Bb143E90bb3F0512");
    private static final Identity SENDER = Identity.ofPrivateKey("0x" + "1".repeat(64));
    private static final Identity SIGNER = Identity.ofPrivateKey("0x" + "2".repeat(64));
    private static final Identity STRANGER = Identity.ofPrivateKey("0x" + "3".repeat(64));
    private static final PaymentChannel CHANNEL = new PaymentChannel(
            ChannelId.of(4),
            ChannelNonce.of(7),
            SENDER.address(),
            SIGNER.address(),
            STRANGER.address(),
            GroupId.of(new byte[32]),
            Cogs.of(100),
            BlockNumber.of(1_000_000));

    private final HighWaterMarks marks = new HighWaterMarks(new ProcessMemory());
    private final StateReader reader = new StateReader(ESCROW, marks);

    private static ByteString number(long value) {
        return ByteString.copyFrom(BigInteger.valueOf(value).toByteArray());
    }

    private static ByteString claim(Identity signer, long nonce, long amount) {
        byte[] message = ProtocolMessages.mpeClaim(ESCROW, CHANNEL.id(), ChannelNonce.of(nonce), Cogs.of(amount));
        return ByteString.copyFrom(signer.signMessage(message));
    }

    private static ChannelStateReply.Builder reply(long nonce) {
        return ChannelStateReply.newBuilder().setCurrentNonce(number(nonce));
    }

    private static ChannelStateReply.Builder paid(long nonce, long amount, ByteString signature) {
        return reply(nonce).setCurrentSignedAmount(number(amount)).setCurrentSignature(signature);
    }

    private ChannelState read(ChannelStateReply.Builder reply) {
        return reader.read(CHANNEL, reply.build()).orElseThrow();
    }

    private void isALie(ChannelStateReply.Builder reply, String lie) {
        assertThatThrownBy(() -> reader.read(CHANNEL, reply.build()))
                .isInstanceOf(UntrustedDaemonException.class)
                .hasMessageContaining(lie);
    }

    @Test
    void anUntouchedChannelHasAllAvailable() {
        ChannelState state = read(reply(7));

        assertThat(state.nonce()).isEqualTo(ChannelNonce.of(7));
        assertThat(state.signed()).isEqualTo(Cogs.ZERO);
        assertThat(state.available()).isEqualTo(Cogs.of(100));
    }

    @Test
    void anAmountCountsWithTheSignatureOfSignerOrSender() {
        assertThat(read(paid(7, 30, claim(SIGNER, 7, 30))).available()).isEqualTo(Cogs.of(70));
        assertThat(read(paid(7, 30, claim(SENDER, 7, 30))).signed()).isEqualTo(Cogs.of(30));
    }

    @Test
    void anInflatedForeignOrMissingSignatureIsALie() {
        isALie(paid(7, 31, claim(SIGNER, 7, 30)), "31 cogs");
        isALie(paid(7, 30, claim(STRANGER, 7, 30)), "30 cogs");
        isALie(paid(7, 30, claim(SIGNER, 6, 30)), "nonce 7");
        isALie(paid(7, 30, ByteString.EMPTY), "no signature");
        isALie(paid(7, 30, ByteString.copyFrom(new byte[65])), "no signature");
    }

    @Test
    void aClaimOnItsWayTakesItsAmountFromWhatIsAvailable() {
        ChannelState state = read(paid(8, 20, claim(SIGNER, 8, 20))
                .setOldNonceSignedAmount(number(50))
                .setOldNonceSignature(claim(SIGNER, 7, 50)));

        assertThat(state.nonce()).isEqualTo(ChannelNonce.of(8));
        assertThat(state.signed()).isEqualTo(Cogs.of(20));
        assertThat(state.available()).isEqualTo(Cogs.of(30));
    }

    @Test
    void aFalseOldAmountIsALie() {
        isALie(
                reply(8).setOldNonceSignedAmount(number(90)).setOldNonceSignature(claim(SIGNER, 7, 50)),
                "old signed amount of 90");
    }

    @Test
    void aClaimTakesAtLeastWhatIsKnownToBePaid() {
        marks.accepted(CHANNEL.id(), ChannelNonce.of(7), Cogs.of(50));

        assertThat(read(reply(8)).available()).isEqualTo(Cogs.of(50));
        assertThat(read(reply(8).setOldNonceSignedAmount(number(60)).setOldNonceSignature(claim(SIGNER, 7, 60)))
                        .available())
                .isEqualTo(Cogs.of(40));
    }

    @Test
    void anImpossibleNonceIsNoState() {
        assertThat(reader.read(CHANNEL, reply(6).build())).isEmpty();
        assertThat(reader.read(CHANNEL, reply(9).build())).isEmpty();
    }

    @Test
    void severalClaimsOnTheirWayAreRefusedWithTheWayOut() {
        assertThat(StateReader.impossibleNonce(CHANNEL, reply(9).build()))
                .hasMessageContaining("its nonce is 9, on chain it is 7")
                .hasMessageContaining("2 claims that are not mined yet, wait until they are")
                .hasMessageContaining("Nothing was signed");
    }

    @Test
    void aDaemonBehindTheChainIsRefusedWithTheWayOut() {
        assertThat(StateReader.impossibleNonce(CHANNEL, reply(6).build()))
                .hasMessageContaining("its nonce is 6, on chain it is 7")
                .hasMessageContaining("wait until its Ethereum node has caught up");
    }

    @Test
    void aNumberThatNoContractCanHoldIsALie() {
        isALie(ChannelStateReply.newBuilder().setCurrentNonce(ByteString.copyFrom(new byte[33])), "33 bytes");
    }

    @Test
    void moreSignedThanTheChannelHoldsLeavesNothing() {
        assertThat(read(paid(7, 130, claim(SIGNER, 7, 130))).available()).isEqualTo(Cogs.ZERO);
    }
}
