package io.snet4j.devnet.daemon;

import static io.snet4j.devnet.daemon.TestNet.textOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Metadata;
import io.snet4j.identity.ProtocolMessages;
import io.snet4j.identity.Signatures;
import io.snet4j.registry.Pricing;
import io.snet4j.value.Address;
import io.snet4j.value.BlockNumber;
import io.snet4j.value.Cogs;
import io.snet4j.wire.escrow.FreeCallStateServiceGrpc;
import io.snet4j.wire.escrow.StateServiceProto.FreeCallStateRequest;
import io.snet4j.wire.escrow.StateServiceProto.FreeCallToken;
import io.snet4j.wire.escrow.StateServiceProto.GetFreeCallTokenRequest;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls that cost nothing: a token, and what is checked before it is good for a call. */
class FreeCallTest {
    private TestNet net = play(DaemonVersion.V6_2, builder -> {});
    private FreeCaller user = rich();

    @AfterEach
    void close() {
        net.close();
    }

    private static TestNet play(DaemonVersion version, Consumer<Daemon.Builder> settings) {
        return new TestNet(
                version,
                new Pricing.Fixed(Cogs.of(TestNet.CALL_PRICE)),
                settings.andThen(builder -> builder.freeCallSigner(TestNet.FREE_CALL_SIGNER)));
    }

    private void replay(DaemonVersion version, Consumer<Daemon.Builder> settings) {
        net.close();
        net = play(version, settings);
        user = rich();
    }

    private FreeCaller rich() {
        net.chain.setTokens(net.owner.identity().address(), Cogs.ofFet("10"));
        return new FreeCaller(net, net.owner);
    }

    private String refusal(Metadata headers) {
        String text = textOf(() -> user.call(headers, "hello"));
        assertThat(net.echo.headers).as("the service was not called").isEmpty();
        assertThat(made()).isZero();
        return text;
    }

    private long made() {
        return net.daemon.store().freeCallsMade(user.who().identity().address());
    }

    // Tokens

    @Test
    void aTokenIsTheDaemonsSignatureForOneUserUntilABlock() {
        FreeCallToken token = user.token(user.tokenRequest().setTokenLifetimeInBlocks(50));

        byte[] bytes = token.getToken().toByteArray();
        assertThat(token.getTokenExpirationBlock()).isEqualTo(net.chain.head() + 50);
        assertThat(token.getTokenHex()).isEqualTo(HexFormat.of().formatHex(bytes));
        assertThat(new String(bytes, 65, bytes.length - 65, StandardCharsets.US_ASCII))
                .isEqualTo("_" + (net.chain.head() + 50));
        assertThat(bytes[64]).as("v").isBetween((byte) 0, (byte) 1);
        assertThat(Signatures.recover(
                        ProtocolMessages.freeCallDaemonToken(
                                "org",
                                "default_group",
                                user.who().identity().address(),
                                Optional.empty(),
                                BlockNumber.of(net.chain.head() + 50)),
                        Arrays.copyOf(bytes, 65)))
                .contains(TestNet.FREE_CALL_SIGNER.address());
    }

    @ParameterizedTest
    @ValueSource(longs = {172_801, -1})
    void aTokenLivesForTwoHundredThousandBlocksAtMost(long asked) {
        assertThat(user.token(user.tokenRequest().setTokenLifetimeInBlocks(asked))
                        .getTokenExpirationBlock())
                .isEqualTo(net.chain.head() + 172_800);
        assertThat(user.token(user.tokenRequest()).getTokenExpirationBlock()).isEqualTo(net.chain.head() + 172_800);
    }

    @Test
    void aTokenNeedsTheSignatureOfItsUser() {
        FreeCaller stranger = new FreeCaller(net, net.stranger);
        assertThat(textOf(() -> user.token(stranger.tokenRequest(user.address(), net.chain.head()))))
                .isEqualTo("UNKNOWN: invalid signer, " + user.address() + " (from request) is not equal to "
                        + stranger.address() + " (signer)");
        assertThat(textOf(() -> user.token(GetFreeCallTokenRequest.newBuilder())))
                .isEqualTo("UNKNOWN: incorrect signature length");
    }

