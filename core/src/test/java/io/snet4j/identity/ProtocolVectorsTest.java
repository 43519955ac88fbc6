package io.snet4j.identity;

import static io.snet4j.testing.Vectors.address;
import static io.snet4j.testing.Vectors.bytes;
import static io.snet4j.testing.Vectors.integer;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.snet4j.internal.core.Keccak;
import io.snet4j.internal.core.Words;
import io.snet4j.testing.Vectors;
import io.snet4j.value.BlockNumber;
import io.snet4j.value.ChannelId;
import io.snet4j.value.ChannelNonce;
import io.snet4j.value.Cogs;
import java.math.BigInteger;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every signed message of the protocol, against numbers made with ethers and checked with viem. */
class ProtocolVectorsTest {
    static Stream<Arguments> signedMessages() {
        return Vectors.cases(
                "training_auth",
                "mpe_claim",
                "get_channel_state",
                "token_service_get_token",
                "free_call_token_request",
                "free_call_daemon_token",
                "free_call_payment",
                "provider_control");
    }

    @ParameterizedTest
    @MethodSource("signedMessages")
    void theMessageIsTheHashOfThePackedParts(JsonNode vector) {
        assertThat(message(vector))
                .isEqualTo(bytes(vector.get("message_hash")))
                .isEqualTo(Keccak.hash(bytes(vector.get("preimage"))));
    }

    @ParameterizedTest
    @MethodSource("signedMessages")
    void theSignatureIsDeterministicAndLow(JsonNode vector) {
        Identity signer =
                Identity.ofPrivateKey(Vectors.privateKey(vector.get("signer").asText()));

        assertThat(signer.address()).isEqualTo(address(vector.get("signer_address")));
        assertThat(signer.signMessage(message(vector))).isEqualTo(bytes(vector.get("signature")));
    }

    @ParameterizedTest
    @MethodSource("signedMessages")
    void bothFormsOfTheSignatureRecoverToTheSigner(JsonNode vector) {
        for (String form : List.of("signature", "signature_v01")) {
            assertThat(Signatures.recover(message(vector), bytes(vector.get(form))))
                    .as(form)
                    .contains(address(vector.get("signer_address")));
        }
    }

    @Test
    void noCaseIsLeftOut() {
        assertThat(signedMessages().count())
                .isEqualTo(Vectors.ALL.at("/self_checks/recovered_ethers").asLong());
    }

    @Test
    void theHeadersCarryTheseSignaturesInBase64() {
        JsonNode headers = Vectors.ALL.get("headers");
        for (String type : List.of("escrow", "train-call", "allowed_user_blockchain_disabled")) {
            assertThat(headers.at("/" + type + "/snet-payment-channel-signature-bin")
                            .asText())
                    .isEqualTo(base64(signature("mpe_claim", "mpe_claim/ordinary")));
        }
        assertThat(headers.at("/free-call/snet-payment-channel-signature-bin").asText())
                .isEqualTo(base64(signature("free_call_payment", "free_call_payment/ordinary")));
    }

    @ParameterizedTest
    @MethodSource("freeCallTokens")
    void aFreeCallTokenIsTheDaemonsSignatureAndTheBlock(JsonNode vector) {
        byte[] signature = Identity.ofPrivateKey(Vectors.privateKey("anvil3")).signMessage(message(vector));
        signature[64] -= 27;
        byte[] expiration = ("_" + vector.get("token_expiration_block").asText()).getBytes(US_ASCII);

        assertThat(bytes(vector.get("token")))
                .isEqualTo(HexFormat.of()
                        .parseHex(HexFormat.of().formatHex(signature)
                                + HexFormat.of().formatHex(expiration)));
    }

    static Stream<Arguments> freeCallTokens() {
        return Vectors.cases("free_call_daemon_token");
    }

    @ParameterizedTest
    @MethodSource("channelStateRequests")
    void aChannelIdTravelsAsTheWordThatIsSigned(JsonNode vector) {
        assertThat(Words.uint256(integer(vector.at("/fields/channel_id"))))
                .isEqualTo(bytes(vector.at("/request/channel_id_bytes_padded")));
    }

