package io.snet4j.devnet.daemon;

import static io.snet4j.devnet.daemon.TestNet.CHANNEL;
import static io.snet4j.devnet.daemon.TestNet.ESCROW;
import static io.snet4j.devnet.daemon.TestNet.textOf;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.snet4j.chain.GroupId;
import io.snet4j.identity.ProtocolMessages;
import io.snet4j.value.BlockNumber;
import io.snet4j.value.ChannelId;
import io.snet4j.value.ChannelNonce;
import io.snet4j.wire.escrow.ControlServiceProto.GetPaymentsListRequest;
import io.snet4j.wire.escrow.ControlServiceProto.PaymentReply;
import io.snet4j.wire.escrow.ControlServiceProto.StartClaimRequest;
import io.snet4j.wire.escrow.ControlServiceProto.StartMultipleClaimRequest;
import io.snet4j.wire.escrow.PaymentChannelStateServiceGrpc;
import io.snet4j.wire.escrow.ProviderControlServiceGrpc;
import io.snet4j.wire.escrow.StateServiceProto.ChannelStateReply;
import io.snet4j.wire.escrow.StateServiceProto.ChannelStateRequest;
import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The escrow services: a channel's state for its parties, claims for the provider. */
class ChannelServicesTest {
    private static final BigInteger ID = BigInteger.valueOf(CHANNEL);

    private TestNet net = new TestNet(DaemonVersion.V6_2);

    @AfterEach
    void close() {
        net.close();
    }

    private void pay(long nonce, long amount) {
        EchoService.call(Caller.with(net.channel, net.owner.payment("escrow", CHANNEL, nonce, amount)), "hello");
    }

    // State

    private ChannelStateReply state(Caller caller) {
        return state(caller, ID, net.chain.head());
    }

    private ChannelStateReply state(Caller caller, BigInteger id, long block) {
        return PaymentChannelStateServiceGrpc.newBlockingStub(net.channel)
                .getChannelState(ChannelStateRequest.newBuilder()
                        .setChannelId(ByteString.copyFrom(id.toByteArray()))
                        .setCurrentBlock(block)
                        .setSignature(caller.sign(
                                ProtocolMessages.getChannelState(ESCROW, ChannelId.of(id), BlockNumber.of(block))))
                        .build());
    }

    @Test
    void aChannelThatWasNeverPaidFromHasItsNonceOnly() {
        net.openChannel(4, 1000);
        assertThat(state(net.owner))
                .isEqualTo(ChannelStateReply.newBuilder()
                        .setCurrentNonce(Bytes.word(BigInteger.valueOf(4)))
                        .build());
    }

    @Test
    void theLastPaymentIsToldToSenderAndRecipient() {
        pay(0, 10);
        ChannelStateReply expected = ChannelStateReply.newBuilder()
                .setCurrentNonce(Bytes.word(BigInteger.ZERO))
                .setCurrentSignedAmount(Bytes.word(BigInteger.TEN))
                .setCurrentSignature(ByteString.copyFrom(net.owner.claim(CHANNEL, 0, 10)))
                .build();
        assertThat(state(net.owner)).isEqualTo(expected);
        assertThat(state(net.recipient)).isEqualTo(expected);
        assertThat(expected.getCurrentSignedAmount().size()).isEqualTo(32);
    }

    @Test
    void aChannelsStateIsNobodyElsesBusiness() {
        assertThat(textOf(() -> state(net.stranger)))
                .isEqualTo("UNKNOWN: only channel signer/sender/receiver can get latest channel state");
    }

    @Test
    void aRequestForStateIsSignedLately() {
        assertThat(textOf(() -> PaymentChannelStateServiceGrpc.newBlockingStub(net.channel)
                        .getChannelState(ChannelStateRequest.newBuilder()
                                .setChannelId(ByteString.copyFrom(ID.toByteArray()))
                                .setCurrentBlock(net.chain.head())
                                .build())))
                .isEqualTo("UNKNOWN: incorrect signature");
        assertThat(state(net.owner, ID, net.chain.head() - 5)).isNotNull();
        assertThat(textOf(() -> state(net.owner, ID, net.chain.head() - 6)))
                .isEqualTo("UNKNOWN: authentication failed as the signature passed has expired");
    }

