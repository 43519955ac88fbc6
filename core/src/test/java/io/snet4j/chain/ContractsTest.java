package io.snet4j.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import io.snet4j.chain.MultiPartyEscrow.OpenedChannel;
import io.snet4j.errors.ChainException;
import io.snet4j.identity.Identity;
import io.snet4j.testing.ScriptedNode;
import io.snet4j.testing.ScriptedNode.Answer;
import io.snet4j.testing.Vectors;
import io.snet4j.value.Address;
import io.snet4j.value.BlockCount;
import io.snet4j.value.BlockNumber;
import io.snet4j.value.ChannelId;
import io.snet4j.value.ChannelNonce;
import io.snet4j.value.Cogs;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ContractsTest {
    private static final Address ESCROW = Vectors.address(Vectors.ALL.at("/mpe_addresses/devnet"));
    private static final Address SENDER = Vectors.address(Vectors.ALL.at("/keys/anvil0/address"));
    private static final Address SIGNER = Vectors.address(Vectors.ALL.at("/keys/anvil1/address"));
    private static final Address RECIPIENT = Vectors.address(Vectors.ALL.at("/keys/anvil2/address"));
    private static final GroupId GROUP = GroupId.parse("wth9SeDAOy9s9PZvVLvvG20VTZPbJPuZozGL8FDUiWQ=");
    private static final String WORDS = "00000000000000000000000000000000000000000000000000000000000000";
    private static final String PADDING = "0x000000000000000000000000";

    private final ScriptedNode node = new ScriptedNode().on("eth_chainId", "\"0x7a69\"");
    private final Chain chain = Chain.connect(node.uri(), Duration.ofSeconds(20));
    private final MultiPartyEscrow escrow = new MultiPartyEscrow(chain, ESCROW);

    @AfterEach
    void close() {
        chain.close();
        node.close();
    }

    @Test
    void ownChannelsAreFoundByOneQueryFilteredByAllTopics() {
        String data = "0x" + WORDS + "2a" + WORDS + "00" + PADDING.substring(2)
                + SIGNER.toString().substring(2) + WORDS + "0a" + WORDS + "64";
        node.on(
                "eth_getLogs",
                parameters -> Answer.result("[{\"address\":\"" + ESCROW + "\",\"blockNumber\":\"0x7\",\"topics\":"
                        + parameters.at("/0/topics") + ",\"data\":\"" + data + "\"}]"));

        assertThat(escrow.channelsOpened(SENDER, RECIPIENT, GROUP, BlockNumber.of(3), BlockNumber.of(9)))
                .containsExactly(new OpenedChannel(
                        new PaymentChannel(
                                ChannelId.of(42),
                                ChannelNonce.of(0),
                                SENDER,
                                SIGNER,
                                RECIPIENT,
                                GROUP,
                                Cogs.of(10),
                                BlockNumber.of(100)),
                        BlockNumber.of(7)));

        assertThat(node.requests("eth_getLogs")).hasSize(1);
        JsonNode filter = node.requests("eth_getLogs").get(0).get(0);
        assertThat(filter.get("fromBlock").asText()).isEqualTo("0x3");
        assertThat(filter.get("toBlock").asText()).isEqualTo("0x9");
        assertThat(Address.parse(filter.get("address").asText())).isEqualTo(ESCROW);
        assertThat(Vectors.elements(filter.get("topics")).map(JsonNode::asText))
                .containsExactly(
                        "0x172899db3034d5e4e68a2873998cc66a59bad4610fa6319a51f31f75e84452b7",
                        (PADDING + SENDER.toString().substring(2)).toLowerCase(),
                        (PADDING + RECIPIENT.toString().substring(2)).toLowerCase(),
                        "0xc2d87d49e0c03b2f6cf4f66f54bbef1b6d154d93db24fb99a3318bf050d48964");
    }

    @Test
    void aLastChangeIsSearchedInTheLatestBlocksWhichAreAskedForOnce() {
        node.on("eth_blockNumber", "\"0x1000\"").on("eth_getLogs", "[]");
        RegistryContract registry = new RegistryContract(chain, ESCROW);

        assertThat(registry.lastChange("org", "service", BlockCount.of(16))).isEmpty();

        assertThat(node.requests("eth_blockNumber")).hasSize(1);
        JsonNode filter = node.requests("eth_getLogs").get(0).get(0);
        assertThat(filter.get("fromBlock").asText()).isEqualTo("0xff0");
        assertThat(filter.get("toBlock").asText()).isEqualTo("0x1000");
    }

    @Test
    void aChannelThatWasNeverOpenedIsAbsent() {
        node.on("eth_call", "\"0x" + (WORDS + "00").repeat(7) + "\"");

        assertThat(escrow.channel(ChannelId.of(1))).isEmpty();
    }

    @Test
    void anAddressWithoutContractIsNamed() {
        node.on("eth_call", "\"0x\"");

        assertThatExceptionOfType(ChainException.class)
                .isThrownBy(() -> escrow.balance(SENDER))
                .withMessageContaining("MultiPartyEscrow.balances")
                .withMessageContaining(ESCROW.toString())
                .withMessageContaining("chain 31337");
    }

    @Test
    void anotherContractAtTheAddressIsNoticed() {
        node.on("eth_call", "\"0x01\"");

        assertThatExceptionOfType(ChainException.class)
                .isThrownBy(() -> escrow.channel(ChannelId.of(1)))
                .withMessageContaining("answers otherwise than a MultiPartyEscrow does");
    }

    @Test
    void aRefusalNamesContractFunctionAndReason() {
        node.on(
                "eth_estimateGas",
                parameters ->
                        Answer.error("{\"code\":3,\"message\":\"execution reverted: " + "Invalid expiration.\"}"));

        assertThatExceptionOfType(ChainException.class)
                .isThrownBy(() -> escrow.channelExtend(
                        Identity.ofPrivateKey(Vectors.privateKey("anvil0")),
                        ChannelId.of(1),
                        BlockNumber.of(2),
                        Duration.ofSeconds(20)))
                .withMessage("MultiPartyEscrow.channelExtend: execution reverted: Invalid expiration.");
    }

    @Test
    void aSignatureOfAnotherLengthIsNoClaim() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> escrow.channelClaim(
                        Identity.ofPrivateKey(Vectors.privateKey("anvil2")),
                        ChannelId.of(1),
                        Cogs.of(1),
                        new byte[64],
                        false,
                        Duration.ofSeconds(20)))
                .withMessageContaining("64");
    }
}