    @ParameterizedTest
    @ValueSource(longs = {-6, 6})
    void aRequestForATokenExpires(long blocks) {
        assertThat(textOf(() -> user.token(user.tokenRequest(user.address(), net.chain.head() + blocks))))
                .isEqualTo("UNKNOWN: authentication failed as the signature passed has expired");
    }

    @Test
    void aTokenNeedsTenTokensInTheUsersAccount() {
        String refused = "UNKNOWN: {Status: rpc error: code = PermissionDenied desc = you must have at least 10 FET"
                + " (ASI) in your balance to use free calls}";
        net.chain.setTokens(user.who().identity().address(), Cogs.ofFet("10").minus(Cogs.of(1)));
        assertThat(textOf(user::token)).isEqualTo(refused);
        net.chain.setStateRefused(true);
        assertThat(textOf(user::token)).as("with a silent chain").isEqualTo(refused);
        replay(DaemonVersion.V6_2, builder -> builder.minBalanceForFreeCalls(0));
        net.chain.takeAllTokens();
        assertThat(user.call(user.token())).isEqualTo("echo hello");
    }

    @Test
    void onlyATrustedAddressHasUsersOfItsOwnAndNeedsNoBalance() {
        FreeCaller withId = new FreeCaller(net, net.owner, "somebody");
        assertThat(textOf(withId::token))
                .isEqualTo("UNKNOWN: your address is not trusted by this service provider, the use of user_id is not"
                        + " allowed");
        Set<Address> trusted = Set.of(net.owner.identity().address());
        replay(DaemonVersion.V6_2, builder -> builder.trustedFreeCallSigners(trusted));
        net.chain.takeAllTokens();
        FreeCaller one = new FreeCaller(net, net.owner, "one");
        FreeCaller other = new FreeCaller(net, net.owner, "other");
        byte[] token = one.token();
        assertThat(one.call(token)).isEqualTo("echo hello");
        assertThat(one.left(token)).isEqualTo(1);
        assertThat(other.left(other.token())).isEqualTo(2);
        assertThat(textOf(() -> other.call(token))).isEqualTo("UNAUTHENTICATED: token sign is not valid");
    }

    // Calls

    @ParameterizedTest
    @EnumSource(DaemonVersion.class)
    void freeCallsAreCountedUntilThereAreNoneLeft(DaemonVersion version) {
        replay(version, builder -> {});
        byte[] token = user.token();
        assertThat(user.left(token)).isEqualTo(2);
        assertThat(user.call(token)).isEqualTo("echo hello");
        assertThat(user.left(token)).isEqualTo(1);
        assertThat(user.call(token)).isEqualTo("echo hello");
        assertThat(user.left(token)).isZero();
        assertThat(textOf(() -> user.call(token)))
                .isEqualTo("INTERNAL: internal error: free call limit has been exceeded, calls made = 2,"
                        + (version == DaemonVersion.V6_0 ? "" : " ") + "total free calls eligible = 2");
        assertThat(made()).isEqualTo(2);
        assertThat(net.authorized()).isZero();
    }

    @Test
    void theServiceIsToldWhoCalls() {
        user.call(user.token());
        assertThat(net.echo.headersOf("unary").get(Caller.key("snet-user-address")))
                .isEqualTo(user.address());
    }

    @Test
    void aCallThatFailsIsNotCounted() {
        byte[] token = user.token();
        assertThat(textOf(() -> user.call(user.headers(token), "fail"))).startsWith("DATA_LOSS: ");
        assertThat(user.left(token)).isEqualTo(2);
        assertThat(user.call(token)).isEqualTo("echo hello");
    }

