package io.snet4j.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import io.snet4j.testing.Vectors;
import io.snet4j.value.Address;
import java.math.BigInteger;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AbiVectorsTest {
    private static final Map<String, List<Function>> FUNCTIONS = Map.of(
            "MultiPartyEscrow",
            List.of(
                    MultiPartyEscrow.TOKEN,
                    MultiPartyEscrow.BALANCES,
                    MultiPartyEscrow.CHANNELS,
                    MultiPartyEscrow.DEPOSIT,
                    MultiPartyEscrow.WITHDRAW,
                    MultiPartyEscrow.OPEN_CHANNEL,
                    MultiPartyEscrow.DEPOSIT_AND_OPEN_CHANNEL,
                    MultiPartyEscrow.CHANNEL_EXTEND,
                    MultiPartyEscrow.CHANNEL_ADD_FUNDS,
                    MultiPartyEscrow.CHANNEL_EXTEND_AND_ADD_FUNDS,
                    MultiPartyEscrow.NEXT_CHANNEL_ID,
                    MultiPartyEscrow.TRANSFER,
                    MultiPartyEscrow.CHANNEL_CLAIM,
                    MultiPartyEscrow.MULTI_CHANNEL_CLAIM,
                    MultiPartyEscrow.CHANNEL_CLAIM_TIMEOUT),
            "FetchToken",
            List.of(
                    FetchToken.BALANCE_OF,
                    FetchToken.ALLOWANCE,
                    FetchToken.APPROVE,
                    FetchToken.TRANSFER,
                    FetchToken.MINT),
            "Registry",
            List.of(
                    RegistryTransaction.CREATE_ORGANIZATION,
                    RegistryTransaction.CHANGE_ORGANIZATION_METADATA_URI,
                    RegistryTransaction.CREATE_SERVICE_REGISTRATION,
                    RegistryTransaction.UPDATE_SERVICE_REGISTRATION,
                    RegistryTransaction.CHANGE_ORGANIZATION_OWNER,
                    RegistryTransaction.ADD_ORGANIZATION_MEMBERS,
                    RegistryTransaction.REMOVE_ORGANIZATION_MEMBERS,
                    RegistryTransaction.DELETE_ORGANIZATION,
                    RegistryTransaction.DELETE_SERVICE_REGISTRATION,
                    RegistryContract.GET_ORGANIZATION_BY_ID,
                    RegistryContract.GET_SERVICE_REGISTRATION_BY_ID,
                    RegistryContract.LIST_ORGANIZATIONS,
                    RegistryContract.LIST_SERVICES_FOR_ORGANIZATION));

    static Stream<Map.Entry<String, JsonNode>> selectors() {
        return entries("/abi/function_selectors");
    }

    static Stream<Map.Entry<String, JsonNode>> topics() {
        return entries("/abi/event_topics");
    }

    private static Stream<Map.Entry<String, JsonNode>> entries(String section) {
        return Vectors.elements(Vectors.ALL.at(section)).flatMap(contract -> contract.properties().stream());
    }

    @ParameterizedTest
    @MethodSource("selectors")
    void aSelectorIsComputedFromTheSignature(Map.Entry<String, JsonNode> vector) {
        assertThat(Function.of(vector.getKey()).selector()).isEqualTo(Vectors.bytes(vector.getValue()));
    }

    @ParameterizedTest
    @MethodSource("topics")
    void aTopicIsComputedFromTheDeclaration(Map.Entry<String, JsonNode> vector) {
        assertThat(Event.of(vector.getKey()).topic()).isEqualTo(Vectors.bytes(vector.getValue()));
    }

    @Test
    void everyDefinitionInUseIsOneOfTheContracts() {
        FUNCTIONS.forEach((contract, functions) -> assertThat(functions).allSatisfy(function -> assertThat(
                        Vectors.ALL.at("/abi/function_selectors").get(contract).get(function.signature()))
                .as(function.signature())
                .isNotNull()));
        assertThat(Vectors.ALL.at("/abi/event_topics/MultiPartyEscrow").get(MultiPartyEscrow.CHANNEL_OPEN.signature()))
                .isNotNull();
    }

    @Test
    void aCallIsSelectorHeadAndTail() {
        byte[] call = RegistryTransaction.CREATE_ORGANIZATION.encode(
                RegistryContract.toBytes32("snet"), new byte[] {1, 2, 3}, List.of(Address.ZERO));

        assertThat(HexFormat.of().formatHex(call))
                .isEqualTo("ef72a9af"
                        + "736e657400000000000000000000000000000000000000000000000000000000"
                        + "0000000000000000000000000000000000000000000000000000000000000060"
                        + "00000000000000000000000000000000000000000000000000000000000000a0"
                        + "0000000000000000000000000000000000000000000000000000000000000003"
                        + "0102030000000000000000000000000000000000000000000000000000000000"
                        + "0000000000000000000000000000000000000000000000000000000000000001"
                        + "0000000000000000000000000000000000000000000000000000000000000000");
    }

    @Test
    void whatDoesNotFitItsTypeIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MultiPartyEscrow.DEPOSIT.encode(BigInteger.ONE.shiftLeft(256)));
        assertThatIllegalArgumentException().isThrownBy(() -> MultiPartyEscrow.DEPOSIT.encode(BigInteger.valueOf(-1)));
        assertThatIllegalArgumentException().isThrownBy(() -> MultiPartyEscrow.DEPOSIT.encode());
    }

    @ParameterizedTest
    @MethodSource("registryIds")
    void anIdIsPaddedTo32BytesAndRefusedIfItCannotBe(JsonNode vector) {
        String id = vector.get("text").asText();
        int length = vector.get("utf8_length").asInt();
        if (length == 0 || length > 32) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> RegistryContract.toBytes32(id))
                    .withMessageContaining("\"" + id + "\"");
        } else {
            assertThat(RegistryContract.toBytes32(id)).isEqualTo(Vectors.bytes(vector.get("bytes32")));
            assertThat(RegistryContract.text(Vectors.bytes(vector.get("bytes32"))))
                    .isEqualTo(id);
        }
    }

    static Stream<JsonNode> registryIds() {
        return Vectors.elements(Vectors.ALL.get("registry_bytes32_ids"));
    }

    @Test
    void aMetadataUriIsReadWithAndWithoutThePaddingOfSnetCli() {
        assertThat(Vectors.elements(Vectors.ALL.get("registry_metadata_uris")))
                .isNotEmpty()
                .allSatisfy(vector -> {
                    String uri = vector.get("uri").asText();
                    assertThat(RegistryContract.text(Vectors.bytes(vector.get("bytes_unpadded"))))
                            .isEqualTo(uri);
                    assertThat(RegistryContract.text(Vectors.bytes(vector.get("bytes_as_snet_cli_stores"))))
                            .isEqualTo(uri);
                });
    }
}