    @Test
    void aChannelThatDoesNotExistHasNoState() {
        assertThat(textOf(() -> state(net.owner, BigInteger.valueOf(77), net.chain.head())))
                .isEqualTo("UNKNOWN: channel is not found, channelId: 77");
    }

    @Test
    void theStateOfAnotherGroupsChannelIsNotTold() {
        byte[] other = new byte[32];
        other[31] = 1;
        net.close();
        net = new TestNet(DaemonVersion.V6_0);
        net.putChannel(net.recipient.identity().address(), GroupId.of(other), 0, 1000);
        assertThat(textOf(() -> state(net.owner)))
                .startsWith("UNKNOWN: channel error:Channel received belongs to another group of replicas, current"
                        + " group: [0 0 ");
    }

    @Test
    void whileTheChainIsSilentThereIsNoState() {
        pay(0, 10);
        net.chain.setStateRefused(true);
        assertThat(textOf(() -> state(net.owner))).startsWith("UNKNOWN: channel error:");
    }

    // Claims

    private PaymentReply startClaim(Caller caller, long nonce) {
        return ProviderControlServiceGrpc.newBlockingStub(net.channel)
                .startClaim(StartClaimRequest.newBuilder()
                        .setMpeAddress(ESCROW.toString())
                        .setChannelId(Bytes.word(ID))
                        .setSignature(caller.sign(
                                ProtocolMessages.startClaim(ESCROW, ChannelId.of(ID), ChannelNonce.of(nonce))))
                        .build());
    }

    private GetPaymentsListRequest listRequest(Caller caller, byte[] message) {
        return GetPaymentsListRequest.newBuilder()
                .setMpeAddress(ESCROW.toString())
                .setCurrentBlock(net.chain.head())
                .setSignature(caller.sign(message))
                .build();
    }

    private List<PaymentReply> unclaimed(Caller caller) {
        return ProviderControlServiceGrpc.newBlockingStub(net.channel)
                .getListUnclaimed(
                        listRequest(caller, ProtocolMessages.listUnclaimed(ESCROW, BlockNumber.of(net.chain.head()))))
                .getPaymentsList();
    }

    private List<PaymentReply> inProgress() {
        return ProviderControlServiceGrpc.newBlockingStub(net.channel)
                .getListInProgress(listRequest(
                        net.recipient, ProtocolMessages.listInProgress(ESCROW, BlockNumber.of(net.chain.head()))))
                .getPaymentsList();
    }

    private PaymentReply.Builder payment(long nonce, long amount) {
        return PaymentReply.newBuilder()
                .setChannelId(Bytes.word(ID))
                .setChannelNonce(Bytes.word(BigInteger.valueOf(nonce)))
                .setSignedAmount(Bytes.word(BigInteger.valueOf(amount)));
    }

    private PaymentReply.Builder signedPayment(long nonce, long amount) {
        return payment(nonce, amount).setSignature(ByteString.copyFrom(net.owner.claim(CHANNEL, nonce, amount)));
    }

    @Test
    void aClaimHandsOutThePaymentAndTheClientGoesOnAtTheNextNonce() {
        net.openChannel(0, 30);
        pay(0, 10);
        ByteString expiry = Bytes.word(BigInteger.valueOf(TestNet.EXPIRATION));
        assertThat(unclaimed(net.recipient))
                .containsExactly(payment(0, 10).setChannelExpiry(expiry).build());
        assertThat(startClaim(net.recipient, 0)).isEqualTo(signedPayment(0, 10).build());
        assertThat(unclaimed(net.recipient)).isEmpty();
        assertThat(inProgress())
                .containsExactly(signedPayment(0, 10).setChannelExpiry(expiry).build());

        ChannelStateReply begun = state(net.owner);
        assertThat(begun)
                .isEqualTo(ChannelStateReply.newBuilder()
                        .setCurrentNonce(Bytes.word(BigInteger.ONE))
                        .setCurrentSignedAmount(Bytes.word(BigInteger.ZERO))
                        .setOldNonceSignedAmount(Bytes.word(BigInteger.TEN))
                        .setOldNonceSignature(ByteString.copyFrom(net.owner.claim(CHANNEL, 0, 10)))
                        .build());
        pay(1, 10);
        assertThat(net.authorized()).isEqualTo(10);
        pay(1, 20);
        assertThat(textOf(() -> pay(1, 30)))
                .as("what is claimed cannot be spent again")
                .isEqualTo(
                        "UNAUTHENTICATED: not enough tokens on payment channel, channel amount: 20, payment amount: 30");
    }