    @Test
    void aUserMakesOneFreeCallAtATime() throws Exception {
        byte[] token = user.token();
        Metadata headers = user.headers(token);
        CompletableFuture<String> first = CompletableFuture.supplyAsync(() -> user.call(headers, "wait"));
        net.echo.waiting.get(5, TimeUnit.MINUTES);
        assertThat(textOf(() -> user.call(token)))
                .isEqualTo("FAILED_PRECONDITION: another transaction on this user: {ID:" + user.address()
                        + "//org/service/" + TestNet.GROUP + "} is in progress");
        net.chain.setTokens(net.stranger.identity().address(), Cogs.ofFet("10"));
        FreeCaller another = new FreeCaller(net, net.stranger);
        assertThat(another.call(another.token())).isEqualTo("echo hello");
        net.echo.release.countDown();
        assertThat(first.get(5, TimeUnit.MINUTES)).isEqualTo("echo wait");
        assertThat(user.left(token)).isEqualTo(1);
    }

    @Test
    void anotherSpellingOfTheAddressIsAnotherUser() {
        byte[] token = user.token();
        user.call(token);
        user.call(token);
        String lower = user.address().toLowerCase(Locale.ROOT);
        Metadata headers = user.headers(token);
        headers.discardAll(Caller.key(PaymentHeaders.FREE_CALL_ADDRESS));
        headers.put(Caller.key(PaymentHeaders.FREE_CALL_ADDRESS), lower);
        headers.discardAll(Caller.signatureKey());
        headers.put(
                Caller.signatureKey(),
                user.who()
                        .identity()
                        .signMessage(ProtocolMessages.freeCallPayment(
                                lower,
                                Optional.empty(),
                                "org",
                                "service",
                                TestNet.GROUP.toString(),
                                BlockNumber.of(net.chain.head()),
                                token)));
        assertThat(user.call(headers, "hello")).isEqualTo("echo hello");
        assertThat(made()).isEqualTo(3);
    }

    @Test
    void someUsersHaveMoreOrUnlimitedCalls() {
        Address address = user.who().identity().address();
        replay(DaemonVersion.V6_2, builder -> builder.freeCallsOfUsers(Map.of(address, 3L)));
        byte[] token = user.token();
        assertThat(user.left(token)).isEqualTo(3);
        replay(DaemonVersion.V6_2, builder -> builder.freeCallsOfUsers(Map.of(address, -1L)));
        byte[] unlimited = user.token();
        assertThat(user.left(unlimited)).isEqualTo(99_999_999);
        for (int i = 0; i < 4; i++) {
            assertThat(user.call(unlimited)).isEqualTo("echo hello");
        }
        assertThat(made()).isEqualTo(4);
    }

    @Test
    void aSignatureForACallExpires() {
        Metadata headers = user.headers(user.token());
        net.chain.mine(6);
        assertThat(refusal(headers))
                .isEqualTo("INTERNAL: internal error: authentication failed as the signature passed has expired");
        net.chain.mine(-1);
        assertThat(user.call(headers, "hello")).isEqualTo("echo hello");
    }

    @Test
    void aTokenExpiresAfterItsLastBlock() {
        byte[] token = user.token(user.tokenRequest().setTokenLifetimeInBlocks(3))
                .getToken()
                .toByteArray();
        net.chain.mine(3);
        assertThat(user.left(token)).isEqualTo(2);
        net.chain.mine(1);
        String expired = "authentication failed as the Free Call Token passed has expired";
        assertThat(refusal(user.headers(token))).isEqualTo("INTERNAL: internal error: " + expired);
        assertThat(textOf(() -> user.left(token))).isEqualTo("UNKNOWN: " + expired);
    }

    @Test
    void aTokenOfTheDaemonsOwnLastsAsLongAsItSays() {
        byte[] token = user.token();
        byte[] longer = FreeCaller.ending(token, Long.toString(net.chain.head() + 172_801));
        assertThat(refusal(user.headers(longer))).isEqualTo("UNAUTHENTICATED: token sign is not valid");
        assertThat(textOf(() -> user.left(longer))).isEqualTo("UNKNOWN: token sign is not valid");
    }