    static Stream<Arguments> channelStateRequests() {
        return Vectors.cases("get_channel_state");
    }

    private static byte[] signature(String section, String name) {
        JsonNode vector = Vectors.elements(Vectors.ALL.get(section))
                .filter(candidate -> candidate.get("name").asText().equals(name))
                .findFirst()
                .orElseThrow();
        return Identity.ofPrivateKey(Vectors.privateKey(vector.get("signer").asText()))
                .signMessage(message(vector));
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().withoutPadding().encodeToString(bytes);
    }

    static byte[] message(JsonNode vector) {
        JsonNode fields = vector.get("fields");
        String kind = vector.get("kind").asText();
        return switch (kind) {
            case "training_auth" ->
                ProtocolMessages.trainingAuthorization(
                        fields.get("message").asText(),
                        address(fields.get("signer_address")),
                        BlockNumber.of(block(fields)));
            case "mpe_claim" -> claim(fields);
            case "get_channel_state" ->
                ProtocolMessages.getChannelState(
                        address(fields.get("mpe_address")),
                        ChannelId.of(integer(fields.get("channel_id"))),
                        BlockNumber.of(block(fields)));
            case "token_service_get_token" ->
                ProtocolMessages.getToken(bytes(fields.get("claim_signature")), BlockNumber.of(block(fields)));
            case "free_call_token_request" ->
                ProtocolMessages.freeCallTokenRequest(
                        fields.get("address").asText(),
                        userId(fields),
                        fields.get("organization_id").asText(),
                        fields.get("service_id").asText(),
                        fields.get("group_id").asText(),
                        BlockNumber.of(block(fields)));
            case "free_call_payment" ->
                ProtocolMessages.freeCallPayment(
                        fields.get("address").asText(),
                        userId(fields),
                        fields.get("organization_id").asText(),
                        fields.get("service_id").asText(),
                        fields.get("group_id").asText(),
                        BlockNumber.of(block(fields)),
                        bytes(fields.get("token")));
            case "free_call_daemon_token" ->
                ProtocolMessages.freeCallDaemonToken(
                        fields.get("organization_id").asText(),
                        fields.get("daemon_group_name").asText(),
                        address(fields.get("user_address")),
                        userId(fields),
                        BlockNumber.of(fields.get("expiration_block").asLong()));
            case "provider_control" -> providerControl(vector.get("name").asText(), fields);
            default -> throw new AssertionError("a kind of vector that no test knows: " + kind);
        };
    }

    static byte[] claim(JsonNode fields) {
        return ProtocolMessages.mpeClaim(
                address(fields.get("mpe_address")),
                ChannelId.of(integer(fields.get("channel_id"))),
                ChannelNonce.of(integer(fields.get("channel_nonce"))),
                new Cogs(integer(fields.get("amount"))));
    }

    private static byte[] providerControl(String name, JsonNode fields) {
        var escrow = address(fields.get("mpe_address"));
        if (name.contains("list_unclaimed")) {
            return ProtocolMessages.listUnclaimed(escrow, BlockNumber.of(block(fields)));
        }
        if (name.contains("list_in_progress")) {
            return ProtocolMessages.listInProgress(escrow, BlockNumber.of(block(fields)));
        }
        if (name.contains("start_claim_multi")) {
            List<BigInteger> ids = Vectors.elements(fields.get("channel_ids_as_sent"))
                    .map(Vectors::integer)
                    .toList();
            return ProtocolMessages.startClaimForMultipleChannels(
                    escrow, ids.stream().map(ChannelId::of).toList(), BlockNumber.of(block(fields)));
        }
        return ProtocolMessages.startClaim(
                escrow,
                ChannelId.of(integer(fields.get("channel_id"))),
                ChannelNonce.of(integer(fields.get("channel_nonce"))));
    }

    private static long block(JsonNode fields) {
        return integer(fields.get("current_block")).longValueExact();
    }

    /** The vectors write an absent user as an empty one; signed, the two are the same. */
    private static Optional<String> userId(JsonNode fields) {
        String id = fields.get("user_id").asText();
        return id.isEmpty() ? Optional.empty() : Optional.of(id);
    }
}
