package io.snet4j.devnet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.snet4j.chain.FetchToken;
import io.snet4j.chain.GroupId;
import io.snet4j.chain.MultiPartyEscrow;
import io.snet4j.chain.PaymentChannel;
import io.snet4j.chain.RegistryContract;
import io.snet4j.chain.RegistryTransaction;
import io.snet4j.devnet.DevnetConnection.Contracts;
import io.snet4j.errors.ChainException;
import io.snet4j.identity.Identity;
import io.snet4j.identity.ProtocolMessages;
import io.snet4j.testing.Vectors;
import io.snet4j.value.Address;
import io.snet4j.value.BlockCount;
import io.snet4j.value.BlockNumber;
import io.snet4j.value.ChannelId;
import io.snet4j.value.ChannelNonce;
import io.snet4j.value.Cogs;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The published contracts do what the recorded run in vectors.json says, seen through core. */
final class OnChainIT {
    private static final Duration DEADLINE = Duration.ofMinutes(5);
    private static final BigInteger CURVE_ORDER =
            new BigInteger("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141", 16);
    private static final GroupId GROUP = GroupId.of(new byte[32]);
    private static final Identity SENDER = TestChain.account(0);
    private static final Identity SIGNER = TestChain.account(1);
    private static final Identity RECIPIENT = TestChain.account(2);
    private static final Identity STRANGER = TestChain.account(3);

    private static TestChain net;
    private static MultiPartyEscrow escrow;
    private static FetchToken token;
    private String snapshot;

    @BeforeAll
    static void start() {
        net = new TestChain();
        escrow = new MultiPartyEscrow(net.chain, ContractDeployment.EXPECTED.mpe());
        token = new FetchToken(net.chain, ContractDeployment.EXPECTED.token());
        token.approve(SENDER, escrow.address(), Cogs.of(1_000_000), DEADLINE);
    }

    @AfterAll
    static void stop() {
        net.close();
    }

    @BeforeEach
    void remember() {
        snapshot = net.rpc.snapshot();
    }

    @AfterEach
    void forget() {
        net.rpc.revert(snapshot);
    }

    @Test
    void theContractsHaveTheAddressesThatFollowFromTheOrderOfTheirCreation() {
        JsonNode addresses = Vectors.at("/on_chain/addresses");
        assertThat(ContractDeployment.EXPECTED)
                .isEqualTo(new Contracts(
                        Address.parse(addresses.path("mpe").asText()),
                        Address.parse(addresses.path("registry").asText()),
                        Address.parse(addresses.path("token").asText())));
        assertThat(ContractDeployment.isDone(net.chain)).isTrue();
        assertThat(escrow.token()).isEqualTo(token.address());
        assertThat(token.balance(SENDER.address()))
                .isEqualTo(Cogs.parse(
                        Vectors.step("deploy").path("deployer_balance").asText()));
    }

    @Test
    void onlyAMinterMakesTokens() {
        token.mint(SENDER, STRANGER.address(), Cogs.of(5), DEADLINE);
        assertThat(token.balance(STRANGER.address())).isEqualTo(Cogs.of(5));
        assertReverts("mint by somebody else", () -> token.mint(STRANGER, STRANGER.address(), Cogs.of(5), DEADLINE));
    }

    @Test
    void anOpenedChannelIsFoundByItsTopics() {
        PaymentChannel channel = open(1_000);
        BlockNumber now = net.chain.blockNumber();

        assertThat(channel.id()).isEqualTo(ChannelId.of(0));
        assertThat(escrow.channel(channel.id())).contains(channel);
        assertThat(escrow.channelsOpened(SENDER.address(), RECIPIENT.address(), GROUP, BlockNumber.of(0), now))
                .containsExactly(new MultiPartyEscrow.OpenedChannel(channel, now));
        assertThat(escrow.channelsOpened(SENDER.address(), STRANGER.address(), GROUP, BlockNumber.of(0), now))
                .isEmpty();
    }

    @Test
    void theGoldenClaimsAreAccepted() {
        for (String name : List.of("mpe_claim/channel-0-all-zero", "mpe_claim/channel-0-first-cog")) {
            assertThat(Vectors.step("contract accepts golden vector " + name)
                            .path("accepted")
                            .asBoolean())
                    .isTrue();
            String before = net.rpc.snapshot();
            PaymentChannel channel = open(1_000);
            JsonNode vector = Vectors.named(Vectors.at("/mpe_claim"), "name", name);
            Cogs amount = Cogs.parse(vector.at("/fields/amount").asText());
            byte[] signature = hex(vector.path("signature").asText());
            escrow.channelClaim(RECIPIENT, channel.id(), amount, signature, false, DEADLINE);
            assertThat(escrow.balance(RECIPIENT.address())).isEqualTo(amount);
            net.rpc.revert(before);
        }
    }