    @Test
    void whatIsWrongWithAHeaderIsSaid() {
        Metadata headers = new Metadata();
        headers.put(Caller.key(PaymentHeaders.TYPE), "free-call");
        assertThat(refusal(headers)).isEqualTo("INVALID_ARGUMENT: missing \"snet-free-call-user-address\"");
        headers.put(Caller.key("snet-free-call-user-address"), user.address());
        assertThat(refusal(headers)).isEqualTo("INVALID_ARGUMENT: missing \"snet-current-block-number\"");
        headers.put(Caller.key("snet-current-block-number"), Long.toString(net.chain.head()));
        assertThat(refusal(headers)).isEqualTo("INVALID_ARGUMENT: missing \"snet-payment-channel-signature-bin\"");
        headers.put(Caller.signatureKey(), new byte[64]);
        assertThat(refusal(headers)).isEqualTo("INVALID_ARGUMENT: missing \"snet-free-call-auth-token-bin\"");
        assertThat(refusal(with(headers, "x"))).isEqualTo("INVALID_ARGUMENT: invalid token: no '_' found");
        assertThat(refusal(with(headers, "x_y"))).isEqualTo("INVALID_ARGUMENT: invalid token: invalid block number");
        assertThat(refusal(with(headers, "x_" + "1".repeat(101))))
                .isEqualTo("INVALID_ARGUMENT: invalid token: invalid block number");
        assertThat(refusal(with(headers, "x_1")))
                .isEqualTo("UNAUTHENTICATED: sign is not valid: incorrect signature length");
        headers.discardAll(Caller.signatureKey());
        headers.put(Caller.signatureKey(), user.signature(new byte[0]));
        assertThat(refusal(with(headers, "x_1")))
                .startsWith(
                        "UNAUTHENTICATED: sign is not valid: unauthorized signer: " + user.address() + " not equal 0x")
                .endsWith(", maybe invalid signature struct");
    }

    private static Metadata with(Metadata headers, String token) {
        headers.discardAll(FreeCaller.TOKEN);
        headers.put(FreeCaller.TOKEN, token.getBytes(StandardCharsets.US_ASCII));
        return headers;
    }

    @Test
    void trainingIsNotFree() {
        net.createModel("m");
        Metadata headers = user.headers(user.token());
        headers.put(Caller.key(PaymentHeaders.MODEL_ID), "m");
        assertThat(textOf(() -> net.training(headers).trainModel(net.request(net.owner, "train_model", "m"))))
                .isEqualTo("INVALID_ARGUMENT: unexpected \"snet-payment-type\", value: \"free-call\"");
    }

    @Test
    void replicasCountTogether() {
        byte[] token = user.token();
        user.call(token);
        DaemonStore shared = net.daemon.store();
        TestNet replica = play(DaemonVersion.V6_2, builder -> builder.store(shared));
        try (replica) {
            FreeCaller there = new FreeCaller(replica, replica.owner);
            assertThat(there.left(token)).isEqualTo(1);
        }
    }

    // Without

    @ParameterizedTest
    @EnumSource(names = {"V6_1", "V6_2"})
    void aDaemonWithoutTheKeyHasNoFreeCalls(DaemonVersion version) {
        net.close();
        net = new TestNet(version);
        user = rich();
        assertThat(textOf(user::token))
                .isEqualTo("UNKNOWN: error in generating token because blockchain is disabled, contact service"
                        + " provider");
        assertThat(textOf(() -> FreeCallStateServiceGrpc.newBlockingStub(net.channel)
                        .getFreeCallsAvailable(FreeCallStateRequest.getDefaultInstance())))
                .isEqualTo("UNKNOWN: error in determining free calls because blockchain is disabled, contact service"
                        + " provider");
    }

    @Test
    void theOldestDaemonDiesOfARequestForATokenIfItHasNoKey() {
        net.close();
        net = new TestNet(DaemonVersion.V6_0);
        user = rich();
        assertThat(textOf(user::token)).startsWith("INTERNAL: snet4j devnet: a real daemon dies here: ");
        net.chain.takeAllTokens();
        assertThat(textOf(user::token)).contains("you must have at least 10 FET");
    }

    @Test
    void aKeyThatTheServiceDoesNotPublishIsOfNoUse() {
        net.close();
        net = new TestNet(
                DaemonVersion.V6_1,
                new Pricing.Fixed(Cogs.of(TestNet.CALL_PRICE)),
                builder -> builder.freeCallSigner(TestNet.caller(9).identity()));
        user = rich();
        assertThat(textOf(user::token)).startsWith("UNKNOWN: error in generating token");
    }
}
