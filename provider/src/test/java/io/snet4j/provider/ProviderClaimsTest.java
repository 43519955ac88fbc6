package io.snet4j.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.snet4j.chain.GroupId;
import io.snet4j.chain.PaymentChannel;
import io.snet4j.errors.ChainException;
import io.snet4j.errors.DaemonUnavailableException;
import io.snet4j.errors.InvalidRequestException;
import io.snet4j.errors.NotFoundException;
import io.snet4j.errors.ServiceCallException;
import io.snet4j.errors.UntrustedDaemonException;
import io.snet4j.identity.Identity;
import io.snet4j.identity.ProtocolMessages;
import io.snet4j.identity.Signatures;
import io.snet4j.testing.FakeChain;
import io.snet4j.testing.Words;
import io.snet4j.value.Address;
import io.snet4j.value.BlockNumber;
import io.snet4j.value.ChannelId;
import io.snet4j.value.ChannelNonce;
import io.snet4j.value.Cogs;
import io.snet4j.wire.escrow.ControlServiceProto.PaymentReply;
import java.math.BigInteger;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ProviderClaimsTest {
    private static final Address ESCROW = Address.parse("0x5c7a4290f6f8ff64c69eeffdfafc8644a4ec3a4e");
    private static final ChannelId CHANNEL = ChannelId.of(300);
    private static final ChannelNonce NONCE = ChannelNonce.of(3);
    private static final long BLOCK = 1000;
    private static final Cogs AMOUNT = Cogs.of(400);

    private final Identity provider = Identity.ofPrivateKey("1".repeat(64));
    private final Identity consumer = Identity.ofPrivateKey("2".repeat(64));
    private final Identity stranger = Identity.ofPrivateKey("3".repeat(64));
    private final FakeChain chain = new FakeChain();
    private final ScriptedPayments daemon = new ScriptedPayments();
    private final ProviderServer server =
            ProviderServer.builder().addService(daemon).start();
    private final ProviderClaims claims = ProviderClaims.connect(server.uri(), chain, ESCROW, provider);

    ProviderClaimsTest() {
        channel(NONCE, provider.address());
        daemon.unclaimed = payment(NONCE, AMOUNT, null);
        daemon.started = payment(NONCE, AMOUNT, consumer);
    }

    @AfterEach
    void stop() {
        claims.close();
        server.close();
    }

    @Test
    void whatWasSignedIsClaimedOnChain() {
        Claim claim = claims.claim(CHANNEL);

        assertThat(claim.channelId()).isEqualTo(CHANNEL);
        assertThat(claim.nonce()).isEqualTo(NONCE);
        assertThat(claim.amount()).isEqualTo(AMOUNT);
        assertThat(claim.receipt().blockNumber()).isEqualTo(BlockNumber.of(BLOCK + 1));
        assertThat(chain.transactions()).hasSize(1);
    }

    @Test
    void everyQuestionIsSignedByTheProvider() {
        claims.listUnclaimed();
        assertThat(recovered(ProtocolMessages.listUnclaimed(ESCROW, BlockNumber.of(BLOCK))))
                .contains(provider.address());
        assertThat(daemon.escrowText).isEqualTo(ESCROW.toString());

        claims.listInProgress();
        assertThat(recovered(ProtocolMessages.listInProgress(ESCROW, BlockNumber.of(BLOCK))))
                .contains(provider.address());

        claims.claim(CHANNEL);
        assertThat(recovered(ProtocolMessages.startClaim(ESCROW, CHANNEL, NONCE)))
                .contains(provider.address());
    }

    @Test
    void theUnclaimedAreListedWithTheirAmounts() {
        assertThat(claims.listUnclaimed())
                .containsExactly(new UnclaimedPayment(CHANNEL, NONCE, AMOUNT, BlockNumber.of(2000)));
        assertThat(claims.listInProgress()).isEmpty();
    }

    @Test
    void aClaimThatWasInterruptedIsFinishedWithoutStartingAnother() {
        daemon.inProgress = payment(NONCE, Cogs.of(100), consumer);

        assertThat(claims.claim(CHANNEL).amount()).isEqualTo(Cogs.of(100));

        assertThat(daemon.starts).isZero();
    }

    @Test
    void aClaimThatIsMinedAlreadyIsNotFinishedAgain() {
        daemon.inProgress = payment(ChannelNonce.of(2), Cogs.of(100), consumer);

        assertThat(claims.claim(CHANNEL).amount()).isEqualTo(AMOUNT);
    }

    @Test
    void aPaymentSignedByTheChannelsSenderIsGood() {
        daemon.started = payment(NONCE, AMOUNT, stranger);

        assertThat(claims.claim(CHANNEL).amount()).isEqualTo(AMOUNT);
    }

    @Test
    void aPaymentThatNobodyEntitledSignedIsNotSent() {
        daemon.started = payment(NONCE, AMOUNT, provider);

        assertUntrusted("not signed by the channel's signer or sender");
    }

    @Test
    void aPaymentWhoseAmountWasRaisedIsNotSent() {
        daemon.started = payment(NONCE, AMOUNT, consumer).toBuilder()
                .setSignedAmount(bytes(BigInteger.valueOf(401)))
                .build();

        assertUntrusted("not signed by");
    }

    @Test
    void aPaymentForAnotherNonceIsNotSent() {
        daemon.started = payment(NONCE.next(), AMOUNT, consumer);

        assertUntrusted("at the chain's nonce 3");
    }

    @Test
    void aPaymentBeyondTheChannelsValueIsNotSent() {
        daemon.started = payment(NONCE, Cogs.of(501), consumer);

        assertUntrusted("more than the 500 cogs left");
    }

    @Test
    void aPaymentWithoutSignatureIsNotSent() {
        daemon.started = payment(NONCE, AMOUNT, null);

        assertUntrusted("not signed by");
    }

    @Test
    void aChannelOfAnotherRecipientIsRefusedBeforeTheDaemonStartsAClaim() {
        channel(NONCE, stranger.address());

        assertThatThrownBy(() -> claims.claim(CHANNEL))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining(stranger.address().toString());
        assertThat(daemon.starts).isZero();
    }

    @Test
    void aChannelThatNothingWasPaidThroughIsNotFound() {
        daemon.unclaimed = null;

        assertThatThrownBy(() -> claims.claim(CHANNEL))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("channel 300");
    }

    @Test
    void aChannelThatTheEscrowDoesNotHaveIsNotFound() {
        chain.forgetChannels();

        assertThatThrownBy(() -> claims.claim(CHANNEL))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("no channel 300");
    }

    @Test
    void allIsClaimedExceptWhatTheContractWouldNotTake() {
        daemon.inProgress = payment(NONCE, AMOUNT, provider);

        ClaimReport report = claims.claimAll();

        assertThat(report.claims()).isEmpty();
        assertThat(report.failures()).containsOnlyKeys(CHANNEL);
        assertThat(report.failures().get(CHANNEL))
                .isInstanceOf(UntrustedDaemonException.class)
                .hasMessageContaining("not signed by");
        assertThat(chain.transactions()).isEmpty();
        assertThat(daemon.starts).isZero();
    }

    @Test
    void whatTheDaemonRefusesToStartIsReported() {
        daemon.startRefusal = "another transaction on channel: {ID: 300} is in progress";

        assertThat(claims.claimAll().failures().get(CHANNEL))
                .isInstanceOf(ServiceCallException.class)
                .hasMessageContaining(daemon.startRefusal);
        assertThat(chain.transactions()).isEmpty();
    }

    @Test
    void whatWasClaimedWithoutTheDaemonIsNotClaimedAgain() {
        channel(NONCE.next(), provider.address());

        ClaimReport report = claims.claimAll();

        assertThat(report.claims()).isEmpty();
        assertThat(report.failures()).isEmpty();
        assertThat(daemon.starts).isZero();
    }

    @Test
    void whatCanBeClaimedIsListedWithItsPayerAndTheChainsExpiration() {
        daemon.inProgress = payment(NONCE, Cogs.of(100), consumer);
        daemon.unclaimed = payment(NONCE.next(), AMOUNT, null);

        assertThat(claims.listClaimable())
                .containsExactly(
                        new ClaimablePayment(
                                CHANNEL, stranger.address(), NONCE, Cogs.of(100), BlockNumber.of(2000), true),
                        new ClaimablePayment(
                                CHANNEL, stranger.address(), NONCE.next(), AMOUNT, BlockNumber.of(2000), false));
        assertThat(daemon.starts).isZero();
    }

    @Test
    void whatCannotBeClaimedIsNotListed() {
        channel(NONCE.next(), provider.address());
        assertThat(claims.listClaimable()).as("claimed already").isEmpty();

        channel(NONCE, stranger.address());
        assertThat(claims.listClaimable()).as("another's").isEmpty();

        chain.forgetChannels();
        assertThat(claims.listClaimable()).as("no channel").isEmpty();
    }

    @Test
    void channelsThatWereNotNamedAreLeft() {
        assertThat(claims.claimAll(Set.of(ChannelId.of(301)))).isEqualTo(new ClaimReport(List.of(), Map.of()));
        assertThat(daemon.starts).isZero();

        daemon.keepsBooks = true;
        assertThat(claims.claimAll(Set.of(CHANNEL)).claims())
                .extracting(Claim::amount)
                .containsExactly(AMOUNT);
    }

    @Test
    void aClaimThatAnotherProgramWasFasterWithSaysSo() {
        chain.beforeMined(this::anotherClaims);

        assertThatThrownBy(() -> claims.claim(CHANNEL))
                .isInstanceOf(ClaimedMeanwhileException.class)
                .hasMessageContaining("channel 300 at nonce 3 was claimed meanwhile")
                .hasMessageContaining("Invalid signature");
    }

    @Test
    void ofSeveralClaimsTheOneThatAnotherProgramWasFasterWithIsReported() {
        daemon.keepsBooks = true;
        chain.beforeMined(this::anotherClaims);

        ClaimReport report = claims.claimAll();

        assertThat(report.claims()).isEmpty();
        assertThat(report.failures()).containsOnlyKeys(CHANNEL);
        assertThat(report.failures().get(CHANNEL)).isInstanceOf(ClaimedMeanwhileException.class);
    }

    @Test
    void aClaimThatFailsOtherwiseFailsAsBefore() {
        chain.beforeMined(() -> {
            throw new ChainException("out of gas");
        });

        assertThatThrownBy(() -> claims.claim(CHANNEL))
                .isExactlyInstanceOf(ChainException.class)
                .hasMessageContaining("out of gas");
    }

    private void anotherClaims() {
        channel(NONCE.next(), provider.address());
        throw new ChainException("reverted: Invalid signature");
    }

    @Test
    void aDaemonThatGoesDownEndsTheRun() {
        server.close();

        assertThatThrownBy(claims::claimAll).isInstanceOf(DaemonUnavailableException.class);
    }

    @Test
    void theDaemonsOwnWordsAreInTheRefusal() {
        daemon.refusal = "the address: 0x1 does not match to what has been expected / registered";

        assertThatThrownBy(claims::listUnclaimed)
                .isInstanceOf(ServiceCallException.class)
                .hasMessageContaining(daemon.refusal);
    }

    @Test
    void aDaemonThatIsDownIsNamed() {
        server.close();

        assertThatThrownBy(claims::listUnclaimed)
                .isInstanceOf(DaemonUnavailableException.class)
                .hasMessageContaining("127.0.0.1:" + server.uri().getPort());
    }

    @Test
    void anEndpointThatIsNoneIsRefused() {
        assertThatThrownBy(() -> ProviderClaims.connect(URI.create("127.0.0.1:80"), chain, ESCROW, provider))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("127.0.0.1:80");
    }

    private void assertUntrusted(String reason) {
        assertThatThrownBy(() -> claims.claim(CHANNEL))
                .isInstanceOf(UntrustedDaemonException.class)
                .hasMessageContaining(reason);
        assertThat(chain.transactions()).isEmpty();
    }

    /** As the chain has it from now on. */
    private void channel(ChannelNonce nonce, Address recipient) {
        chain.put(new PaymentChannel(
                CHANNEL,
                nonce,
                stranger.address(),
                consumer.address(),
                recipient,
                GroupId.of(new byte[32]),
                Cogs.of(500),
                BlockNumber.of(2000)));
    }

    private Optional<Address> recovered(byte[] message) {
        return Signatures.recover(message, daemon.signature);
    }

    private static PaymentReply payment(ChannelNonce nonce, Cogs amount, @Nullable Identity signer) {
        PaymentReply.Builder reply = PaymentReply.newBuilder()
                .setChannelId(bytes(CHANNEL.value()))
                .setChannelNonce(bytes(nonce.value()))
                .setSignedAmount(bytes(amount.value()))
                .setChannelExpiry(bytes(BigInteger.valueOf(2000)));
        if (signer != null) {
            byte[] message = ProtocolMessages.mpeClaim(ESCROW, CHANNEL, nonce, amount);
            reply.setSignature(ByteString.copyFrom(signer.signMessage(message)));
        }
        return reply.build();
    }

    private static ByteString bytes(BigInteger value) {
        return ByteString.copyFrom(Words.of(value));
    }
}