    @Test
    void aClaimThatTheChainHasSettledIsForgotten() {
        pay(0, 10);
        startClaim(net.recipient, 0);
        net.openChannel(1, 990);
        assertThat(inProgress()).isEmpty();
        assertThat(net.daemon.store().claims()).isEmpty();
        assertThat(state(net.owner).getCurrentNonce()).isEqualTo(Bytes.word(BigInteger.ONE));
    }

    @Test
    void fundsAddedWhileAClaimIsOnItsWayDoNotCount() {
        net.openChannel(0, 10);
        pay(0, 10);
        startClaim(net.recipient, 0);
        net.openChannel(0, 1000);
        assertThat(textOf(() -> pay(1, 10)))
                .isEqualTo(
                        "UNAUTHENTICATED: not enough tokens on payment channel, channel amount: 0, payment amount: 10");
    }

    @Test
    void whereTheClaimWasLostTheStateCannotBeTold() {
        pay(0, 10);
        startClaim(net.recipient, 0);
        net.daemon.store().claims().forEach(net.daemon.store()::remove);
        assertThat(textOf(() -> state(net.owner)))
                .isEqualTo("UNKNOWN: channel has different nonce in local storage and blockchain and old payment is not"
                        + " found in storage");
    }

    @Test
    void onlyTheRecipientClaims() {
        pay(0, 10);
        String expected = "UNKNOWN: the address: " + net.stranger.identity().address()
                + " does not match to what has been expected / registered";
        assertThat(textOf(() -> startClaim(net.stranger, 0))).isEqualTo(expected);
        assertThat(textOf(() -> unclaimed(net.stranger))).isEqualTo(expected);
    }

    @Test
    void thereMustBeSomethingToClaim() {
        assertThat(textOf(() -> startClaim(net.recipient, 0)))
                .isEqualTo("UNKNOWN: authorized amount is zero , hence nothing to claim on the channel Id: 3");
        net.chain.forgetChannels();
        assertThat(textOf(() -> startClaim(net.recipient, 0)))
                .isEqualTo("UNKNOWN: channel Id 3 was not found on blockchain or storage");
    }

    @Test
    void noClaimBeginsWhileAPaymentIsUnderWay() {
        pay(0, 10);
        assertThat(net.daemon.store().tryLock(ID)).isTrue();
        assertThat(textOf(() -> startClaim(net.recipient, 0)))
                .isEqualTo("UNKNOWN: another transaction on channel: {ID: 3} is in progress");
    }

    @Test
    void theEscrowIsNamed() {
        assertThat(textOf(() -> ProviderControlServiceGrpc.newBlockingStub(net.channel)
                        .getListUnclaimed(GetPaymentsListRequest.newBuilder()
                                .setMpeAddress("0x01")
                                .build())))
                .isEqualTo("UNKNOWN: the mpeAddress: 0x01 passed does not match to what has been registered");
    }

    @Test
    void severalChannelsAreClaimedAtOnce() {
        pay(0, 10);
        StartMultipleClaimRequest request = StartMultipleClaimRequest.newBuilder()
                .setMpeAddress(ESCROW.toString())
                .addChannelIds(CHANNEL)
                .setCurrentBlock(net.chain.head())
                .setSignature(net.recipient.sign(ProtocolMessages.startClaimForMultipleChannels(
                        ESCROW, List.of(ChannelId.of(ID)), BlockNumber.of(net.chain.head()))))
                .build();
        assertThat(ProviderControlServiceGrpc.newBlockingStub(net.channel)
                        .startClaimForMultipleChannels(request)
                        .getPaymentsList())
                .containsExactly(signedPayment(0, 10).build());
        net.chain.mine(6);
        assertThat(textOf(() ->
                        ProviderControlServiceGrpc.newBlockingStub(net.channel).startClaimForMultipleChannels(request)))
                .isEqualTo("UNKNOWN: authentication failed as the signature passed has expired");
    }
}