    @Test
    void aClaimBySignerPaysTheRecipientOnceAndRaisesTheNonce() {
        PaymentChannel channel = open(1_000);
        byte[] signature = sign(SIGNER, channel, 0, 300);

        escrow.channelClaim(RECIPIENT, channel.id(), Cogs.of(300), signature, false, DEADLINE);

        JsonNode seen = Vectors.step("claim 300 by signer, v 27/28, keep");
        assertState(channel, seen);
        assertThat(escrow.balance(RECIPIENT.address()))
                .isEqualTo(Cogs.parse(seen.path("recipient_balance_in_mpe").asText()));
        assertReverts(
                "same claim again",
                () -> escrow.channelClaim(RECIPIENT, channel.id(), Cogs.of(300), signature, false, DEADLINE));
    }

    @Test
    void aClaimMayBeSignedBySenderAndTakeLessThanPlanned() {
        PaymentChannel channel = open(1_000);
        escrow.channelClaim(RECIPIENT, channel.id(), Cogs.of(300), sign(SIGNER, channel, 0, 300), false, DEADLINE);

        claim(RECIPIENT, channel, 20, 50, sign(SENDER, channel, 1, 50));

        assertState(channel, Vectors.step("claim 20 of 50 planned, signed by sender"));
    }

    @Test
    void aClaimNeedsARightSignature() {
        PaymentChannel channel = open(1_000);
        byte[] right = sign(SIGNER, channel, 0, 300);
        byte[] zeroBased = right.clone();
        zeroBased[64] -= 27;

        assertReverts("claim, v as 0/1", () -> claim(RECIPIENT, channel, 300, 300, zeroBased));
        assertReverts(
                "claim, wrong nonce in signature",
                () -> claim(RECIPIENT, channel, 300, 300, sign(SIGNER, channel, 1, 300)));
        assertReverts(
                "claim signed by a stranger",
                () -> claim(RECIPIENT, channel, 300, 300, sign(STRANGER, channel, 0, 300)));
        assertReverts("claim by a stranger", () -> claim(STRANGER, channel, 300, 300, right));
    }

    @Test
    void coreClaimsWithTheZeroBasedSignaturesThatDaemonsStore() {
        PaymentChannel channel = open(1_000);
        byte[] zeroBased = sign(SIGNER, channel, 0, 300);
        zeroBased[64] -= 27;
        escrow.channelClaim(RECIPIENT, channel.id(), Cogs.of(300), zeroBased, false, DEADLINE);
        assertThat(escrow.balance(RECIPIENT.address())).isEqualTo(Cogs.of(300));
    }

    @Test
    void theContractAcceptsTheOtherHalfOfTheCurve() {
        PaymentChannel channel = open(1_000);
        byte[] low = sign(SIGNER, channel, 0, 10);
        BigInteger highS = CURVE_ORDER.subtract(new BigInteger(1, Arrays.copyOfRange(low, 32, 64)));
        byte[] high = HexFormat.of()
                .parseHex(HexFormat.of().formatHex(low, 0, 32) + word(highS) + (low[64] == 27 ? "1c" : "1b"));

        assertThat(Vectors.step("claim with high s").path("accepted").asBoolean())
                .isTrue();
        claim(RECIPIENT, channel, 10, 10, high);
        assertThat(escrow.balance(RECIPIENT.address())).isEqualTo(Cogs.of(10));
    }

    @Test
    void fundsAreAddedFromTheBalanceInTheEscrowOnly() {
        PaymentChannel channel = open(680);
        assertReverts(
                "channelAddFunds without MPE balance",
                () -> escrow.channelAddFunds(SENDER, channel.id(), Cogs.of(1), DEADLINE));

        escrow.deposit(SENDER, Cogs.of(500), DEADLINE);
        BlockNumber later = channel.expiration().plus(BlockCount.of(10));
        escrow.channelExtendAndAddFunds(SENDER, channel.id(), later, Cogs.of(500), DEADLINE);

        PaymentChannel now = escrow.channel(channel.id()).orElseThrow();
        assertThat(now.value())
                .isEqualTo(Cogs.parse(Vectors.step("deposit + channelExtendAndAddFunds")
                        .path("value")
                        .asText()));
        assertThat(now.expiration()).isEqualTo(later);
    }

    @Test
    void onlyTheSenderMovesTheExpirationAndOnlyForward() {
        PaymentChannel channel = open(1_000);
        BlockNumber later = channel.expiration().plus(BlockCount.of(1));
        BlockNumber earlier = channel.expiration().minus(BlockCount.of(1));
        assertReverts(
                "channelExtend by a stranger", () -> escrow.channelExtend(STRANGER, channel.id(), later, DEADLINE));
        assertReverts("channelExtend backwards", () -> escrow.channelExtend(SENDER, channel.id(), earlier, DEADLINE));
        escrow.channelExtend(SENDER, channel.id(), later, DEADLINE);
        assertThat(escrow.channel(channel.id()).orElseThrow().expiration()).isEqualTo(later);
    }

