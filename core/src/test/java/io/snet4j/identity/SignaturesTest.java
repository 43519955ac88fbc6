package io.snet4j.identity;

import static io.snet4j.testing.Vectors.address;
import static io.snet4j.testing.Vectors.bytes;
import static io.snet4j.testing.Vectors.elements;
import static io.snet4j.testing.Vectors.integer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import io.snet4j.internal.core.Words;
import io.snet4j.testing.Vectors;
import io.snet4j.value.Address;
import io.snet4j.value.BlockNumber;
import io.snet4j.value.ChannelId;
import java.math.BigInteger;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SignaturesTest {
    private static final JsonNode FORMS = Vectors.ALL.get("signature_forms");
    private static final JsonNode BASE = elements(Vectors.ALL.get("mpe_claim"))
            .filter(vector -> vector.get("name").equals(FORMS.get("base")))
            .findFirst()
            .orElseThrow();
    private static final byte[] MESSAGE = bytes(BASE.get("message_hash"));

    static Stream<JsonNode> valuesOfV() {
        return elements(FORMS.get("v_rows"));
    }

    static Stream<Arguments> thirdPartyClaims() {
        return Vectors.cases("third_party_known_answers")
                .filter(arguments -> vectorOf(arguments).has("signature"));
    }

    @ParameterizedTest
    @MethodSource("valuesOfV")
    void vIsReadModulo27AsTheDaemonDoes(JsonNode row) {
        byte[] signature = bytes(BASE.get("signature"));
        signature[64] = (byte) row.get("v").asInt();
        String daemon = row.get("daemon").asText();
        Optional<Address> expected = daemon.equals("recovers the signer")
                ? Optional.of(address(FORMS.get("expected")))
                : daemon.startsWith("recovers another address: ")
                        ? Optional.of(Address.parse(daemon.substring(daemon.indexOf("0x"))))
                        : Optional.empty();

        assertThat(Signatures.recover(MESSAGE, signature)).isEqualTo(expected);
    }

    @Test
    void theHigherFormOfASignatureIsReadToo() {
        assertThat(Signatures.recover(MESSAGE, bytes(FORMS.get("high_s_signature"))))
                .contains(address(FORMS.get("expected")));
    }

    @Test
    void anotherLengthRecoversToNobody() {
        assertThat(elements(FORMS.get("wrong_length"))).isNotEmpty().allSatisfy(row -> assertThat(
                        Signatures.recover(MESSAGE, new byte[row.get("bytes").asInt()]))
                .isEmpty());
    }

    @Test
    void numbersOutsideOfTheCurveRecoverToNobody() {
        byte[] zeros = new byte[65];
        byte[] ones = new byte[65];
        java.util.Arrays.fill(ones, 0, 64, (byte) 0xff);

        assertThat(Signatures.recover(MESSAGE, zeros)).isEmpty();
        assertThat(Signatures.recover(MESSAGE, ones)).isEmpty();
    }

    @Test
    void anXCoordinateWithoutAPointRecoversToNobody() {
        // 5 is no x-coordinate on secp256k1: 5³ + 7 has no square root there.
        byte[] signature = new byte[65];
        signature[31] = 5;
        signature[63] = 1;

        assertThat(Signatures.recover(MESSAGE, signature)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("thirdPartyClaims")
    void signaturesInTestsOfOtherProjectsAreReproduced(JsonNode vector) {
        byte[] message = vector.has("prefix")
                ? ProtocolMessages.getChannelState(
                        address(vector.get("mpe_address")),
                        ChannelId.of(integer(vector.get("channel_id"))),
                        BlockNumber.of(vector.get("current_block").asLong()))
                : ProtocolVectorsTest.claim(vector);
        byte[] signature = bytes(vector.get("signature"));

        if (vector.has("private_key")) {
            Identity signer = Identity.ofPrivateKey(vector.get("private_key").asText());
            assertThat(signer.signMessage(message)).isEqualTo(signature);
            assertThat(Signatures.recover(message, signature)).contains(signer.address());
        } else {
            assertThat(Signatures.recover(message, signature)).contains(address(vector.get("recovers")));
        }
    }

    @Test
    void keysInTestsOfOtherProjectsHaveTheAddressesNamedThere() {
        assertThat(elements(Vectors.ALL.get("third_party_known_answers")).filter(vector -> vector.has("address")))
                .isNotEmpty()
                .allSatisfy(vector -> assertThat(
                                Identity.ofPrivateKey(vector.get("private_key").asText())
                                        .address())
                        .isEqualTo(address(vector.get("address"))));
    }

    @Test
    void blocksThatTheDaemonPacksUnlikeTheContractAreRefused() {
        assertThat(elements(Vectors.ALL.get("training_auth_block_sign_extension")))
                .isNotEmpty()
                .allSatisfy(row -> {
                    BigInteger block = integer(row.get("current_block"));
                    assertThat(Words.uint256(block)).isEqualTo(bytes(row.get("solidity_packs")));
                    if (row.get("agree").asBoolean()) {
                        assertThat(Words.uint256(block.longValueExact())).isEqualTo(bytes(row.get("daemon_packs")));
                    } else {
                        assertThatIllegalArgumentException()
                                .isThrownBy(() -> ProtocolMessages.trainingAuthorization(
                                        "get_model", Address.ZERO, BlockNumber.of(block.longValue())));
                    }
                });
    }

    private static JsonNode vectorOf(Arguments arguments) {
        return (JsonNode) ((org.junit.jupiter.api.Named<?>) arguments.get()[0]).getPayload();
    }
}
