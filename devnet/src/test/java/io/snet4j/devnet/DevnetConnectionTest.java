package io.snet4j.devnet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.snet4j.chain.GroupId;
import io.snet4j.devnet.DevnetConnection.Account;
import io.snet4j.devnet.fault.FaultyDaemon;
import io.snet4j.errors.InvalidRequestException;
import io.snet4j.identity.Identity;
import io.snet4j.value.BlockCount;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DevnetConnectionTest {
    private static final String KEY = DevAccounts.privateKey(4);
    private static final DevnetConnection CONNECTION = new DevnetConnection(
            URI.create("http://127.0.0.1:8545"),
            31337,
            ContractDeployment.EXPECTED,
            URI.create("http://127.0.0.1:5002"),
            URI.create("http://127.0.0.1:8080"),
            "snet4j-org",
            "digits",
            "default_group",
            GroupId.of(new byte[32]),
            URI.create("http://127.0.0.1:5001"),
            URI.create("http://127.0.0.1:5003"),
            List.of(new Account("consumer", Identity.ofPrivateKey(KEY).address(), KEY)));

    @Test
    void jsonHasExactlyTheAgreedFields() throws Exception {
        JsonNode json = new ObjectMapper().readTree(CONNECTION.toJson());
        assertThat(json.fieldNames())
                .toIterable()
                .containsExactly(
                        "rpcUrl",
                        "chainId",
                        "contracts",
                        "ipfsUrl",
                        "daemonUrl",
                        "orgId",
                        "serviceId",
                        "groupName",
                        "groupId",
                        "serviceUrl",
                        "modelServiceUrl",
                        "accounts");
        assertThat(json.path("contracts").fieldNames()).toIterable().containsExactly("mpe", "registry", "token");
        assertThat(json.at("/accounts/0").fieldNames()).toIterable().containsExactly("role", "address", "privateKey");
        assertThat(json.path("chainId").isInt()).isTrue();
        assertThat(CONNECTION.toJson()).doesNotContain("\n");
    }

    @Test
    void whatWasWrittenIsReadBack() {
        assertThat(DevnetConnection.parse(CONNECTION.toJson())).isEqualTo(CONNECTION);
    }

    @Test
    void shortChannelsAreInTheJsonAndInTheSettings() {
        DevnetConnection shortLived = withChannelLife(60);

        assertThat(shortLived.toJson()).contains("\"channelLife\":60");
        assertThat(DevnetConnection.parse(shortLived.toJson())).isEqualTo(shortLived);
        assertThat(shortLived.settings("consumer")).containsEntry("SNET4J_LIMIT_EXPIRATION", "60");
        assertThat(CONNECTION.settings("consumer")).doesNotContainKey("SNET4J_LIMIT_EXPIRATION");
    }

    private static DevnetConnection withChannelLife(int blocks) {
        return new DevnetConnection(
                CONNECTION.rpcUrl(),
                CONNECTION.chainId(),
                CONNECTION.contracts(),
                CONNECTION.ipfsUrl(),
                CONNECTION.daemonUrl(),
                CONNECTION.orgId(),
                CONNECTION.serviceId(),
                CONNECTION.groupName(),
                CONNECTION.groupId(),
                CONNECTION.serviceUrl(),
                CONNECTION.modelServiceUrl(),
                CONNECTION.accounts(),
                Optional.of(BlockCount.of(blocks)));
    }

    @ParameterizedTest
    @CsvSource({
        "49, 10, from 50 to 500",
        "501, 10, from 50 to 500",
        "60, 40, channelLife of 60",
    })
    void aLifeThatNoPaymentFitsIntoIsRefusedBeforeAnythingStarts(int life, int threshold, String message) {
        assertThatThrownBy(() -> Devnet.builder()
                        .service(new IdleService())
                        .expirationThreshold(BlockCount.of(threshold))
                        .channelLife(BlockCount.of(life))
                        .start())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void waysToADaemonThatIsNotStartedAreRefusedBeforeAnythingStarts() {
        URI elsewhere = URI.create("http://127.0.0.1:7000");
        try (FaultyDaemon way = FaultyDaemon.beforeNone()) {
            assertThatThrownBy(() -> Devnet.builder()
                            .service(new IdleService())
                            .daemonEndpoint(elsewhere)
                            .behind(List.of(way))
                            .start())
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(elsewhere.toString());
        }
    }

    @Test
    void unknownFieldsAreIgnored() {
        String extended = CONNECTION.toJson().replace("\"chainId\"", "\"more\":{},\"chainId\"");
        assertThat(DevnetConnection.parse(extended)).isEqualTo(CONNECTION);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"rpcUrl", "chainId", "daemonUrl", "groupId", "modelServiceUrl", "role", "privateKey", "mpe"})
    void aMissingFieldIsNamed(String field) {
        String json = CONNECTION.toJson().replace("\"" + field + "\":", "\"other\":");
        assertThatThrownBy(() -> DevnetConnection.parse(json))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining(field);
    }

    @ParameterizedTest
    @CsvSource({
        "31337, \"x\", chainId",
        "\"http://127.0.0.1:8545\", \"not a url\", rpcUrl",
        "\"0x5FbDB2315678afecb367f032d93F642f64180aa3\", \"0x5F\", contracts/token",
    })
    void aWrongFieldIsNamed(String value, String wrong, String field) {
        assertThatThrownBy(() -> DevnetConnection.parse(CONNECTION.toJson().replace(value, wrong)))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining(field);
    }

    @Test
    void aKeyOfAnotherAccountIsRefusedAndNotRepeated() {
        String json = CONNECTION.toJson().replace(KEY, DevAccounts.privateKey(5));
        assertThatThrownBy(() -> DevnetConnection.parse(json))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("accounts/0")
                .hasMessageNotContaining(DevAccounts.privateKey(5));
    }

    @Test
    void aBrokenKeyIsNotRepeated() {
        String broken = KEY.substring(0, 40);
        assertThatThrownBy(() -> DevnetConnection.parse(CONNECTION.toJson().replace(KEY, broken)))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageNotContaining(broken.substring(2));
    }

    @Test
    void otherTextIsRefused() {
        assertThatThrownBy(() -> DevnetConnection.parse("Starting the network…"))
                .isInstanceOf(InvalidRequestException.class);
        assertThatThrownBy(() -> DevnetConnection.parse("")).isInstanceOf(InvalidRequestException.class);
    }

    @Test
    void aPrintedConnectionHidesItsKeys() {
        assertThat(CONNECTION.toString()).contains("consumer").doesNotContain(KEY.substring(2));
    }

    @Test
    void anUnknownRoleIsRefusedWithThoseThereAre() {
        assertThat(CONNECTION.account("consumer").identity().address())
                .isEqualTo(CONNECTION.accounts().get(0).address());
        assertThatThrownBy(() -> CONNECTION.account("owner"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("[consumer]");
    }
}