    @Test
    void aClaimWithSendBackReturnsTheRestAndEndsTheChannel() {
        PaymentChannel channel = open(1_180);

        escrow.channelClaim(RECIPIENT, channel.id(), Cogs.of(10), sign(SIGNER, channel, 0, 10), true, DEADLINE);

        JsonNode seen = Vectors.step("claim with send-back");
        PaymentChannel now = escrow.channel(channel.id()).orElseThrow();
        assertThat(now.value()).isEqualTo(Cogs.parse(seen.path("value").asText()));
        assertThat(now.expiration())
                .isEqualTo(BlockNumber.of(new BigInteger(seen.path("expiration").asText())));
        assertThat(escrow.balance(SENDER.address()))
                .isEqualTo(Cogs.parse(seen.path("sender_balance_in_mpe").asText()));
    }

    @Test
    void theSenderTakesTheValueBackOnlyAfterExpiration() {
        PaymentChannel channel = open(5);
        assertReverts(
                "channelClaimTimeout too early", () -> escrow.channelClaimTimeout(SENDER, channel.id(), DEADLINE));
        net.rpc.mine(BlockCount.of(100));
        escrow.channelClaimTimeout(SENDER, channel.id(), DEADLINE);
        assertThat(escrow.channel(channel.id()).orElseThrow().value()).isEqualTo(Cogs.ZERO);
        assertThat(escrow.balance(SENDER.address())).isEqualTo(Cogs.of(5));
    }

    @Test
    void aChannelMayBeEmptyButNotWithoutSigner() {
        assertThat(open(0).value()).isEqualTo(Cogs.ZERO);
        assertThatThrownBy(() -> escrow.depositAndOpenChannel(
                        SENDER, Address.ZERO, RECIPIENT.address(), GROUP, Cogs.of(1), BlockNumber.of(10), DEADLINE))
                .isInstanceOf(ChainException.class);
        assertThat(escrow.channel(ChannelId.of(99))).isEmpty();
    }

    @Test
    void theRegistryKeepsWhatWasRegisteredOnce() {
        RegistryContract registry = new RegistryContract(net.chain, ContractDeployment.EXPECTED.registry());
        String uri = "ipfs://Qmf412jQZiuVUtdgnB36FXFX7xg5V6KEbSJ4dpQuhkLyfD";
        RegistryTransaction creation = RegistryTransaction.createOrganization("snet", uri, List.of());
        registry.send(SENDER, creation, DEADLINE);
        registry.send(SENDER, RegistryTransaction.createServiceRegistration("snet", "example", uri), DEADLINE);

        assertThat(registry.getOrganizationById("snet").orElseThrow().metadataUri())
                .isEqualTo(uri);
        assertThat(registry.getServiceRegistrationById("snet", "example")).contains(uri);
        assertThat(registry.getServiceRegistrationById("snet", "missing")).isEmpty();
        assertThatThrownBy(() -> registry.send(SENDER, creation, DEADLINE))
                .hasMessageContaining(
                        Vectors.step("registry").path("create_again_reverts").asText());
    }

    private static PaymentChannel open(long value) {
        return escrow.depositAndOpenChannel(
                SENDER,
                SIGNER.address(),
                RECIPIENT.address(),
                GROUP,
                Cogs.of(value),
                net.chain.blockNumber().plus(BlockCount.of(100)),
                DEADLINE);
    }

    private static byte[] sign(Identity who, PaymentChannel channel, long nonce, long amount) {
        return who.signMessage(
                ProtocolMessages.mpeClaim(escrow.address(), channel.id(), ChannelNonce.of(nonce), Cogs.of(amount)));
    }

    /** As the contract has it: core always claims all that was planned, and repairs v. */
    private static void claim(Identity who, PaymentChannel channel, long actual, long planned, byte[] signature) {
        String selector = Vectors.at("/abi/function_selectors/MultiPartyEscrow")
                .path("channelClaim(uint256,uint256,uint256,uint8,bytes32,bytes32,bool)")
                .asText();
        String data = selector.substring(2)
                + word(channel.id().value())
                + word(BigInteger.valueOf(actual))
                + word(BigInteger.valueOf(planned))
                + word(BigInteger.valueOf(signature[64]))
                + HexFormat.of().formatHex(signature, 0, 64)
                + word(BigInteger.ZERO);
        net.chain.send(who, Optional.of(escrow.address()), HexFormat.of().parseHex(data), DEADLINE);
    }

    private static void assertState(PaymentChannel channel, JsonNode expected) {
        PaymentChannel now = escrow.channel(channel.id()).orElseThrow();
        assertThat(now.nonce())
                .isEqualTo(ChannelNonce.of(new BigInteger(expected.path("nonce").asText())));
        assertThat(now.value()).isEqualTo(Cogs.parse(expected.path("value").asText()));
    }

    private static void assertReverts(String step, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOf(ChainException.class)
                .hasMessageContaining(Vectors.step(step).path("reverts").asText("missing in vectors.json"));
    }

    private static String word(BigInteger value) {
        return "%064x".formatted(value);
    }

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text.substring(2));
    }
}
